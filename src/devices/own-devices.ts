/** Devices that a person wears, carries, or is to be given, with their record: for that person's own page. Reads only. */
import type { Sql } from '../core/database.ts';
import type { AgencyId, DeviceId } from '../core/ids.ts';
import { loadStandingRemoval } from './absence.sql.ts';
import type { Removal } from './absence.ts';
import { loadDeviceById } from './devices.sql.ts';
import { loadDeviceIdsOf, loadLifeEvents } from './life.sql.ts';
import { type Life, type LifeEvent, lifeOf } from './life.ts';

export interface OwnDevice {
  readonly deviceId: DeviceId;
  readonly agencyId: AgencyId;
  readonly life: Life;
  readonly events: readonly LifeEvent[];
  readonly removal: Removal | null;
}

/** One that was given back or lost is nobody's any more. */
export async function loadOwnDevices(sql: Sql, personId: string): Promise<OwnDevice[]> {
  const own: OwnDevice[] = [];
  for (const deviceId of await loadDeviceIdsOf(sql, personId)) {
    const events = await loadLifeEvents(sql, deviceId);
    const life = lifeOf(events);
    const device = life.personId === personId ? await loadDeviceById(sql, deviceId) : null;
    if (device === null) continue;
    own.push({ deviceId, agencyId: device.agencyId, life, events, removal: await loadStandingRemoval(sql, deviceId) });
  }
  return own;
}
