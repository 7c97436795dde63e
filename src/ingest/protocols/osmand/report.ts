/** From either layout's fields to fix, events and status: one way, so that form and JSON cannot drift apart. */

import { eventKindsOfAlarm } from '../alarms.ts';
import type { DecodedEvent, DecodedFix, DeviceStatus, Rejection } from '../types.ts';
import {
  newFaults,
  readAccuracyM,
  readAltitudeM,
  readCourseDeg,
  readPosition,
  readSpeedMps,
  readTimestampMs,
} from '../values.ts';

/** A value off the wire with the name that it had there, for the rejection. */
export interface WireValue {
  readonly field: string;
  readonly raw: unknown;
}

export interface WireReport {
  readonly timestamp: WireValue;
  readonly lat: WireValue;
  readonly lon: WireValue;
  readonly accuracy: WireValue;
  readonly altitude: WireValue;
  readonly course: WireValue;
  readonly speed: WireValue;
  readonly toMps: (speed: number) => number;
  readonly valid: boolean | null;
  readonly mock: boolean | null;
  readonly alarms: readonly string[];
  readonly status: DeviceStatus;
  /** Whether a report without a time is one of now. */
  readonly mayLackTime: boolean;
}

export interface ReadReport {
  readonly fix: DecodedFix | null;
  readonly events: readonly DecodedEvent[];
  readonly rejected: Rejection | null;
}

/**
 * An alarm outlives a broken position: it is told with the report's time or, failing that, the time of receipt.
 * HAZARD H-12: SOS lost with a bad position
 */
export function readReport(wire: WireReport, receivedAtMs: number): ReadReport {
  const faults = newFaults();
  const sentAtMs = readTimestampMs(faults, wire.timestamp.field, wire.timestamp.raw);
  const nowMs = Number.isFinite(receivedAtMs) ? receivedAtMs : null;
  const position = readPosition(faults, wire.lat, wire.lon);
  const fixedAtMs = sentAtMs ?? (wire.mayLackTime ? nowMs : null);
  const kinds = [...new Set(wire.alarms.flatMap(eventKindsOfAlarm))];
  const eventAtMs = sentAtMs ?? nowMs;
  if (fixedAtMs === null && position !== null) faults.add('malformed', wire.timestamp.field);
  if (eventAtMs === null && kinds.length > 0) faults.add('malformed', wire.timestamp.field);
  const fix = position !== null && fixedAtMs !== null ? { fixedAtMs, ...position, ...readMotion(wire, faults) } : null;
  const rejected = faults.first();
  return {
    fix: rejected === null ? fix : null,
    events: eventAtMs === null ? [] : kinds.map((kind) => ({ kind, atMs: eventAtMs })),
    rejected,
  };
}

function readMotion(wire: WireReport, faults: ReturnType<typeof newFaults>) {
  return {
    accuracyM: readAccuracyM(faults, wire.accuracy.field, wire.accuracy.raw),
    speedMps: readSpeedMps(faults, wire.speed.field, wire.speed.raw, wire.toMps),
    courseDeg: readCourseDeg(faults, wire.course.field, wire.course.raw),
    altitudeM: readAltitudeM(faults, wire.altitude.field, wire.altitude.raw),
    source: null,
    valid: wire.valid,
    mock: wire.mock,
  };
}
