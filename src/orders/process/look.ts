/**
 * What time does to proceedings: a measure's lapse is recorded, a clock's warning is noted, each once. Nothing waits for it - what is in
 * force follows from instants - so a server that was down records late what happened in time, with the instant at which it did.
 */
import type { Sql } from '../../core/database.ts';
import { audit } from '../../safeguards/service.ts';
import type { Role } from '../packs/procedure.ts';
import type { Clock } from './clock.ts';
import { clocksOf, warningOf } from './clocks.ts';
import type { ProceedingEvent } from './decided.ts';
import type { ProcessDeps } from './deps.ts';
import { type Law, rulesOf } from './law.ts';
import { settleMatter } from './matter.ts';
import { dueNotices } from './notices.ts';
import { endOfMeasure, lapseWithoutApproval, type OrderedMeasure, type Proceeding } from './proceeding.ts';
import {
  insertEvent,
  loadOpenProceedings,
  lockProceeding,
  type ProceedingRow,
  updateProceeding,
} from './process.sql.ts';

const BY_TIME = { kind: 'system', id: null } as const;

/** One proceeding that fails does not keep the others from being looked at; the failures are reported. */
export async function lookAtProceedings(deps: ProcessDeps, onError: (error: unknown) => void): Promise<void> {
  const nowMs = deps.clock.nowMs();
  for (const row of await loadOpenProceedings(deps.database, nowMs)) {
    try {
      const law = deps.lawFor(row, nowMs);
      if (law === null) throw new Error('the law of a proceeding cannot be read');
      if (lapses(row.state, nowMs).length > 0) await recordLapses(deps, row.proceedingId, law, nowMs);
      await noteWarnings(deps, row, law, nowMs);
    } catch (error) {
      onError(error);
    }
  }
}

/** Measures that time has ended and of which that is not recorded yet. */
export function lapses(proceeding: Proceeding, nowMs: number): OrderedMeasure[] {
  return proceeding.measures.filter((one) => {
    const end = endOfMeasure(proceeding, one);
    return one.ended === null && !one.isLapseRecorded && end !== null && end <= nowMs;
  });
}

async function recordLapses(deps: ProcessDeps, proceedingId: string, law: Law, nowMs: number): Promise<void> {
  await deps.database.transaction(async (tx) => {
    const row = await lockProceeding(tx, proceedingId);
    const over = row === null ? [] : lapses(row.state, nowMs);
    if (row === null || over.length === 0) return;
    const events = over.map(
      (one): ProceedingEvent => ({
        ...{ kind: 'expired', atMs: endOfMeasure(row.state, one)!, by: null, measureId: one.measureId, personId: null },
        about: {
          measure: one.measure,
          why: lapseWithoutApproval(row.state, one) === endOfMeasure(row.state, one) ? 'not-approved' : 'time',
        },
      }),
    );
    const recorded = new Set(over.map(({ measureId }) => measureId));
    const measures = row.state.measures.map((one) =>
      recorded.has(one.measureId) ? { ...one, isLapseRecorded: true } : one,
    );
    const next = { ...row, state: { ...row.state, measures }, eventCount: row.eventCount + events.length };
    for (const [i, event] of events.entries()) {
      await insertEvent(tx, proceedingId, {
        ...event,
        byPerson: null,
        recordedAtMs: nowMs,
        number: row.eventCount + 1 + i,
      });
    }
    await updateProceeding(tx, next, nowMs);
    const notices = dueNotices(next, events, row.eventCount, law);
    await deps.addNotices(tx, { row: next, byAgencyId: null, notices, details: new Map() });
    const rules = rulesOf(law, row.procedure);
    if (rules !== null) await settleMatter(tx, next, rules, nowMs);
    const about = { proceedingId, measures: over.map(({ measureId, measure }) => ({ measureId, measure })) };
    await audit(tx, [{ atMs: nowMs, actor: BY_TIME, action: 'proceeding.expired', purpose: 'order', about }]);
  });
}

async function noteWarnings(deps: ProcessDeps, row: ProceedingRow, law: Law, nowMs: number): Promise<void> {
  const rules = rulesOf(law, row.procedure);
  if (rules === null) return;
  const due = clocksOf(row.state, rules, law.procedures, nowMs).flatMap((clock) => {
    const beforeMs = warningOf(clock, nowMs);
    return beforeMs === null || clock.dueMs === null ? [] : [{ clock, dueMs: clock.dueMs, beforeMs }];
  });
  // Most were noted minutes or days ago: one reading instead of a transaction each.
  const noted = due.length === 0 ? new Set<string>() : await loadNoted(deps.database, row.proceedingId);
  for (const { clock, dueMs, beforeMs } of due) {
    if (noted.has(warningKey(clock.kind, clock.measureId, dueMs, beforeMs))) continue;
    await deps.database.transaction(async (tx) => {
      const { rowCount } = await tx.query(
        `insert into orders.clock_warning (proceeding_id, clock, measure_id, due_ms, before_ms, warned_at_ms)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        [row.proceedingId, clock.kind, clock.measureId, dueMs, beforeMs, nowMs],
      );
      if (rowCount === 1) await deps.remind(tx, { row, clock: { ...clock, dueMs }, beforeMs, to: remindedOf(clock) });
    });
  }
}

async function loadNoted(sql: Sql, proceedingId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ clock: string; measure_id: string | null; due_ms: number; before_ms: number }>(
    `select clock, measure_id, due_ms, before_ms from orders.clock_warning where proceeding_id = $1`,
    [proceedingId],
  );
  return new Set(rows.map((one) => warningKey(one.clock, one.measure_id, one.due_ms, one.before_ms)));
}

function warningKey(clock: string, measureId: string | null, dueMs: number, beforeMs: number): string {
  return `${clock} ${measureId ?? ''} ${dueMs} ${beforeMs}`;
}

/** An end is nobody's to do alone: whoever monitors and whom it protects plan for the time after it. */
function remindedOf({ kind, of }: Clock): Role[] {
  return [...new Set<Role>(kind === 'expiry' ? [...of, 'monitoring', 'protected'] : of)];
}
