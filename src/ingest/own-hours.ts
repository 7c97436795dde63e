/**
 * Positions of people whom an order protects are kept a day: sealed under a key of the person's hour, which is destroyed with the rows when the
 * hour is over a day old. What an incident needs is held, with its reason and an end (`holdOwnHours`). Fails toward trying again: what
 * could not be destroyed now is the first at the next turn, each minute.
 */
import type { Database, Sql } from '../core/database.ts';
import type { PersonId } from '../core/ids.ts';
import { DAY_MS, HOUR_MS } from '../core/time.ts';
import { audit, type Sealer } from '../safeguards/service.ts';

/** INVARIANT: nothing of theirs that is older is kept, or taken in: a phone that was off sends yesterday in vain. */
export const OWN_KEPT_MS = DAY_MS;
/** What led to an incident belongs to it. */
const BEFORE_MS = HOUR_MS;
/** After it was closed. */
const HELD_AFTER_MS = 7 * DAY_MS;

/** The scope of the key of the hour in which a position was made. */
export function ownHour(atMs: number): string {
  return `own-${Math.floor(atMs / HOUR_MS) * HOUR_MS}`;
}

// HAZARD H-506: where a protected person was is kept for weeks, by a system that was to protect them
/** Destroys what is over a day old and not held; how many hours and positions went. */
export async function eraseOwnHours(
  deps: { readonly database: Database; readonly sealer: Pick<Sealer, 'forget'> },
  nowMs: number,
): Promise<{ hours: number; fixes: number }> {
  const rows = await deps.database.transaction(async (tx) => {
    const gone = await tx.query<{ key_id: number; fixes: number }>(
      `select key_id, fixes from ingest.erase_own_hours($1)`,
      [nowMs],
    );
    const fixes = gone.rows.reduce((sum, row) => sum + row.fixes, 0);
    if (gone.rows.length > 0) {
      const about = { hours: gone.rows.length, fixes };
      await audit(tx, [
        { atMs: nowMs, actor: { kind: 'system', id: null }, action: 'own-position.erase', purpose: 'retention', about },
      ]);
    }
    return gone.rows;
  });
  for (const { key_id } of rows) deps.sealer.forget(key_id);
  return { hours: rows.length, fixes: rows.reduce((sum, row) => sum + row.fixes, 0) };
}

/** An incident for whose sake a person's positions are held. */
export interface HoldingIncident {
  readonly personId: PersonId;
  readonly incidentId: string;
  readonly reason: 'danger' | 'sos';
  readonly openedAtMs: number;
  /** Null: it is open. */
  readonly closedAtMs: number | null;
}

export interface OwnHold {
  readonly incidentId: string;
  readonly reason: 'danger' | 'sos';
  readonly fromMs: number;
  readonly untilMs: number | null;
}

/** Begins and ends holds as the incidents stand; each with its audit entry. To be asked before `eraseOwnHours`. */
export async function holdOwnHours(
  database: Database,
  incidents: readonly HoldingIncident[],
  nowMs: number,
): Promise<void> {
  if (incidents.length === 0) return;
  await database.transaction(async (tx) => {
    for (const one of incidents) {
      const { personId, incidentId, reason, openedAtMs, closedAtMs } = one;
      const untilMs = closedAtMs === null ? null : closedAtMs + HELD_AFTER_MS;
      const begun = await tx.query(
        `insert into ingest.own_hold (person_id, incident_id, reason, made_at_ms, from_ms, to_ms, until_ms)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
        [personId, incidentId, reason, nowMs, openedAtMs - BEFORE_MS, closedAtMs, untilMs],
      );
      const ended =
        begun.rowCount === 1
          ? null
          : await tx.query(
              `update ingest.own_hold set to_ms = $3, until_ms = $4
               where person_id = $1 and incident_id = $2 and to_ms is null and $3::bigint is not null`,
              [personId, incidentId, closedAtMs, untilMs],
            );
      if (begun.rowCount !== 1 && ended?.rowCount !== 1) continue;
      const action = begun.rowCount === 1 ? 'own-position.hold' : 'own-position.hold-ends';
      await audit(tx, [
        {
          ...{ atMs: nowMs, actor: { kind: 'system', id: null }, action, purpose: 'retention' },
          about: { personId, incidentId, reason, fromMs: openedAtMs - BEFORE_MS, untilMs },
        },
      ]);
    }
  });
}

/** Holds that have no end yet: whose they are, by incident. */
export async function loadUnfinishedHolds(sql: Sql): Promise<ReadonlyMap<string, PersonId>> {
  const { rows } = await sql.query<{ incident_id: string; person_id: PersonId }>(
    'select incident_id, person_id from ingest.own_hold where to_ms is null',
  );
  return new Map(rows.map((row) => [row.incident_id, row.person_id]));
}

/** Of the person, that hold something now. */
export async function loadOwnHolds(sql: Sql, personId: PersonId, nowMs: number): Promise<OwnHold[]> {
  const { rows } = await sql.query<{
    incident_id: string;
    reason: 'danger' | 'sos';
    from_ms: number;
    until_ms: number | null;
  }>(
    `select incident_id, reason, from_ms, until_ms from ingest.own_hold
     where person_id = $1 and (until_ms is null or until_ms > $2) order by from_ms`,
    [personId, nowMs],
  );
  return rows.map((row) => {
    return { incidentId: row.incident_id, reason: row.reason, fromMs: row.from_ms, untilMs: row.until_ms };
  });
}
