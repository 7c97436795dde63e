/** The original layout: query parameters of a GET, or of a form post, or both. */
import { CELLS_MAX, WIFI_POINTS_MAX } from '../limits.ts';
import type { CellTower, WifiPoint } from '../types.ts';
import { mpsFromKnots } from '../units.ts';
import { readFlag, readLoosely, readMac } from '../values.ts';
import type { WireReport, WireValue } from './report.ts';

/** Parameters that only this protocol sends together: any of them makes a request one of ours. */
const OWN_PARAMS = ['id', 'deviceid', 'lat', 'lon', 'location', 'timestamp', 'cell', 'wifi'] as const;

export function hasOwnParams(params: URLSearchParams): boolean {
  return OWN_PARAMS.some((name) => params.has(name));
}

/** The first value wins where a name is sent twice, so that identity and position come from the same reading. */
export function readForm(params: URLSearchParams): WireReport {
  const position = readLatLon(params);
  return {
    timestamp: wireValue(params, 'timestamp'),
    ...position,
    accuracy: wireValue(params, 'accuracy'),
    altitude: wireValue(params, 'altitude'),
    course: params.has('bearing') ? wireValue(params, 'bearing') : wireValue(params, 'heading'),
    speed: wireValue(params, 'speed'),
    toMps: mpsFromKnots,
    valid: readFlag(params.get('valid')),
    mock: readFlag(params.get('mock')),
    alarms: params.getAll('alarm'),
    status: {
      batteryPct: readLoosely(params.get('batt'), 0, 100),
      charging: readFlag(params.get('charge')),
      satellites: readLoosely(params.get('sat'), 0, 255),
      strap: null,
      cells: params.getAll('cell').slice(0, CELLS_MAX).flatMap(readCell),
      wifi: params.getAll('wifi').slice(0, WIFI_POINTS_MAX).flatMap(readWifi),
    },
    mayLackTime: true,
  };
}

function wireValue(params: URLSearchParams, field: string): WireValue {
  return { field, raw: params.get(field) };
}

/** `location=lat,lon` stands in where there is neither `lat` nor `lon`. */
function readLatLon(params: URLSearchParams): { lat: WireValue; lon: WireValue } {
  const location = params.get('location');
  if (location === null || params.has('lat') || params.has('lon')) {
    return { lat: wireValue(params, 'lat'), lon: wireValue(params, 'lon') };
  }
  const [lat, lon] = location.split(',');
  return { lat: { field: 'location', raw: lat }, lon: { field: 'location', raw: lon } };
}

/** `mcc,mnc,lac,cid[,rssi]`; an unreadable tower is left out, the others stand. */
function readCell(text: string): CellTower[] {
  const [mcc, mnc, lac, cid, rssi] = text.split(',').map((part) => readLoosely(part, -1000, 2 ** 36));
  if (!isCount(mcc) || !isCount(mnc) || !isCount(lac) || !isCount(cid)) return [];
  return [{ mcc, mnc, lac, cid, rssiDbm: rssi ?? null }];
}

/** `mac,rssi`; an unreadable access point is left out. */
function readWifi(text: string): WifiPoint[] {
  const [address, rssi] = text.split(',');
  const mac = readMac(address);
  return mac === null ? [] : [{ mac, rssiDbm: readLoosely(rssi, -1000, 1000) }];
}

function isCount(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isInteger(value) && value >= 0;
}
