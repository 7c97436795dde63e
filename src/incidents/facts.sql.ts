/** What was done with the incidents of pairs, for the side that they protect. */
import type { Sql } from '../core/database.ts';
import type { IncidentId, PairId } from '../core/ids.ts';

export interface ActedOn {
  readonly incidentId: IncidentId;
  readonly pairId: PairId;
  readonly state: 'acknowledged' | 'closed';
  readonly atMs: number;
}

interface Row {
  readonly incident_id: string;
  readonly subject: string;
  readonly state: ActedOn['state'];
  readonly at_ms: string;
}

const SELECT = `select incident_id, subject, state, coalesce(closed_at_ms, acknowledged_at_ms) as at_ms
  from incidents.incident where suppressed_at_ms is null and state in ('acknowledged', 'closed')`;

/** Those in somebody's hands now. What was closed is told only as it happens. */
export async function loadActedOn(sql: Sql, pairIds: readonly PairId[]): Promise<readonly ActedOn[]> {
  const { rows } = await sql.query<Row>(
    `${SELECT} and state = 'acknowledged' and subject = any($1) order by at_ms limit 100`,
    [pairIds.map((pairId) => `pair:${pairId}`)],
  );
  return rows.flatMap(actedOn);
}

/** Null: nobody has acted on it, or it is about no pair. */
export async function loadActedOnOne(sql: Sql, incidentId: IncidentId): Promise<ActedOn | null> {
  const { rows } = await sql.query<Row>(`${SELECT} and incident_id = $1`, [incidentId]);
  return rows.flatMap(actedOn)[0] ?? null;
}

function actedOn(row: Row): ActedOn[] {
  const [kind, id] = row.subject.split(':');
  if (kind !== 'pair' || id === undefined) return [];
  const ids = { incidentId: row.incident_id as IncidentId, pairId: id as PairId };
  return [{ ...ids, state: row.state, atMs: Number(row.at_ms) }];
}
