/**
 * The position block that most messages begin with: time (6), satellites (1), latitude (4), longitude (4), speed (1),
 * course and flags (2). Coordinates are minutes times 30,000 without a sign; the flags have the halves of the globe.
 */
import { MINUTE_MS } from '../../../core/time.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { DecodedFix } from '../types.ts';
import { mpsFromKmh } from '../units.ts';
import { readAltitudeM, readCourseDeg, readPosition, readSpeedMps } from '../values.ts';
import type { Gathered } from './report.ts';

export const STEPS_PER_DEG = 60 * 30_000;
export const COURSE_MASK = 0x3ff;
export const IS_NORTH = 1 << 10;
export const IS_WEST = 1 << 11;
export const IS_VALID = 1 << 12;

/**
 * Year of the century, month, day, hour, minute, second, a byte each. They are UTC until the login says that the device
 * keeps a zone of its own. HAZARD H-14: local time read as UTC
 */
export function readTimeMs(reader: ByteReader, zoneMs: number, gathered: Gathered): number | null {
  const parts = reader.uints(1, 1, 1, 1, 1, 1);
  if (parts === null) {
    gathered.faults.add('malformed', 'time');
    return null;
  }
  const [year, month, day, hour, minute, second] = parts;
  const localMs = Date.UTC(2000 + year, month - 1, day, hour, minute, second);
  // Hours beyond the day would move it on.
  const isSameDay = new Date(localMs).getUTCDate() === day && new Date(localMs).getUTCMonth() === month - 1;
  if (!isSameDay || minute > 59 || second > 59) {
    gathered.faults.add('malformed', 'time');
    return null;
  }
  gathered.atMs = localMs - zoneMs;
  return gathered.atMs;
}

/** Of the login's last two bytes: hours times 100 plus minutes in the upper twelve bits, the fourth bit for west. */
export function zoneMsOf(bits: number): number {
  const hours = Math.floor((bits >>> 4) / 100);
  const minutes = (bits >>> 4) % 100;
  if (hours > 14 || minutes > 59) return 0;
  return (hours * 60 + minutes) * MINUTE_MS * (bits & 0x8 ? -1 : 1);
}

export function readLocation(reader: ByteReader, zoneMs: number, gathered: Gathered): void {
  const fixedAtMs = readTimeMs(reader, zoneMs, gathered);
  const satellites = reader.uint(1);
  const fields = reader.uints(4, 4, 1, 2);
  if (satellites === null || fields === null) {
    gathered.faults.add('malformed', 'position');
    return;
  }
  gathered.status.satellites = satellites & 0xf;
  const [latitude, longitude, speedKmh, flags] = fields;
  addFix(gathered, { fixedAtMs, latitude, longitude, speedKmh, flags, altitudeM: null });
}

/** What stands far behind the position and belongs to it. */
export function amendFix(gathered: Gathered, amendment: Partial<Pick<DecodedFix, 'altitudeM' | 'valid'>>): void {
  const fix = gathered.fixes.pop();
  if (fix !== undefined) gathered.fixes.push({ ...fix, ...amendment });
}

export interface WirePosition {
  readonly fixedAtMs: number | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly speedKmh: number | null;
  readonly flags: number;
  readonly altitudeM: number | null;
}

/** A position that is exactly nowhere is none: a fault only where it claims to be good. HAZARD H-09: null island */
export function addFix(gathered: Gathered, wire: WirePosition): void {
  const isValid = (wire.flags & IS_VALID) !== 0;
  if (wire.latitude === 0 && wire.longitude === 0 && !isValid) return;
  const { faults } = gathered;
  const position = readPosition(
    faults,
    { field: 'latitude', raw: ((wire.flags & IS_NORTH ? 1 : -1) * wire.latitude) / STEPS_PER_DEG },
    { field: 'longitude', raw: ((wire.flags & IS_WEST ? -1 : 1) * wire.longitude) / STEPS_PER_DEG },
  );
  const speedMps = readSpeedMps(faults, 'speed', wire.speedKmh, mpsFromKmh);
  const courseDeg = readCourseDeg(faults, 'course', wire.flags & COURSE_MASK);
  const altitudeM = readAltitudeM(faults, 'altitude', wire.altitudeM);
  if (position === null || wire.fixedAtMs === null || faults.first() !== null) return;
  gathered.fixes.push({
    fixedAtMs: wire.fixedAtMs,
    ...position,
    accuracyM: null,
    speedMps,
    courseDeg,
    altitudeM,
    source: 'gnss',
    valid: isValid,
    mock: null,
  });
}
