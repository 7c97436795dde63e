import type { Sql } from '../core/database.ts';
import type { Incident, IncidentState, Suppression } from './incident.ts';
import { COLUMNS, type IncidentRow, incidentOf, type StoredIncident } from './incidents.sql.ts';

/** Every open incident about a person's device, of every agency. */
export async function loadOpenAbout(sql: Sql): Promise<StoredIncident[]> {
  const { rows } = await sql.query<IncidentRow>(
    `select ${COLUMNS} from incidents.incident
     where state <> 'closed' and subject like 'person:%' and kind ~ '^(health|device|pattern):' order by incident_id`,
  );
  return rows.map(incidentOf);
}

/** Open ones of a pair that are unknown or suppressed, of every agency. */
export async function loadOpenApproaches(sql: Sql): Promise<StoredIncident[]> {
  const { rows } = await sql.query<IncidentRow>(
    `select ${COLUMNS} from incidents.incident
     where state <> 'closed' and kind = 'approach' and (level = 'unknown' or suppressed_at_ms is not null)
     order by incident_id`,
  );
  return rows.map(incidentOf);
}

/** Suppressed ones of an agency: shown apart, not counted. */
export async function loadSuppressed(sql: Sql, agencyId: string, most: number): Promise<StoredIncident[]> {
  const { rows } = await sql.query<IncidentRow>(
    `select ${COLUMNS} from incidents.incident
     where agency_id = $1 and state <> 'closed' and suppressed_at_ms is not null order by opened_at_ms desc limit $2`,
    [agencyId, most],
  );
  return rows.map(incidentOf);
}

export async function updateSuppressed(
  tx: Sql,
  incidentId: Incident['incidentId'],
  suppression: Suppression | null,
  state: IncidentState,
  atMs: number,
): Promise<void> {
  await tx.query(
    `update incidents.incident set suppressed_reason = $2, suppressed_until_ms = $3, state = $4, changed_at_ms = $5,
       suppressed_at_ms = case when $2::text is null then null else coalesce(suppressed_at_ms, $5) end
     where incident_id = $1`,
    [incidentId, suppression?.reason ?? null, suppression?.untilMs ?? null, state, atMs],
  );
}
