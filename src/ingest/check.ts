/** Can a decoded value be true? Pure. Details name the field, never its value: it may be a coordinate. */
import { LIMITS } from './limits.ts';
import type { DecodedFix, Rejection } from './protocols/types.ts';

/** A time outside [received - 30 d, received + 10 min] is a clock error. */
export function checkTime(atMs: number, receivedAtMs: number): Rejection | null {
  if (!Number.isFinite(atMs)) return { reason: 'clock-error', detail: 'no time' };
  if (atMs < receivedAtMs - LIMITS.fixAgeMs) return { reason: 'clock-error', detail: 'older than 30 days' };
  if (atMs > receivedAtMs + LIMITS.fixAheadMs) return { reason: 'clock-error', detail: 'over 10 minutes ahead' };
  return null;
}

export function checkFix(fix: DecodedFix): Rejection | null {
  if (!inRange(fix.latDeg, -90, 90)) return impossible('latDeg');
  if (!inRange(fix.lonDeg, -180, 180)) return impossible('lonDeg');
  if (fix.latDeg === 0 && fix.lonDeg === 0) return impossible('latDeg, lonDeg');
  if (fix.accuracyM !== null && !inRange(fix.accuracyM, 0, LIMITS.accuracyM)) return impossible('accuracyM');
  if (fix.speedMps !== null && !inRange(fix.speedMps, 0, LIMITS.speedMps)) return impossible('speedMps');
  if (fix.courseDeg !== null && !inRange(fix.courseDeg, 0, 360)) return impossible('courseDeg');
  return null;
}

function inRange(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}

function impossible(field: string): Rejection {
  return { reason: 'impossible-value', detail: field };
}
