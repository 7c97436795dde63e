/** A proceeding as a matter that concerns somebody who may wear a device already, for an older one (docs/decisions/0029). */
import type { Sql } from '../../core/database.ts';
import { checkWearer, closeMatter } from '../linking/service.ts';
import type { ProceedingRow } from './process.sql.ts';

/** In the transaction that says who the respondent is: whoever monitors him hears that another matter concerns him. */
export async function openMatter(tx: Sql, row: ProceedingRow, nowMs: number): Promise<void> {
  if (row.respondentId === null || isOver(row)) return;
  const matter = { kind: 'proceeding', matterId: row.proceedingId } as const;
  await checkWearer(tx, { wearerId: row.respondentId, matter, nowMs });
}

/** In the transaction of an act: once it is over, or an order with a device speaks for itself, nothing more is to be said. */
export async function closeMatterWhenOver(
  tx: Sql,
  row: ProceedingRow,
  hasDevice: boolean,
  nowMs: number,
): Promise<void> {
  if (!hasDevice && !isOver(row)) return;
  await closeMatter(tx, { kind: 'proceeding', matterId: row.proceedingId }, nowMs);
}

function isOver({ state }: ProceedingRow): boolean {
  return state.closedAtMs !== null || state.decision?.result === 'refused';
}
