/** Where and when: the block of version 2 with its mask, and the fixed one of version 1. README.md has the layout. */
import { SECOND_MS } from '../../../core/time.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { CellTower, DecodedFix, WifiPoint } from '../types.ts';
import { mpsFromKmh } from '../units.ts';
import { type Faults, readAltitudeM, readCourseDeg, readMac, readPosition, readSpeedMps } from '../values.ts';

/** 1/500 of an arc second. */
export const UNITS_PER_DEG = 1_800_000;

export interface Gps {
  readonly lat: number;
  readonly lon: number;
  readonly altitudeM: number | null;
  readonly speedKmh: number;
  readonly courseDeg: number;
  readonly satellites: number | null;
}

export interface Position {
  /** Null when the device does not know the time. */
  readonly atMs: number | null;
  /** Null when no position of satellites stands in it: one of networks is not looked up here. */
  readonly gps: Gps | null;
  readonly cells: readonly CellTower[];
  readonly wifi: readonly WifiPoint[];
}

/** Weaker than this is no signal that a device hears. */
const RSSI_DBM_MIN = -150;

/** Version 2. Null when it is cut off. */
export function readMaskedPosition(reader: ByteReader): Position | null {
  const head = reader.uints(4, 1);
  if (head === null) return null;
  const [seconds, mask] = head;
  const gps = hasBit(mask, 0) ? readGps(reader) : null;
  const cells = readCells(reader, mask);
  const wifi = readWifi(reader, ((mask >> 4) & 1) + ((mask >> 5) & 1) + ((mask >> 6) & 1));
  const more = hasBit(mask, 7) ? readExtension(reader) : { cells: [], wifi: [] };
  if ((gps === null && hasBit(mask, 0)) || cells === null || wifi === null || more === null) return null;
  return { atMs: atMsOf(seconds), gps, cells: [...cells, ...more.cells], wifi: [...wifi, ...more.wifi] };
}

/** Version 1. `isFixed` is its own flag. Null when it is cut off. */
export function readOldPosition(reader: ByteReader): (Position & { readonly isFixed: boolean }) | null {
  const seconds = reader.uint(4);
  const lat = reader.int(4);
  const lon = reader.int(4);
  const rest = reader.uints(1, 2, 2, 2, 2, 3, 1);
  if (seconds === null || lat === null || lon === null || rest === null) return null;
  const [speedKmh, courseDeg, mcc, mnc, lac, cid, flags] = rest;
  const gps = { lat, lon, altitudeM: null, speedKmh, courseDeg, satellites: null };
  const cells = mcc === 0 ? [] : [{ mcc, mnc, lac, cid, rssiDbm: null }];
  return { atMs: atMsOf(seconds), gps, cells, wifi: [], isFixed: hasBit(flags, 0) };
}

/**
 * `isFixed` null: the package has no word on it. Exactly (0, 0) is refused where the device calls it fixed, else it is no
 * position.
 */
export function readFix(faults: Faults, position: Position, isFixed: boolean | null): DecodedFix | null {
  const { gps, atMs } = position;
  if (gps === null || (isFixed === false && gps.lat === 0 && gps.lon === 0)) return null;
  const place = readPosition(
    faults,
    { field: 'latitude', raw: gps.lat / UNITS_PER_DEG },
    { field: 'longitude', raw: gps.lon / UNITS_PER_DEG },
  );
  if (atMs === null) faults.add('malformed', 'time');
  const motion = {
    speedMps: readSpeedMps(faults, 'speed', gps.speedKmh, mpsFromKmh),
    courseDeg: readCourseDeg(faults, 'course', gps.courseDeg),
    altitudeM: readAltitudeM(faults, 'altitude', gps.altitudeM),
  };
  if (place === null || atMs === null || faults.first() !== null) return null;
  const source = isFixed === false ? null : ('gnss' as const);
  return { fixedAtMs: atMs, ...place, accuracyM: null, ...motion, source, valid: isFixed, mock: null };
}

export function hasBit(word: number, bit: number): boolean {
  return ((word >> bit) & 1) === 1;
}

function readGps(reader: ByteReader): Gps | null {
  const lat = reader.int(4);
  const lon = reader.int(4);
  const altitudeM = reader.int(2);
  const rest = reader.uints(2, 2, 1);
  if (lat === null || lon === null || altitudeM === null || rest === null) return null;
  const [speedKmh, courseDeg, satellites] = rest;
  return { lat, lon, altitudeM, speedKmh, courseDeg, satellites };
}

/** The serving cell names country and network for its neighbours too; without them no cell can be named. */
function readCells(reader: ByteReader, mask: number): CellTower[] | null {
  const network = hasBit(mask, 1) ? reader.uints(2, 2) : ([0, 0] as const);
  if (network === null) return null;
  const [mcc, mnc] = network;
  const cells: CellTower[] = [];
  for (const bit of [1, 2, 3]) {
    if (!hasBit(mask, bit)) continue;
    const cell = reader.uints(2, 4, 1);
    if (cell === null) return null;
    const [lac, cid, level] = cell;
    if (mcc !== 0) cells.push({ mcc, mnc, lac, cid, rssiDbm: rssiDbmOf(level) });
  }
  return cells;
}

function readWifi(reader: ByteReader, count: number): WifiPoint[] | null {
  const points: WifiPoint[] = [];
  for (let index = 0; index < count; index += 1) {
    const address = reader.bytes(6);
    const rssi = reader.int(1);
    if (address === null || rssi === null) return null;
    points.push({ mac: readMac(Buffer.from(address).toString('hex'))!, rssiDbm: rssiDbmOf(rssi) });
  }
  return points;
}

/** Bit 7: the cell of a newer network with its neighbours, of which only the levels are told, and more networks. */
function readExtension(reader: ByteReader): { cells: CellTower[]; wifi: WifiPoint[] } | null {
  const head = reader.uints(1, 1);
  if (head === null) return null;
  const cellCount = head[1] & 0x07;
  const cells: CellTower[] = [];
  if (cellCount > 0) {
    const cell = reader.uints(2, 2, 2, 2, 4, 2, 2, 2);
    const rssi = reader.int(1);
    if (cell === null || rssi === null || !reader.passOver((cellCount - 1) * 5)) return null;
    const [mcc, mnc, lac, , cid] = cell;
    if (mcc !== 0) cells.push({ mcc, mnc, lac, cid, rssiDbm: rssiDbmOf(rssi) });
  }
  const wifi = readWifi(reader, (head[1] >> 3) & 0x0f);
  return wifi === null ? null : { cells, wifi };
}

/** With or without its sign; zero is none measured. */
function rssiDbmOf(rssi: number): number | null {
  const rssiDbm = -Math.abs(rssi);
  return rssi !== 0 && rssiDbm >= RSSI_DBM_MIN ? rssiDbm : null;
}

function atMsOf(seconds: number): number | null {
  return seconds === 0 ? null : seconds * SECOND_MS;
}
