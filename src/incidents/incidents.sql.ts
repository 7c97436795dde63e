import type { Sql } from '../core/database.ts';
import type { Level } from '../proximity/types.ts';
import type { EventBody, EventKind, Incident, Suppression } from './incident.ts';

export interface IncidentRow {
  incident_id: string;
  subject: string;
  kind: string;
  order_id: string | null;
  agency_id: string;
  wearer_id: string | null;
  exercise: boolean;
  state: Incident['state'];
  level: Level | null;
  highest_level: Level | null;
  opened_at_ms: number;
  changed_at_ms: number;
  acknowledged_at_ms: number | null;
  closed_at_ms: number | null;
  close_reason: string | null;
  returned_at_ms: number | null;
  suppressed_at_ms: number | null;
  suppressed_reason: Suppression['reason'] | null;
  suppressed_until_ms: number | null;
  duress_at_ms: number | null;
}

export interface StoredIncident extends Incident {
  readonly acknowledgedAtMs: number | null;
  readonly closedAtMs: number | null;
  readonly closeReason: string | null;
  readonly suppressedAtMs: number | null;
  /** An SOS that was cancelled under duress, and when; null: none. */
  readonly duressAtMs: number | null;
}

/** Of an event: that the order is over. */
const TELLS_END = `body -> 'why' ->> 'key' like 'order-ended%'`;

export const COLUMNS = `incident_id, subject, kind, order_id, agency_id, wearer_id, exercise, state, level, highest_level,
  opened_at_ms, changed_at_ms, acknowledged_at_ms, closed_at_ms, close_reason, returned_at_ms, suppressed_at_ms,
  suppressed_reason, suppressed_until_ms, duress_at_ms`;

export function incidentOf(row: IncidentRow): StoredIncident {
  return {
    incidentId: row.incident_id as Incident['incidentId'],
    subject: row.subject,
    kind: row.kind,
    orderId: row.order_id as Incident['orderId'],
    agencyId: row.agency_id,
    wearerId: row.wearer_id as Incident['wearerId'],
    exercise: row.exercise,
    state: row.state,
    level: row.level,
    highestLevel: row.highest_level,
    openedAtMs: row.opened_at_ms,
    changedAtMs: row.changed_at_ms,
    acknowledgedAtMs: row.acknowledged_at_ms,
    closedAtMs: row.closed_at_ms,
    closeReason: row.close_reason,
    returnedAtMs: row.returned_at_ms,
    suppressedAtMs: row.suppressed_at_ms,
    duressAtMs: row.duress_at_ms,
    suppression:
      row.suppressed_reason === null ? null : { reason: row.suppressed_reason, untilMs: row.suppressed_until_ms },
  };
}

/** The agency's open incident of a subject and kind, locked until the transaction ends. */
export async function lockOpen(
  tx: Sql,
  subject: string,
  kind: string,
  agencyId: string,
): Promise<StoredIncident | null> {
  const { rows } = await tx.query<IncidentRow>(
    `select ${COLUMNS} from incidents.incident where subject = $1 and kind = $2 and agency_id = $3 and state <> 'closed' for update`,
    [subject, kind, agencyId],
  );
  return rows[0] === undefined ? null : incidentOf(rows[0]);
}

/** Locked until the transaction ends. */
export async function lockIncident(tx: Sql, incidentId: string): Promise<StoredIncident | null> {
  const { rows } = await tx.query<IncidentRow>(
    `select ${COLUMNS} from incidents.incident where incident_id = $1 for update`,
    [incidentId],
  );
  return rows[0] === undefined ? null : incidentOf(rows[0]);
}

export async function loadIncident(sql: Sql, incidentId: string): Promise<StoredIncident | null> {
  const { rows } = await sql.query<IncidentRow>(`select ${COLUMNS} from incidents.incident where incident_id = $1`, [
    incidentId,
  ]);
  return rows[0] === undefined ? null : incidentOf(rows[0]);
}

/** The most urgent `most`, by the same order as the queue's first three: calls for help, who waits for a person, then the level. */
export async function loadOpen(sql: Sql, agencyId: string, most: number): Promise<StoredIncident[]> {
  const { rows } = await sql.query<IncidentRow>(
    `select ${COLUMNS} from incidents.incident where agency_id = $1 and state <> 'closed' and suppressed_at_ms is null
     order by (kind = 'device:sos' and wearer_id is null and (returned_at_ms is null or duress_at_ms is not null)) desc,
       state = 'unacknowledged' desc,
       case level when 'clear' then 0 when 'notice' then 1 when 'unknown' then 2 when 'danger' then 4 else 3 end desc,
       opened_at_ms desc limit $2`,
    [agencyId, most],
  );
  return rows.map(incidentOf);
}

/** Open incidents of the order's pairs and zones that do not say yet that it has ended. */
export async function lockOpenOfOrder(tx: Sql, orderId: string): Promise<StoredIncident[]> {
  const { rows } = await tx.query<IncidentRow>(
    `select ${COLUMNS} from incidents.incident i
     where order_id = $1 and state <> 'closed' and (subject like 'pair:%' or subject like 'zone:%')
       and not exists (select from incidents.event e where e.incident_id = i.incident_id and ${TELLS_END})
     order by incident_id for update`,
    [orderId],
  );
  return rows.map(incidentOf);
}

/** Open incidents of kinds that have a level; every agency. */
export async function lockOpenWithLevel(tx: Sql): Promise<StoredIncident[]> {
  const { rows } = await tx.query<IncidentRow>(
    `select ${COLUMNS} from incidents.incident where level is not null and state <> 'closed' order by incident_id for update`,
  );
  return rows.map(incidentOf);
}

export async function loadClosedSince(
  sql: Sql,
  agencyId: string,
  sinceMs: number,
  most: number,
): Promise<StoredIncident[]> {
  const { rows } = await sql.query<IncidentRow>(
    `select ${COLUMNS} from incidents.incident where agency_id = $1 and closed_at_ms >= $2
     order by closed_at_ms desc limit $3`,
    [agencyId, sinceMs, most],
  );
  return rows.map(incidentOf);
}

/** Approaches to these pairs that warned somebody and were closed since then. */
export async function loadClosedApproaches(
  sql: Sql,
  pairIds: readonly string[],
  sinceMs: number,
): Promise<{ incidentId: string; closedAtMs: number }[]> {
  const { rows } = await sql.query<{ incident_id: string; closed_at_ms: number }>(
    `select incident_id, closed_at_ms from incidents.incident
     where kind = 'approach' and subject = any($1::text[]) and closed_at_ms >= $2
       and highest_level in ('warning', 'danger', 'unknown')
     order by closed_at_ms desc limit 20`,
    [pairIds.map((pairId) => `pair:${pairId}`), sinceMs],
  );
  return rows.map((row) => ({ incidentId: row.incident_id, closedAtMs: row.closed_at_ms }));
}

export async function insertIncident(tx: Sql, incident: Incident): Promise<void> {
  await tx.query(
    `insert into incidents.incident (incident_id, subject, kind, order_id, agency_id, wearer_id, exercise, state, level,
       highest_level, opened_at_ms, changed_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      incident.incidentId,
      incident.subject,
      incident.kind,
      incident.orderId,
      incident.agencyId,
      incident.wearerId,
      incident.exercise,
      incident.state,
      incident.level,
      incident.highestLevel,
      incident.openedAtMs,
      incident.changedAtMs,
    ],
  );
}

export async function updateChanged(
  tx: Sql,
  incidentId: string,
  change: Pick<Incident, 'state' | 'level' | 'highestLevel' | 'changedAtMs' | 'returnedAtMs'>,
): Promise<void> {
  await tx.query(
    `update incidents.incident set state = $2, level = $3, highest_level = $4, changed_at_ms = $5, returned_at_ms = $6
     where incident_id = $1`,
    [incidentId, change.state, change.level, change.highestLevel, change.changedAtMs, change.returnedAtMs],
  );
}

export async function updateAcknowledged(tx: Sql, incidentId: string, actorId: string, atMs: number): Promise<void> {
  await tx.query(
    `update incidents.incident set state = 'acknowledged', acknowledged_at_ms = $3, acknowledged_by = $2, changed_at_ms = $3
     where incident_id = $1`,
    [incidentId, actorId, atMs],
  );
}

export async function updateClosed(
  tx: Sql,
  incidentId: string,
  actorId: string,
  reason: string,
  atMs: number,
): Promise<void> {
  await tx.query(
    `update incidents.incident set state = 'closed', closed_at_ms = $4, closed_by = $2, close_reason = $3, changed_at_ms = $4
     where incident_id = $1`,
    [incidentId, actorId, reason, atMs],
  );
}

export interface EventRow {
  readonly incidentId: string;
  readonly atMs: number;
  readonly kind: EventKind;
  readonly position: number | null;
  readonly actorId: string | null;
  readonly body: EventBody;
}

/** Numbers the event after the last one of its incident, whose row the caller has locked. */
export async function insertEvent(tx: Sql, event: EventRow): Promise<void> {
  await tx.query(
    `insert into incidents.event (incident_id, number, at_ms, kind, position, actor_id, body)
     select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6 from incidents.event where incident_id = $1`,
    [event.incidentId, event.atMs, event.kind, event.position, event.actorId, JSON.stringify(event.body)],
  );
}

interface StoredEventRow {
  incident_id: string;
  number: number;
  at_ms: number;
  kind: EventKind;
  actor_id: string | null;
  body: EventBody;
}

export async function loadEvents(sql: Sql, incidentId: string, most: number): Promise<StoredEventRow[]> {
  const { rows } = await sql.query<StoredEventRow>(
    `select incident_id, number, at_ms, kind, actor_id, body from incidents.event where incident_id = $1
     order by number desc limit $2`,
    [incidentId, most],
  );
  return rows.reverse();
}

/** The newest event of each incident that carries the engine's numbers. */
/** What an incident's numbers are of; after the order's end there are none, and none of before may stand for now. */
export async function loadLatestFindings(sql: Sql, incidentIds: readonly string[]): Promise<Map<string, EventBody>> {
  const { rows } = await sql.query<{ incident_id: string; body: EventBody }>(
    `select distinct on (incident_id) incident_id, body from incidents.event
     where incident_id = any($1::uuid[]) and (position is not null or ${TELLS_END})
     order by incident_id, number desc`,
    [incidentIds],
  );
  return new Map(rows.map((row) => [row.incident_id, row.body]));
}

export async function loadCursor(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ position: number }>(`select position from incidents.cursor`);
  return rows[0]!.position;
}

/** As `loadCursor`, locked until the transaction ends. */
export async function lockCursor(tx: Sql): Promise<number> {
  const { rows } = await tx.query<{ position: number }>(`select position from incidents.cursor for update`);
  return rows[0]!.position;
}

/** Never moves back. */
export async function updateCursor(tx: Sql, position: number): Promise<void> {
  await tx.query(`update incidents.cursor set position = $1 where position < $1`, [position]);
}

/** How incidents stand, for those who tell of them. */
export async function loadStandings(
  sql: Sql,
  incidentIds: readonly string[],
): Promise<Map<string, { readonly isClosed: boolean; readonly level: Level | null; readonly agencyId: string }>> {
  const { rows } = await sql.query<Pick<IncidentRow, 'incident_id' | 'state' | 'level' | 'agency_id'>>(
    `select incident_id, state, level, agency_id from incidents.incident where incident_id = any($1::uuid[])`,
    [incidentIds],
  );
  return new Map(
    rows.map((row) => [
      row.incident_id,
      { isClosed: row.state === 'closed', level: row.level, agencyId: row.agency_id },
    ]),
  );
}
