/**
 * The places in a report. Whatever stands before them, which differs by type and model, a place is always the same eleven
 * fields: accuracy, speed, azimuth, altitude, longitude, latitude, GNSS time, and the four of the tower. It is known by its
 * two decimals of degrees.
 */
import { CELLS_MAX, WIFI_POINTS_MAX } from '../limits.ts';
import type { CellTower, DecodedFix, WifiPoint } from '../types.ts';
import { mpsFromKmh } from '../units.ts';
import {
  type Faults,
  newFaults,
  readAltitudeM,
  readCourseDeg,
  readMac,
  readPosition,
  readSpeedMps,
} from '../values.ts';
import { type Message, utcMsOf } from './frame.ts';
import { familyOf, hidesPlaceInBusReport } from './models.ts';

export interface Places {
  readonly fixes: readonly DecodedFix[];
  /** When the last of them was fixed, if the receiver had satellites as it reported. */
  readonly freshAtMs: number | null;
  /** Of the field behind the last place and its tower; null where there is no place to tell it by. */
  readonly behind: number | null;
  readonly cells: readonly CellTower[];
}

const DEGREES = /^-?\d{1,3}\.\d{5,7}$/;
const TIME = /^\d{14}$/;
/** Accuracy, speed, azimuth and altitude stand before the longitude. */
const FIELDS_BEFORE = 4;
/** Configuration, with the places of fences in it. */
const NO_PLACES = ['ALL', 'ALS', 'ALC', 'INF', 'VER'];
/** Of a `gl` or `gl5` without a fix: name, id, type, number, then the eleven. */
const PLACELESS = { types: ['FRI', 'RTL', 'SOS', 'NMR', 'GEO', 'DOG', 'SPD', 'DIS'], lon: 11, behind: 18 };

export function readPlaces(message: Message, faults: Faults): Places {
  const { fields, type } = message;
  const fixes: DecodedFix[] = [];
  let freshAtMs: number | null = null;
  let behind: number | null = null;
  let cells: readonly CellTower[] = [];
  for (let at = FIELDS_BEFORE; mayHavePlaces(message) && at + 2 < fields.length; at += 1) {
    if (!standsAt(fields, at)) continue;
    const fix = readFix(fields, at, type, faults);
    if (fix !== null) fixes.push(fix);
    freshAtMs = fix !== null && Number(fields[at - FIELDS_BEFORE]) !== 0 ? fix.fixedAtMs : null;
    const tower = towerAt(fields, at + 3);
    cells = readCell(fields.slice(tower, tower + 4));
    behind = tower + 4;
  }
  if (behind === null && isPlaceless(message)) behind = PLACELESS.behind;
  return { fixes, freshAtMs, behind, cells: cells.length > 0 ? cells : findCells(message) };
}

function mayHavePlaces({ type, version }: Message): boolean {
  return !NO_PLACES.includes(type) && !(type === 'CAN' && hidesPlaceInBusReport(version));
}

function standsAt(fields: readonly string[], at: number): boolean {
  const isLon = DEGREES.test(fields[at]!);
  const isLat = DEGREES.test(fields[at + 1]!);
  // One of them unreadable before a time is a broken place, not none. Without a time it is a place only with both.
  return (isLon && isLat) || ((isLon || isLat) && TIME.test(fields[at + 2]!));
}

function isPlaceless({ type, version, fields }: Message): boolean {
  const { types, lon, behind } = PLACELESS;
  const hasForm = ['gl', 'gl5'].includes(familyOf(version)) && types.includes(type) && fields.length > behind + 2;
  return hasForm && fields.slice(lon, lon + 3).every((field) => field === '');
}

/** Faults of one place do not take the others with it. HAZARD H-13: an old place told with a new time */
function readFix(fields: readonly string[], at: number, type: string, all: Faults): DecodedFix | null {
  const [accuracy, speed, azimuth, altitude, lon, lat, time] = fields.slice(at - FIELDS_BEFORE, at + 3);
  const isAccurate = Number(accuracy) !== 0 || accuracy === '';
  // Before its first fix a device says that it has none at (0, 0): it does not claim to be there.
  if (!isAccurate && Number(lon) === 0 && Number(lat) === 0) return null;
  const faults = newFaults();
  const position = readPosition(faults, { field: 'lat', raw: lat }, { field: 'lon', raw: lon });
  const fixedAtMs = utcMsOf(time);
  if (fixedAtMs === null) faults.add('malformed', 'GNSS time');
  const motion = {
    accuracyM: null,
    speedMps: readSpeedMps(faults, 'speed', speed, mpsFromKmh),
    courseDeg: readCourseDeg(faults, 'azimuth', azimuth),
    altitudeM: readAltitudeM(faults, 'altitude', altitude),
  };
  const fault = faults.first();
  if (fault !== null) all.add(fault.reason, fault.detail);
  if (fault !== null || position === null || fixedAtMs === null) return null;
  // The bus report repeats whatever place was the last; README.md has why accuracy 0 is no such word elsewhere.
  const valid = type !== 'CAN' || isAccurate;
  return { fixedAtMs, ...position, ...motion, source: 'gnss', valid, mock: null };
}

/** Behind the time stands the tower, or first a list of networks of five fields each. */
function towerAt(fields: readonly string[], at: number): number {
  const count = /^\d{1,2}$/.test(fields[at] ?? '') && isMac(fields[at + 1]) ? Number(fields[at]) : null;
  return count === null ? at : Math.min(at + 1 + 5 * count, fields.length);
}

function isMac(field: string | undefined): boolean {
  return /^[0-9a-f]{12}$/i.test(field ?? '');
}

/** Area and cell in hex. The country is two to three digits, filled up with a zero in most models. */
function readCell(fields: readonly string[]): readonly CellTower[] {
  const [mcc, mnc, lac, cid] = fields;
  if (mcc === undefined || mnc === undefined || lac === undefined || cid === undefined) return [];
  if (!/^0?\d{3}$/.test(mcc) || !/^\d{1,4}$/.test(mnc) || !isHex(lac) || !isHex(cid)) return [];
  return [
    { mcc: Number(mcc), mnc: Number(mnc), lac: Number.parseInt(lac, 16), cid: Number.parseInt(cid, 16), rssiDbm: null },
  ];
}

function isHex(text: string): boolean {
  return /^[0-9a-f]{1,8}$/i.test(text);
}

/**
 * Without a place to tell it by: the first four fields that can be a tower. Reports of towers (`LBS`, `GSM`) list several.
 * The level behind each has no unit in any document that was at hand, so it is not told.
 */
function findCells({ fields, type }: Message): readonly CellTower[] {
  const cellsMax = type === 'LBS' || type === 'GSM' ? CELLS_MAX : 1;
  const cells: CellTower[] = [];
  for (let at = 3; at + 3 < fields.length && cells.length < cellsMax; at += 1) {
    if (!/^0[2-9]\d{2}$/.test(fields[at]!) || !/^\d{4}$/.test(fields[at + 1]!)) continue;
    if (!/^[0-9a-f]{4}$/i.test(fields[at + 2]!) || !/^[0-9a-f]{4,8}$/i.test(fields[at + 3]!)) continue;
    cells.push(...readCell(fields.slice(at, at + 4)));
    at += 3;
  }
  return cells;
}

/** An address and its level below zero, side by side. Reports of accessories (`B…`, `ERI`) name tags of Bluetooth so. */
export function findWifi({ fields, type }: Message): readonly WifiPoint[] {
  if (type.startsWith('B') || type === 'ERI') return [];
  const points: WifiPoint[] = [];
  for (let at = 3; at + 1 < fields.length && points.length < WIFI_POINTS_MAX; at += 1) {
    const mac = isMac(fields[at]) ? readMac(fields[at]) : null;
    if (mac === null || !/^-\d{1,3}$/.test(fields[at + 1]!)) continue;
    points.push({ mac, rssiDbm: Number(fields[at + 1]) });
  }
  return points;
}
