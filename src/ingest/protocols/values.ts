/**
 * Values off the wire. A measurement that cannot be is no measurement: the frame is rejected by the name of the field,
 * never by its value, which may be a coordinate. What is merely absent is null.
 */
import { parseInstant, SECOND_MS } from '../../core/time.ts';
import { ACCURACY_M_MAX, ALTITUDE_M_MAX, INSTANT_MS_MAX, SPEED_MPS_MAX } from './limits.ts';
import type { Rejection, RejectionReason } from './types.ts';

/** Collects why a report is refused; the first reason is the one told. */
export interface Faults {
  readonly first: () => Rejection | null;
  readonly add: (reason: RejectionReason, detail: string) => void;
}

export function newFaults(): Faults {
  let first: Rejection | null = null;
  return {
    first: () => first,
    add: (reason, detail) => {
      first ??= { reason, detail };
    },
  };
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity)$/i;
/** Epoch seconds stay below this until the year 5138; epoch milliseconds are above it since 1973. */
const SECONDS_BELOW = 1e11;

/** Null when absent or empty; a fault when it is no number, not finite, or outside [min, max]. */
export function readNumber(faults: Faults, field: string, raw: unknown, min: number, max: number): number | null {
  const value = numberOf(raw);
  if (value === null) return null;
  if (value === undefined) {
    faults.add('malformed', field);
    return null;
  }
  if (!Number.isFinite(value) || value < min || value > max) {
    faults.add('impossible-value', field);
    return null;
  }
  return value;
}

/** Null when absent, and also when unreadable: for what the position does not depend on. */
export function readLoosely(raw: unknown, min: number, max: number): number | null {
  const value = numberOf(raw);
  return value === null || value === undefined || !(value >= min && value <= max) ? null : value;
}

/**
 * Both or none. Exactly (0, 0) is refused: broken receivers send it for "no position", and no order's place lies there.
 * HAZARD H-09: null island
 */
export function readPosition(
  faults: Faults,
  lat: { readonly field: string; readonly raw: unknown },
  lon: { readonly field: string; readonly raw: unknown },
): { readonly latDeg: number; readonly lonDeg: number } | null {
  const latDeg = readNumber(faults, lat.field, lat.raw, -90, 90);
  const lonDeg = readNumber(faults, lon.field, lon.raw, -180, 180);
  if (latDeg === null && lonDeg === null) return null;
  if (latDeg === null || lonDeg === null) {
    faults.add('malformed', latDeg === null ? lat.field : lon.field);
    return null;
  }
  if (latDeg === 0 && lonDeg === 0) {
    faults.add('impossible-value', `${lat.field},${lon.field}`);
    return null;
  }
  return { latDeg, lonDeg };
}

/** Phones send -1 for "no speed". `toMps` knows the unit on the wire. */
export function readSpeedMps(
  faults: Faults,
  field: string,
  raw: unknown,
  toMps: (speed: number) => number,
): number | null {
  const speed = readNumber(faults, field, raw, -Number.MAX_VALUE, Number.MAX_VALUE);
  if (speed === null || speed < 0) return null;
  const speedMps = toMps(speed);
  if (speedMps <= SPEED_MPS_MAX) return speedMps;
  faults.add('impossible-value', field);
  return null;
}

/** Negative is "no course"; 360 is north. */
export function readCourseDeg(faults: Faults, field: string, raw: unknown): number | null {
  const course = readNumber(faults, field, raw, -Number.MAX_VALUE, 360);
  if (course === null || course < 0) return null;
  return course === 360 ? 0 : course;
}

/** Zero or less is "not known": no receiver is exact. HAZARD H-10: accuracy zero taken for perfect */
export function readAccuracyM(faults: Faults, field: string, raw: unknown): number | null {
  const accuracyM = readNumber(faults, field, raw, -Number.MAX_VALUE, ACCURACY_M_MAX);
  return accuracyM === null || accuracyM <= 0 ? null : accuracyM;
}

export function readAltitudeM(faults: Faults, field: string, raw: unknown): number | null {
  return readNumber(faults, field, raw, -ALTITUDE_M_MAX, ALTITUDE_M_MAX);
}

/**
 * Epoch seconds or milliseconds, ISO 8601, or `yyyy-MM-dd HH:mm:ss`; a time without an offset is UTC. Null when absent.
 * An offset's `+` that the sender forgot to encode arrives as a space and is understood.
 */
export function readTimestampMs(faults: Faults, field: string, raw: unknown): number | null {
  const epoch = numberOf(raw);
  if (epoch === null) return null;
  const ms = typeof epoch === 'number' ? Math.round(epoch < SECONDS_BELOW ? epoch * SECOND_MS : epoch) : textMs(raw);
  if (ms === null) {
    faults.add('malformed', field);
    return null;
  }
  if (!(ms >= 0 && ms <= INSTANT_MS_MAX)) {
    faults.add('impossible-value', field);
    return null;
  }
  return ms;
}

/** `true`, `false`, `1`, `0`, in any case; null for anything else. */
export function readFlag(raw: unknown): boolean | null {
  const word = typeof raw === 'string' ? raw.trim().toLowerCase() : raw;
  if (word === true || word === 'true' || word === '1' || word === 1) return true;
  if (word === false || word === 'false' || word === '0' || word === 0) return false;
  return null;
}

/** Upper case with colons; null when it is not six octets. Written with `:`, `-` or nothing between them. */
export function readMac(raw: unknown): string | null {
  if (typeof raw !== 'string') return null;
  const text = raw.trim();
  if (!/^[0-9a-f]{2}(?:[:-]?[0-9a-f]{2}){5}$/i.test(text)) return null;
  return text.replaceAll(/[:-]/g, '').toUpperCase().match(/../g)!.join(':');
}

/** Null: absent. Undefined: no number. NaN and the infinities are numbers that a report cannot mean. */
function numberOf(raw: unknown): number | null | undefined {
  if (raw === null || raw === undefined) return null;
  if (typeof raw === 'number') return raw;
  if (typeof raw !== 'string') return undefined;
  const text = raw.trim();
  if (text === '') return null;
  if (NOT_FINITE.test(text)) return Number.NaN;
  return DECIMAL.test(text) ? Number(text) : undefined;
}

function textMs(raw: unknown): number | null {
  if (typeof raw !== 'string' || raw.length > 64) return null;
  const text = raw
    .trim()
    .replace(/ (\d{2}:?\d{2})$/, (space, offset: string) => (/T/i.test(raw) ? `+${offset}` : space));
  const ms = parseInstant(text) ?? parseInstant(`${text}Z`);
  return ms !== null && isCalendarDay(text) ? ms : null;
}

/** `Date.parse` takes 30 February for 2 March. */
function isCalendarDay(text: string): boolean {
  const day = text.slice(0, 10);
  const midnightMs = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(midnightMs) && new Date(midnightMs).toISOString().startsWith(day);
}
