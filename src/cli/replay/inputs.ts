/** One line of recorded fixes or device events. Read by hand rather than by schema: there are millions. */
import type { PersonId } from '../../core/ids.ts';
import { parseInstant } from '../../core/time.ts';
import { DEVICE_EVENT_KINDS, type DeviceEventKind, type Fix, type Source } from '../../proximity/types.ts';

export type Recorded =
  | { readonly kind: 'fix'; readonly receivedAtMs: number; readonly fix: Fix }
  | {
      readonly kind: 'event';
      readonly receivedAtMs: number;
      readonly personId: PersonId;
      readonly event: DeviceEventKind;
      readonly eventAtMs: number;
    };

const SOURCES: readonly string[] = ['gnss', 'wifi', 'cell', 'ble'] satisfies Source[];
const EVENTS: readonly string[] = DEVICE_EVENT_KINDS;

/** The record, or what is wrong with the line, in words that hold no value of it. */
export function readRecorded(line: string): Recorded | string {
  const value = parseObject(line);
  if (value === null) return 'not a JSON object';
  const { person } = value;
  if (typeof person !== 'string' || person === '') return 'person: a name is missing';
  const personId = person as PersonId;
  return 'event' in value ? readEvent(value, personId) : readFix(value, personId);
}

function readEvent(value: Record<string, unknown>, personId: PersonId): Recorded | string {
  const eventAtMs = instantOf(value.at);
  if (eventAtMs === null) return 'at: an ISO 8601 time with Z or an offset is missing';
  if (typeof value.event !== 'string' || !EVENTS.includes(value.event)) return `event: one of ${EVENTS.join(', ')}`;
  const receivedAtMs = value.receivedAt === undefined ? eventAtMs : instantOf(value.receivedAt);
  if (receivedAtMs === null) return 'receivedAt: not an ISO 8601 time with Z or an offset';
  return { kind: 'event', receivedAtMs, personId, event: value.event as DeviceEventKind, eventAtMs };
}

function readFix(value: Record<string, unknown>, personId: PersonId): Recorded | string {
  const fixedAtMs = instantOf(value.fixedAt);
  if (fixedAtMs === null) return 'fixedAt: an ISO 8601 time with Z or an offset is missing';
  const receivedAtMs = isAbsent(value.receivedAt) ? fixedAtMs : instantOf(value.receivedAt);
  if (receivedAtMs === null) return 'receivedAt: not an ISO 8601 time with Z or an offset';
  const { latDeg, lonDeg, source } = value;
  if (!isBetween(latDeg, -90, 90)) return 'latDeg: a number from -90 to 90 is missing';
  if (!isBetween(lonDeg, -180, 180)) return 'lonDeg: a number from -180 to 180 is missing';
  for (const field of ['accuracyM', 'speedMps', 'courseDeg'] as const) {
    if (!isAbsent(value[field]) && !isBetween(value[field], -1e9, 1e9)) return `${field}: not a number`;
  }
  if (!isAbsent(source) && !(typeof source === 'string' && SOURCES.includes(source))) {
    return `source: one of ${SOURCES.join(', ')}`;
  }
  if (!isAbsent(value.mock) && typeof value.mock !== 'boolean') return 'mock: true or false';
  const fix: Fix = {
    personId,
    fixedAtMs,
    receivedAtMs,
    latDeg,
    lonDeg,
    accuracyM: positive(value.accuracyM),
    speedMps: notNegative(value.speedMps),
    courseDeg: course(value.courseDeg),
    source: (source ?? null) as Source | null,
    mock: (value.mock ?? null) as boolean | null,
  };
  return { kind: 'fix', receivedAtMs, fix };
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function instantOf(value: unknown): number | null {
  return typeof value === 'string' ? parseInstant(value) : null;
}

function isBetween(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && value >= min && value <= max;
}

/** Devices say 0 or -1 when they do not know. */
function positive(value: unknown): number | null {
  return typeof value === 'number' && value > 0 ? value : null;
}

function notNegative(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 ? value : null;
}

function course(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 ? value % 360 : null;
}
