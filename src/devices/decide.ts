/** Whether a device may be registered, and whether it may pass from one person to another. Pure. Fails toward refusing. */
import type { DeviceId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import type { Agency, Person } from '../people/service.ts';
import type { DeviceRequest } from './contract.ts';
import { type Assignment, type Device, hasToken } from './device.ts';

export interface DeviceContext {
  readonly deviceId: DeviceId;
  readonly nowMs: number;
  readonly agency: Agency | null;
}

export function decideDevice(request: DeviceRequest, context: DeviceContext): Outcome<Device, Refusal> {
  if (context.agency === null) return refuse('not-found', 'There is no such agency.');
  if (request.protocol === 'owntracks' && request.externalId !== null && !request.externalId.includes('/')) {
    return refuse('invalid', 'An OwnTracks device calls itself user/device.');
  }
  if (request.externalId === null && !hasToken(request.protocol)) {
    return refuse('invalid', 'A device of this protocol is known by its own name alone: say which (externalId).');
  }
  if (request.payloadKey !== null && request.protocol !== 'owntracks') {
    return refuse('invalid', 'Only OwnTracks encrypts its payload.');
  }
  return ok({
    deviceId: context.deviceId,
    agencyId: context.agency.agencyId,
    protocol: request.protocol,
    externalId: request.externalId,
    createdAtMs: context.nowMs,
  });
}

export interface AssignmentContext {
  readonly device: Device | null;
  /** The person who is to carry it; null for nobody, 'missing' when there is no such person. */
  readonly person: Person | null | 'missing';
  /** Ascending by `fromMs`. */
  readonly assignments: readonly Assignment[];
  readonly fromMs: number;
  readonly nowMs: number;
}

export interface AssignmentChange {
  /** The assignment that ends at `fromMs`; null when nobody carried the device. */
  readonly ends: Assignment | null;
  readonly begins: Assignment | null;
}

export function decideAssignment(context: AssignmentContext): Outcome<AssignmentChange, Refusal> {
  const { device, person, assignments, fromMs, nowMs } = context;
  if (device === null) return refuse('not-found', 'There is no such device.');
  if (person === 'missing') return refuse('not-found', 'There is no such person.');
  if (fromMs > nowMs) return refuse('invalid', 'A device changes hands now or earlier, not in the future.');
  if (person !== null && person.kind === 'officer') return refuse('invalid', 'Officers carry no monitored device.');
  if (person !== null && person.agencyId !== device.agencyId) {
    return refuse('invalid', 'The device belongs to another agency than the person.');
  }
  const last = assignments.at(-1) ?? null;
  // INVARIANT: a device is carried by one person at a time, so that a report is never taken for somebody else's.
  if (last !== null && (last.untilMs === null ? fromMs <= last.fromMs : fromMs < last.untilMs)) {
    return refuse('conflict', 'Somebody was recorded to carry the device at that time.');
  }
  const ends = last !== null && last.untilMs === null ? last : null;
  if (ends === null && person === null) return refuse('conflict', 'Nobody carries the device.');
  if (ends !== null && ends.personId === person?.personId) {
    return refuse('conflict', 'The device is already carried by this person.');
  }
  const begins =
    person === null ? null : { deviceId: device.deviceId, personId: person.personId, fromMs, untilMs: null };
  return ok({ ends, begins });
}
