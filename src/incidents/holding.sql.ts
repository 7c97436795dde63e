/** Incidents that are so grave that what led to them is held: danger to a pair, and calls for help. */
import type { Sql } from '../core/database.ts';

export interface Holding {
  readonly incidentId: string;
  /** 'pair:<uuid>', or 'person:<uuid>' of a call for help. */
  readonly subject: string;
  readonly kind: string;
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
}

/** Those that are open, and those that were closed since. */
export async function loadHoldingIncidents(
  sql: Sql,
  closedSinceMs: number,
  alsoIds: readonly string[],
): Promise<Holding[]> {
  const { rows } = await sql.query<{
    incident_id: string;
    subject: string;
    kind: string;
    opened_at_ms: number;
    closed_at_ms: number | null;
  }>(
    `select incident_id, subject, kind, opened_at_ms, closed_at_ms from incidents.incident
     where (state <> 'closed' or closed_at_ms >= $1 or incident_id = any ($2::uuid[]))
       and ((subject like 'pair:%' and highest_level = 'danger') or (subject like 'person:%' and kind = 'device:sos'))`,
    [closedSinceMs, alsoIds],
  );
  return rows.map((row) => {
    const { incident_id: incidentId, subject, kind, opened_at_ms: openedAtMs, closed_at_ms: closedAtMs } = row;
    return { incidentId, subject, kind, openedAtMs, closedAtMs };
  });
}
