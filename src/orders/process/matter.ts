/**
 * The proceeding as a matter about a wearer: whoever enters one has his record compared with all others, and those who monitor him under an
 * older matter see that this one concerns him too (`../linking/`). Fails toward telling: it stays open as long as anything may be ordered
 * or holds in it without a device of its own.
 */
import type { Sql } from '../../core/database.ts';
import { checkWearer, closeMatter } from '../service.ts';
import { isInForce, type Proceeding } from './proceeding.ts';
import type { ProceedingRow } from './process.sql.ts';
import { measureRule, type ProcessRules } from './rules.ts';

const matterOf = ({ proceedingId }: ProceedingRow) => ({ kind: 'proceeding', matterId: proceedingId }) as const;

// HAZARD H-304: the law does not let a device that is worn protect in this matter yet, and nobody hears of it.
/** In the transaction that names him. */
export async function enterMatter(tx: Sql, row: ProceedingRow, nowMs: number): Promise<void> {
  const { respondentId: wearerId } = row;
  if (wearerId !== null && row.state.closedAtMs === null)
    await checkWearer(tx, { wearerId, matter: matterOf(row), nowMs });
}

/** In the transaction that names somebody else. */
export function leaveMatter(tx: Sql, row: ProceedingRow, nowMs: number): Promise<void> {
  return closeMatter(tx, matterOf(row), nowMs);
}

/** In the transaction of an act, or of a lapse: a device of its own protects now, or nothing is left to be protected by. */
export async function settleMatter(tx: Sql, row: ProceedingRow, rules: ProcessRules, nowMs: number): Promise<void> {
  if (!isOpenMatter(row.state, rules, nowMs)) await closeMatter(tx, matterOf(row), nowMs);
}

function isOpenMatter(state: Proceeding, rules: ProcessRules, nowMs: number): boolean {
  if (state.closedAtMs !== null) return false;
  const holding = state.measures.filter((one) => isInForce(state, one, nowMs));
  if (holding.some(({ measure }) => measureRule(rules, measure)?.device === true)) return false;
  const waits = state.measures.some(({ fromMs, ended }) => fromMs === null && ended === null);
  return state.decision === null || holding.length > 0 || waits;
}
