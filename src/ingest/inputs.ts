/** Engine inputs as the journal keeps them: what is plain in the row, what is sealed, and the way back. */
import { assert, unreachable } from '../core/assert.ts';
import type { PairId, PersonId, ZoneId } from '../core/ids.ts';
import type { DeviceEventKind, Fix, Input, PairSpec, ZoneSpec } from '../proximity/types.ts';
import type { StoredRow } from './journal.sql.ts';

type WithoutPosition<T> = T extends unknown ? Omit<T, 'position'> : never;
export type UnnumberedInput = WithoutPosition<Input>;

/** An input with its number and the writer's time of it: what the engine is stepped with. */
export interface JournaledInput {
  readonly position: number;
  readonly atMs: number;
  readonly input: Input;
}

/** What is sealed; null when the row's plain columns say all. Unbinding and ticks say all. */
export function payloadBytes(input: UnnumberedInput): Buffer | null {
  switch (input.kind) {
    case 'fix':
      return Buffer.from(JSON.stringify(fixPayload(input.fix)));
    case 'event':
      return Buffer.from(JSON.stringify({ event: input.event }));
    case 'bind-pair':
      return Buffer.from(JSON.stringify(input.pair));
    case 'bind-zone':
      return Buffer.from(JSON.stringify(input.zone));
    case 'unbind-pair':
    case 'unbind-zone':
    case 'tick':
      return null;
    default:
      return unreachable(input);
  }
}

/** The time of receipt is not part of it: the same fix sent again has the same bytes and is found as a duplicate. */
function fixPayload(fix: Fix): Omit<Fix, 'personId' | 'fixedAtMs' | 'receivedAtMs'> {
  const { latDeg, lonDeg, accuracyM, speedMps, courseDeg, source, mock } = fix;
  return { latDeg, lonDeg, accuracyM, speedMps, courseDeg, source, mock };
}

/** The input of a stored row; `payload` is its opened payload, null where the row has none. */
export function inputOf(row: StoredRow, payload: Buffer | null): JournaledInput {
  const body: unknown = payload === null ? null : JSON.parse(payload.toString('utf8'));
  return { position: row.position, atMs: row.at_ms, input: restore(row, body) };
}

function restore(row: StoredRow, body: unknown): Input {
  const position = row.position;
  switch (row.kind) {
    case 'fix': {
      const times = { personId: row.person_id as PersonId, fixedAtMs: row.fixed_at_ms, receivedAtMs: row.at_ms };
      return { position, kind: 'fix', fix: { ...times, ...(body as ReturnType<typeof fixPayload>) } };
    }
    case 'event': {
      const { event } = body as { event: DeviceEventKind };
      return { position, kind: 'event', personId: row.person_id as PersonId, event, eventAtMs: row.fixed_at_ms };
    }
    case 'bind-pair':
      return { position, kind: 'bind-pair', pair: body as PairSpec };
    case 'bind-zone':
      return { position, kind: 'bind-zone', zone: body as ZoneSpec };
    case 'unbind-pair':
      return { position, kind: 'unbind-pair', pairId: row.subject_id as PairId };
    case 'unbind-zone':
      return { position, kind: 'unbind-zone', zoneId: row.subject_id as ZoneId };
    case 'tick':
      return { position, kind: 'tick' };
    default:
      assert(false, 'the journal holds only kinds that its constraint allows');
  }
}

/**
 * HAZARD H-91: what tells inputs of the same device and instant apart. Without a device it must say whose input it is, too: two people may
 * call for help, and two pairs end, in the same millisecond.
 */
export function hashedOf(input: UnnumberedInput, deviceId: string | null, payload: Buffer | null): Buffer {
  if (deviceId !== null && payload !== null) return payload;
  const about = Buffer.from(`${input.kind}|${personOf(input) ?? ''}|${subjectOf(input) ?? ''}|`);
  return payload === null ? about : Buffer.concat([about, payload]);
}

/** The device's own time of it; null for what no device says. */
export function reportedAtMsOf(input: UnnumberedInput): number | null {
  if (input.kind === 'fix') return input.fix.fixedAtMs;
  return input.kind === 'event' ? input.eventAtMs : null;
}

/** Whose fix or event it is; null for what the server says itself. */
export function personOf(input: UnnumberedInput): string | null {
  if (input.kind === 'fix') return input.fix.personId;
  if (input.kind === 'event') return input.personId;
  return null;
}

/** The pair or zone that is bound or unbound. */
export function subjectOf(input: UnnumberedInput): string | null {
  switch (input.kind) {
    case 'bind-pair':
      return input.pair.pairId;
    case 'unbind-pair':
      return input.pairId;
    case 'bind-zone':
      return input.zone.zoneId;
    case 'unbind-zone':
      return input.zoneId;
    case 'fix':
    case 'event':
    case 'tick':
      return null;
  }
}
