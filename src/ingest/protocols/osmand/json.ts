/** The layout of Traccar Client 9 and later: `{ device_id, location: { timestamp, coords, battery, … } }`. */
import { property, textOf } from '../http-frame.ts';
import type { DeviceStatus } from '../types.ts';
import { readFlag, readLoosely } from '../values.ts';
import type { WireReport } from './report.ts';

/** Unlike the form, a report here always has its own time: the app may send a backlog hours later. */
const MAY_LACK_TIME = false;

export function jsonDeviceId(root: unknown): string | null {
  return textOf(property(root, 'device_id')) ?? textOf(property(root, 'deviceId')) ?? textOf(property(root, 'id'));
}

/** One report, or the several of an app that sends in batches; null when the body is in no form of this protocol. */
export function readJson(root: unknown): readonly WireReport[] | null {
  const location = property(root, 'location');
  // However many: what is over the limit is the pipeline's to reject, not to lose here.
  if (Array.isArray(location)) return location.map((one) => readLocation(root, one));
  return typeof location === 'object' && location !== null ? [readLocation(root, location)] : null;
}

function readLocation(root: unknown, location: unknown): WireReport {
  const coords = property(location, 'coords');
  const coord = (name: string) => ({ field: `location.coords.${name}`, raw: property(coords, name) });
  return {
    timestamp: { field: 'location.timestamp', raw: property(location, 'timestamp') },
    lat: coord('latitude'),
    lon: coord('longitude'),
    accuracy: coord('accuracy'),
    altitude: coord('altitude'),
    course: coord('heading'),
    speed: coord('speed'),
    toMps: (speedMps) => speedMps,
    valid: readFlag(property(location, 'valid')),
    mock: readFlag(property(location, 'mock') ?? property(coords, 'mock')),
    alarms: alarmsOf([root, location, property(location, 'extras'), property(root, 'extras')]),
    status: statusOf(property(location, 'battery')),
    mayLackTime: MAY_LACK_TIME,
  };
}

/** The app's SOS shortcut puts `alarm` into `extras`, which its library merges in at one place or another. */
function alarmsOf(places: readonly unknown[]): readonly string[] {
  return places.map((place) => textOf(property(place, 'alarm'))).filter((alarm) => alarm !== null);
}

/** `level` runs from 0 to 1, -1 when unknown; forks of the app send per cent. */
function statusOf(battery: unknown): DeviceStatus {
  const level = readLoosely(property(battery, 'level'), 0, 100);
  const batteryPct = level === null ? null : level <= 1 ? level * 100 : level;
  return {
    batteryPct: batteryPct === null ? null : Math.round(batteryPct * 10) / 10,
    charging: readFlag(property(battery, 'is_charging')),
    satellites: null,
    strap: null,
    cells: [],
    wifi: [],
  };
}
