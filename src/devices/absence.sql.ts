import type { Sql } from '../core/database.ts';
import type { AgencyId, DeviceId, PersonId } from '../core/ids.ts';
import type { Custody, Removal } from './absence.ts';
import { DEVICE_LIMITS } from './limits.ts';

interface RemovalRow {
  removal_id: string;
  device_id: DeviceId;
  person_id: PersonId;
  agency_id: AgencyId;
  reason: Removal['reason'];
  words: string | null;
  from_ms: number;
  until_ms: number;
  requested_by: PersonId;
  requested_at_ms: number;
  decision: Removal['decision'];
  decided_by: PersonId | null;
  decided_at_ms: number | null;
  ended_at_ms: number | null;
  ended_by: PersonId | null;
}

interface CustodyRow {
  custody_id: string;
  person_id: PersonId;
  agency_id: AgencyId;
  reason: Custody['reason'];
  words: string | null;
  from_ms: number;
  until_ms: number | null;
  recorded_by: PersonId | null;
  recorded_at_ms: number;
  ended_at_ms: number | null;
  ended_by: PersonId | null;
}

const REMOVAL = `removal_id, device_id, person_id, agency_id, reason, words, from_ms, until_ms, requested_by, requested_at_ms,
  decision, decided_by, decided_at_ms, ended_at_ms, ended_by`;
const CUSTODY = `custody_id, person_id, agency_id, reason, words, from_ms, until_ms, recorded_by, recorded_at_ms, ended_at_ms, ended_by`;
/** Asked for or approved, and not over. */
const STANDS = `ended_at_ms is null and (decision is null or decision = 'approved')`;

export async function insertRemoval(tx: Sql, removal: Removal): Promise<void> {
  await tx.query(
    `insert into devices.removal (removal_id, device_id, person_id, agency_id, reason, words, from_ms, until_ms, requested_by,
       requested_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      removal.removalId,
      removal.deviceId,
      removal.personId,
      removal.agencyId,
      removal.reason,
      removal.words,
      removal.fromMs,
      removal.untilMs,
      removal.requestedBy,
      removal.requestedAtMs,
    ],
  );
}

export async function updateDecided(
  tx: Sql,
  removalId: string,
  decision: 'approved' | 'refused',
  decidedBy: string,
  atMs: number,
): Promise<void> {
  await tx.query(
    `update devices.removal set decision = $2, decided_by = $3, decided_at_ms = $4 where removal_id = $1 and decision is null`,
    [removalId, decision, decidedBy, atMs],
  );
}

/** The device was put on again, returned, swapped or lost. */
export async function endRemovals(tx: Sql, deviceId: string, endedBy: string | null, atMs: number): Promise<void> {
  await tx.query(`update devices.removal set ended_at_ms = $2, ended_by = $3 where device_id = $1 and ${STANDS}`, [
    deviceId,
    atMs,
    endedBy,
  ]);
}

export async function loadRemoval(sql: Sql, removalId: string): Promise<Removal | null> {
  const { rows } = await sql.query<RemovalRow>(`select ${REMOVAL} from devices.removal where removal_id = $1`, [
    removalId,
  ]);
  return rows[0] === undefined ? null : removalOf(rows[0]);
}

export async function loadStandingRemoval(sql: Sql, deviceId: string): Promise<Removal | null> {
  const { rows } = await sql.query<RemovalRow>(
    `select ${REMOVAL} from devices.removal where device_id = $1 and ${STANDS}`,
    [deviceId],
  );
  return rows[0] === undefined ? null : removalOf(rows[0]);
}

/** Every removal that is asked for or approved and not over; agency null: of all. */
export async function loadStandingRemovals(sql: Sql, agencyId: string | null): Promise<Removal[]> {
  const { rows } = await sql.query<RemovalRow>(
    `select ${REMOVAL} from devices.removal where ${STANDS} and ($1::uuid is null or agency_id = $1::uuid)
     order by from_ms, removal_id`,
    [agencyId],
  );
  return rows.map(removalOf);
}

/** The register: newest first. */
export async function loadRegister(sql: Sql, agencyId: string | null): Promise<Removal[]> {
  const { rows } = await sql.query<RemovalRow>(
    `select ${REMOVAL} from devices.removal where $1::uuid is null or agency_id = $1::uuid
     order by requested_at_ms desc, removal_id limit $2`,
    [agencyId, DEVICE_LIMITS.registerRows],
  );
  return rows.map(removalOf);
}

export async function insertCustody(tx: Sql, custody: Custody): Promise<void> {
  await tx.query(
    `insert into devices.custody (custody_id, person_id, agency_id, reason, words, from_ms, until_ms, recorded_by,
       recorded_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      custody.custodyId,
      custody.personId,
      custody.agencyId,
      custody.reason,
      custody.words,
      custody.fromMs,
      custody.untilMs,
      custody.recordedBy,
      custody.recordedAtMs,
    ],
  );
}

/** Held until the transaction ends: two records of one person's custody take turns. */
export async function lockPerson(tx: Sql, personId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('devices.custody ' || $1, 0))`, [personId]);
}

export async function updateCustodyEnded(
  tx: Sql,
  custodyId: string,
  endedBy: string | null,
  atMs: number,
): Promise<void> {
  await tx.query(
    `update devices.custody set ended_at_ms = $2, ended_by = $3 where custody_id = $1 and ended_at_ms is null`,
    [custodyId, atMs, endedBy],
  );
}

export async function loadCustody(sql: Sql, custodyId: string): Promise<Custody | null> {
  const { rows } = await sql.query<CustodyRow>(`select ${CUSTODY} from devices.custody where custody_id = $1`, [
    custodyId,
  ]);
  return rows[0] === undefined ? null : custodyOf(rows[0]);
}

/** Not ended by anybody, though the time of some may be over; agency null: of all. */
export async function loadOpenCustodies(sql: Sql, agencyId: string | null): Promise<Custody[]> {
  const { rows } = await sql.query<CustodyRow>(
    `select ${CUSTODY} from devices.custody where ended_at_ms is null and ($1::uuid is null or agency_id = $1::uuid)
     order by from_ms, custody_id`,
    [agencyId],
  );
  return rows.map(custodyOf);
}

function removalOf(row: RemovalRow): Removal {
  return {
    removalId: row.removal_id,
    deviceId: row.device_id,
    personId: row.person_id,
    agencyId: row.agency_id,
    reason: row.reason,
    words: row.words,
    fromMs: row.from_ms,
    untilMs: row.until_ms,
    requestedBy: row.requested_by,
    requestedAtMs: row.requested_at_ms,
    decision: row.decision,
    decidedBy: row.decided_by,
    decidedAtMs: row.decided_at_ms,
    endedAtMs: row.ended_at_ms,
    endedBy: row.ended_by,
  };
}

function custodyOf(row: CustodyRow): Custody {
  return {
    custodyId: row.custody_id,
    personId: row.person_id,
    agencyId: row.agency_id,
    reason: row.reason,
    words: row.words,
    fromMs: row.from_ms,
    untilMs: row.until_ms,
    recordedBy: row.recorded_by,
    recordedAtMs: row.recorded_at_ms,
    endedAtMs: row.ended_at_ms,
    endedBy: row.ended_by,
  };
}
