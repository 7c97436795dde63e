/** One AVL record: time, position, and numbered elements in groups by their width. Three codecs, which differ in widths alone. */
import type { ByteReader } from '../byte-reader.ts';
import { INSTANT_MS_MAX } from '../limits.ts';
import type { DecodedFix } from '../types.ts';
import { mpsFromKmh } from '../units.ts';
import { type Faults, readAltitudeM, readCourseDeg, readPosition, readSpeedMps } from '../values.ts';
import { CODEC_8, CODEC_8_EXTENDED, CODEC_16 } from './frame.ts';

export const STEPS_PER_DEG = 1e7;

export interface AvlCodec {
  readonly idBytes: 1 | 2;
  readonly countBytes: 1 | 2;
  /** A byte that says why the record was made. */
  readonly hasReason: boolean;
  /** A last group, whose elements say their own lengths. */
  readonly hasVariable: boolean;
}

const AVL_CODECS: Readonly<Record<number, AvlCodec>> = {
  [CODEC_8]: { idBytes: 1, countBytes: 1, hasReason: false, hasVariable: false },
  [CODEC_8_EXTENDED]: { idBytes: 2, countBytes: 2, hasReason: false, hasVariable: true },
  [CODEC_16]: { idBytes: 2, countBytes: 1, hasReason: true, hasVariable: false },
};
const GROUP_BYTES = [1, 2, 4, 8] as const;

export interface Element {
  readonly bytes: number;
  readonly value: number;
}

export interface AvlRecord {
  /** Null where it cannot be a time. */
  readonly atMs: number | null;
  readonly fix: DecodedFix | null;
  readonly satellites: number;
  readonly elements: ReadonlyMap<number, Element>;
  /** Otherwise its elements end too soon, and what follows cannot be read; those before are told all the same. */
  readonly isWhole: boolean;
}

/** Null for what is no codec of records. */
export function avlCodecOf(codec: number): AvlCodec | null {
  return AVL_CODECS[codec] ?? null;
}

/** Null where not even a position is there. */
export function readRecord(reader: ByteReader, codec: AvlCodec, faults: Faults): AvlRecord | null {
  const head = reader.uints(8, 1);
  const longitude = reader.int(4);
  const latitude = reader.int(4);
  const altitudeM = reader.int(2);
  const motion = reader.uints(2, 1, 2);
  if (head === null || longitude === null || latitude === null || altitudeM === null || motion === null) return null;
  const elements = new Map<number, Element>();
  const isWhole = readElements(reader, codec, elements);
  const atMs = head[0] > 0 && head[0] <= INSTANT_MS_MAX ? head[0] : null;
  if (atMs === null) faults.add('impossible-value', 'time');
  const [courseDeg, satellites, speedKmh] = motion;
  const wire = { longitude, latitude, altitudeM, courseDeg, satellites, speedKmh };
  return { atMs, fix: fixOf(wire, atMs, faults), satellites, elements, isWhole };
}

interface WirePosition {
  readonly longitude: number;
  readonly latitude: number;
  readonly altitudeM: number;
  readonly courseDeg: number;
  readonly satellites: number;
  readonly speedKmh: number;
}

/**
 * Without a satellite the device has no fix and repeats the last one it had, as its makers say: not valid. Nowhere without a
 * satellite is no position at all. HAZARD H-13: an old place with a new time
 */
function fixOf(wire: WirePosition, fixedAtMs: number | null, faults: Faults): DecodedFix | null {
  const isValid = wire.satellites > 0;
  if (!isValid && wire.latitude === 0 && wire.longitude === 0) return null;
  const position = readPosition(
    faults,
    { field: 'latitude', raw: wire.latitude / STEPS_PER_DEG },
    { field: 'longitude', raw: wire.longitude / STEPS_PER_DEG },
  );
  const speedMps = readSpeedMps(faults, 'speed', wire.speedKmh, mpsFromKmh);
  const courseDeg = readCourseDeg(faults, 'course', wire.courseDeg);
  const altitudeM = readAltitudeM(faults, 'altitude', wire.altitudeM);
  if (position === null || fixedAtMs === null || faults.first() !== null) return null;
  return {
    fixedAtMs,
    ...position,
    accuracyM: null,
    speedMps,
    courseDeg,
    altitudeM,
    source: 'gnss',
    valid: isValid,
    mock: null,
  };
}

/** False where they end too soon. */
function readElements(reader: ByteReader, codec: AvlCodec, elements: Map<number, Element>): boolean {
  if (!reader.passOver(codec.idBytes + (codec.hasReason ? 1 : 0) + codec.countBytes)) return false;
  for (const bytes of GROUP_BYTES) {
    const count = reader.uint(codec.countBytes);
    if (count === null) return false;
    for (let index = 0; index < count; index += 1) {
      const element = reader.uints(codec.idBytes, bytes);
      if (element === null) return false;
      elements.set(element[0], { bytes, value: element[1] });
    }
  }
  return !codec.hasVariable || passOverVariable(reader);
}

/** Beacons and texts: nothing that is wanted here. */
function passOverVariable(reader: ByteReader): boolean {
  const count = reader.uint(2);
  if (count === null) return false;
  for (let index = 0; index < count; index += 1) {
    const head = reader.uints(2, 2);
    if (head === null || !reader.passOver(head[1])) return false;
  }
  return true;
}
