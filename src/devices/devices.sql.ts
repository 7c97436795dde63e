import type { Sql } from '../core/database.ts';
import type { AgencyId, DeviceId, PersonId } from '../core/ids.ts';
import type { Assignment, Device, DeviceProtocol, DeviceRecord } from './device.ts';
import { DEVICE_LIMITS } from './limits.ts';

interface DeviceRow {
  device_id: DeviceId;
  agency_id: AgencyId;
  protocol: DeviceProtocol;
  external_id: string | null;
  token_hash: Buffer | null;
  key_id: number | null;
  payload_key_sealed: Buffer | null;
  created_at_ms: number;
}

interface AssignmentRow {
  device_id: DeviceId;
  person_id: PersonId;
  from_ms: number;
  until_ms: number | null;
}

export interface DeviceSecrets {
  /** SHA-256 of the token; null for a device that has none. */
  readonly tokenHash: Buffer | null;
  readonly payloadKey: { readonly keyId: number; readonly sealed: Buffer } | null;
}

const DEVICE_COLUMNS = `device_id, agency_id, protocol, external_id, token_hash, key_id, payload_key_sealed, created_at_ms`;
const ASSIGNMENT_COLUMNS = `device_id, person_id, from_ms, until_ms`;

/** False when another device of this protocol has that name. */
export async function insertDevice(tx: Sql, device: Device, secrets: DeviceSecrets): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into devices.device (${DEVICE_COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (protocol, external_id) do nothing`,
    [
      device.deviceId,
      device.agencyId,
      device.protocol,
      device.externalId,
      secrets.tokenHash,
      secrets.payloadKey?.keyId ?? null,
      secrets.payloadKey?.sealed ?? null,
      device.createdAtMs,
    ],
  );
  return rowCount === 1;
}

/** Held until the transaction ends: two changes of hands of one device take turns. */
export async function lockDevice(tx: Sql, deviceId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('devices.device ' || $1, 0))`, [deviceId]);
}

export async function endAssignment(tx: Sql, assignment: Assignment, untilMs: number): Promise<void> {
  await tx.query(
    `update devices.assignment set until_ms = $3 where device_id = $1 and from_ms = $2 and until_ms is null`,
    [assignment.deviceId, assignment.fromMs, untilMs],
  );
}

export async function insertAssignment(tx: Sql, assignment: Assignment): Promise<void> {
  await tx.query(`insert into devices.assignment (${ASSIGNMENT_COLUMNS}) values ($1, $2, $3, $4)`, [
    assignment.deviceId,
    assignment.personId,
    assignment.fromMs,
    assignment.untilMs,
  ]);
}

export async function loadAssignments(sql: Sql, deviceId: string): Promise<Assignment[]> {
  const { rows } = await sql.query<AssignmentRow>(
    `select ${ASSIGNMENT_COLUMNS} from devices.assignment where device_id = $1 order by from_ms`,
    [deviceId],
  );
  return rows.map(assignmentOf);
}

/** A device in somebody's hands now. */
export interface Carried {
  readonly deviceId: DeviceId;
  readonly personId: PersonId;
  readonly fromMs: number;
}

export async function loadCarried(sql: Sql): Promise<Carried[]> {
  const { rows } = await sql.query<AssignmentRow>(
    `select ${ASSIGNMENT_COLUMNS} from devices.assignment where until_ms is null order by person_id, device_id`,
  );
  return rows.map((row) => ({ deviceId: row.device_id, personId: row.person_id, fromMs: row.from_ms }));
}

/** What the person carries now, oldest first. */
export async function loadDevicesCarriedBy(sql: Sql, personId: string): Promise<Device[]> {
  const { rows } = await sql.query<DeviceRow>(
    `select ${DEVICE_COLUMNS} from devices.device join devices.assignment using (device_id)
     where person_id = $1 and until_ms is null order by from_ms, device_id`,
    [personId],
  );
  return rows.map(deviceOf);
}

/** The device that stands for the person's own page; null before there is one. */
export async function loadPageOf(sql: Sql, personId: string): Promise<DeviceId | null> {
  const { rows } = await sql.query<Pick<DeviceRow, 'device_id'>>(
    `select device_id from devices.device where protocol = 'page' and external_id = $1`,
    [personId],
  );
  return rows[0]?.device_id ?? null;
}

export async function loadDevices(sql: Sql): Promise<Device[]> {
  const { rows } = await sql.query<DeviceRow>(
    `select ${DEVICE_COLUMNS} from devices.device order by created_at_ms, device_id limit $1`,
    [DEVICE_LIMITS.listRows],
  );
  return rows.map(deviceOf);
}

/** Of one agency, or null: of every one; at most `most`, oldest first. */
export async function loadDevicesOf(sql: Sql, agencyId: string | null, most: number): Promise<Device[]> {
  const { rows } = await sql.query<DeviceRow>(
    `select ${DEVICE_COLUMNS} from devices.device where $1::uuid is null or agency_id = $1::uuid
     order by created_at_ms, device_id limit $2`,
    [agencyId, most],
  );
  return rows.map(deviceOf);
}

export function loadDeviceById(sql: Sql, deviceId: string): Promise<DeviceRecord | null> {
  return loadRecord(sql, `device_id = $1`, [deviceId]);
}

/** All devices with all their assignments: ingest keeps them in memory and reads one again when it changed. */
export async function loadDeviceDirectory(sql: Sql): Promise<DeviceRecord[]> {
  const devices = await sql.query<DeviceRow>(`select ${DEVICE_COLUMNS} from devices.device order by device_id`);
  const assignments = await sql.query<AssignmentRow>(
    `select ${ASSIGNMENT_COLUMNS} from devices.assignment order by device_id, from_ms`,
  );
  const byDevice = Map.groupBy(assignments.rows.map(assignmentOf), (assignment) => assignment.deviceId);
  return devices.rows.map((row) => recordOf(row, byDevice.get(row.device_id) ?? []));
}

async function loadRecord(sql: Sql, where: string, values: readonly unknown[]): Promise<DeviceRecord | null> {
  const { rows } = await sql.query<DeviceRow>(`select ${DEVICE_COLUMNS} from devices.device where ${where}`, values);
  const row = rows[0];
  return row === undefined ? null : recordOf(row, await loadAssignments(sql, row.device_id));
}

function deviceOf(row: DeviceRow): Device {
  return {
    deviceId: row.device_id,
    agencyId: row.agency_id,
    protocol: row.protocol,
    externalId: row.external_id,
    createdAtMs: row.created_at_ms,
  };
}

function recordOf(row: DeviceRow, assignments: readonly Assignment[]): DeviceRecord {
  return {
    ...deviceOf(row),
    tokenHash: row.token_hash?.toString('hex') ?? null,
    payloadKey:
      row.key_id === null || row.payload_key_sealed === null
        ? null
        : { keyId: row.key_id, sealed: row.payload_key_sealed },
    assignments,
  };
}

function assignmentOf(row: AssignmentRow): Assignment {
  return { deviceId: row.device_id, personId: row.person_id, fromMs: row.from_ms, untilMs: row.until_ms };
}
