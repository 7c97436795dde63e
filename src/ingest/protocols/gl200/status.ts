/** What a report says of the device itself. Where it stands depends on the model; nothing here can refuse a report. */
import type { DeviceStatus } from '../types.ts';
import { readLoosely } from '../values.ts';
import type { Message } from './frame.ts';
import { type Family, familyOf } from './models.ts';
import { findWifi, type Places } from './places.ts';

export function readStatus(message: Message, places: Places): DeviceStatus {
  const family = familyOf(message.version);
  return {
    batteryPct: batteryPctOf(message, family, places.behind),
    charging: chargingOf(message, family),
    satellites: satellitesOf(message, family, places.behind),
    strap: null,
    cells: places.cells,
    wifi: findWifi(message),
  };
}

/** `behind`: of the first field behind the last place. The two last fields of a frame are its send time and its count. */
function batteryPctOf({ type, fields }: Message, family: Family, behind: number | null): number | null {
  if (type === 'LBS') return pct(fields[6]);
  if (type === 'INF') return family === 'vehicle' || family === 'gv600' ? null : pct(fields[lastFixTimeAt(fields) + 1]);
  if (family === 'gl5' && (type === 'CTN' || type === 'STR')) return pct(fields[8]);
  if (type === 'WIF') return pct(fields.at(-3));
  if (behind === null) return null;
  const tail = fields.slice(behind, -2);
  switch (family) {
    case 'gl5':
      return pct(tail[3]);
    case 'gl320':
      return pct(tail[1]);
    case 'gl':
    case 'gt501':
      return type === 'ERI' ? null : pct(tail.at(-1));
    case 'gv600':
    case 'vehicle': {
      const status = tail.findIndex((field) => /^[0-9A-F]{6}$/.test(field));
      return status < 1 ? null : pct(tail[status - 1]);
    }
  }
}

function pct(field: string | undefined): number | null {
  return /^\d{1,3}$/.test(field ?? '') ? readLoosely(field, 0, 100) : null;
}

/** The one time before the send time; behind it stands the battery. */
function lastFixTimeAt(fields: readonly string[]): number {
  const at = fields.slice(0, -2).findIndex((field) => /^\d{14}$/.test(field));
  return at < 0 ? fields.length : at;
}

function chargingOf({ type, fields }: Message, family: Family): boolean | null {
  if (type === 'BTC') return true;
  if (type === 'STC') return false;
  if (type === 'FRI' && family === 'gt501') return bitOf(fields[5], 1);
  if (type !== 'INF') return null;
  const voltageAt = fields.findIndex((field, at) => at > 6 && /^\d\.\d{1,2}$/.test(field));
  const flag = voltageAt < 0 ? undefined : fields[voltageAt + (family === 'gv600' ? 2 : 1)];
  return flag === '1' ? true : flag === '0' ? false : null;
}

/** Vehicles' models may say behind the tower, by a mask, how many satellites there were. */
function satellitesOf({ fields }: Message, family: Family, behind: number | null): number | null {
  if (behind === null || (family !== 'vehicle' && family !== 'gv600')) return null;
  return bitOf(fields[behind], 0) ? readLoosely(fields[behind + 1], 0, 72) : null;
}

/** Of one or two hex digits; null when there are none. */
function bitOf(field: string | undefined, bit: number): boolean | null {
  return /^[0-9A-F]{1,2}$/.test(field ?? '') ? ((Number.parseInt(field!, 16) >> bit) & 1) === 1 : null;
}
