import type { Sql } from '../core/database.ts';
import type { DeviceId, PersonId } from '../core/ids.ts';
import { type LifeEvent, type LifeKind, type NewLifeEvent, STARTS_ANEW } from './life.ts';

interface LifeRow {
  device_id: DeviceId;
  number: number;
  at_ms: number;
  kind: LifeKind;
  person_id: PersonId | null;
  actor_id: PersonId | null;
  reason: string | null;
  words: string | null;
  removal_id: string | null;
  other_device_id: DeviceId | null;
  from_ms: number | null;
  until_ms: number | null;
}

const COLUMNS = `device_id, number, at_ms, kind, person_id, actor_id, reason, words, removal_id, other_device_id, from_ms, until_ms`;

export interface LifeLine {
  readonly deviceId: DeviceId;
  readonly number: number;
  readonly atMs: number;
  readonly actorId: string | null;
}

/** The caller holds the device's lock, so that the number is the next. */
export async function insertLifeEvent(tx: Sql, line: LifeLine, event: NewLifeEvent): Promise<void> {
  await tx.query(
    `insert into devices.life_event (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      line.deviceId,
      line.number,
      line.atMs,
      event.kind,
      event.personId,
      line.actorId,
      event.reason,
      event.words,
      event.removalId,
      event.otherDeviceId,
      event.fromMs,
      event.untilMs,
    ],
  );
}

/** Everything that happened to a device, oldest first. */
export async function loadLifeEvents(sql: Sql, deviceId: string): Promise<LifeEvent[]> {
  const { rows } = await sql.query<LifeRow>(
    `select ${COLUMNS} from devices.life_event where device_id = $1 order by number`,
    [deviceId],
  );
  return rows.map(eventOf);
}

/**
 * Of every device of an agency (null: of all) what its state follows from: its last new beginning and what came after, without the
 * duties. Oldest first within each device.
 */
export async function loadRecentLives(sql: Sql, agencyId: string | null): Promise<Map<DeviceId, LifeEvent[]>> {
  const { rows } = await sql.query<LifeRow>(
    `select ${COLUMNS} from devices.life_event e
     where kind <> 'duty-acknowledged'
       and number >= (select max(b.number) from devices.life_event b where b.device_id = e.device_id and b.kind = any($2::text[]))
       and ($1::uuid is null or device_id in (select device_id from devices.device where agency_id = $1::uuid))
     order by device_id, number`,
    [agencyId, STARTS_ANEW],
  );
  return Map.groupBy(rows.map(eventOf), (event) => event.deviceId);
}

function eventOf(row: LifeRow): LifeEvent {
  return {
    deviceId: row.device_id,
    number: row.number,
    atMs: row.at_ms,
    kind: row.kind,
    personId: row.person_id,
    actorId: row.actor_id,
    reason: row.reason,
    words: row.words,
    removalId: row.removal_id,
    otherDeviceId: row.other_device_id,
    fromMs: row.from_ms,
    untilMs: row.until_ms,
  };
}

/** Devices that were ever meant for, or fitted to, the person. */
export async function loadDeviceIdsOf(sql: Sql, personId: string): Promise<DeviceId[]> {
  const { rows } = await sql.query<{ device_id: DeviceId }>(
    `select distinct device_id from devices.life_event where person_id = $1 order by device_id`,
    [personId],
  );
  return rows.map((row) => row.device_id);
}
