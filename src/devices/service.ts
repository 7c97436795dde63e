/**
 * Devices and who carries them. A device's token is made here, shown once and kept as its SHA-256; a change and its audit
 * entry are one transaction. Fails toward refusing: an unknown token is nobody's.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Database, Sql } from '../core/database.ts';
import { type DeviceId, type PersonId, uuidFromBytes } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, RefusedError, stopWith, valueOrRefuse } from '../core/refusal.ts';
import { loadAgency, loadPerson, requireUnmerged } from '../people/service.ts';
import { type Actor, audit, type Sealer } from '../safeguards/service.ts';
import { endRemovals } from './absence.sql.ts';
import type { AssignmentRequest, DeviceRequest } from './contract.ts';
import { type AssignmentChange, decideAssignment, decideDevice } from './decide.ts';
import { decideLife, event } from './decide-life.ts';
import { type Device, type DeviceRecord, hasToken } from './device.ts';
import {
  endAssignment,
  insertAssignment,
  insertDevice,
  loadAssignments,
  loadDeviceById,
  lockDevice,
} from './devices.sql.ts';
import { insertLifeEvent, loadLifeEvents } from './life.sql.ts';
import { lifeOf } from './life.ts';
import { DEVICE_LIMITS } from './limits.ts';

export { loadOpenCustodies, loadRegister as loadRemovals, loadStandingRemovals } from './absence.sql.ts';
export type { Custody, Removal } from './absence.ts';
export type { Command, CommandAnswer, DeviceCommand, DeviceCommandKind } from './commands/command.ts';
export { type CarriedDevice, CommandDispatcher, type Sending } from './commands/dispatcher.ts';
export { type CommandStore, DatabaseCommandStore } from './commands/store.ts';
export type { Cover } from './decide-absence.ts';
export { coverAt } from './decide-absence.ts';
export { decideAlarms } from './decide-alarms.ts';
export type { Duty } from './decide-life.ts';
export { type Assignment, carrierAt, type Device, type DeviceProtocol, type DeviceRecord } from './device.ts';
export {
  type Carried,
  loadAssignments,
  loadCarried,
  loadDeviceById,
  loadDeviceDirectory,
  loadDevices,
  loadDevicesCarriedBy,
} from './devices.sql.ts';
export type { Health, HeardReport, Strap } from './health.ts';
export { HealthTracker, type HeldStrap } from './health-tracker.ts';

export interface DeviceDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Cryptographic. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** After the commit: ingest reads the device again. Awaited, so that the answer means it is known there; must not reject. */
  readonly onDeviceChange: (deviceId: DeviceId) => void | Promise<void>;
}

/** SHA-256 of a device's token, as the table keeps it. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

/** `token` is not kept: whoever asked must hand it to the device now. Null where the protocol has no place for one. */
export async function createDevice(
  deps: DeviceDeps,
  request: DeviceRequest,
  actor: Actor,
): Promise<Outcome<{ device: Device; token: string | null }, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const deviceId = uuidFromBytes(deps.randomBytes(16)) as DeviceId;
  const token = hasToken(request.protocol)
    ? Buffer.from(deps.randomBytes(DEVICE_LIMITS.tokenBytes)).toString('base64url')
    : null;
  const agency = await loadAgency(deps.database, request.agencyId);
  const decided = decideDevice(request, { deviceId, nowMs, agency });
  if (!decided.ok) return decided;
  const device = decided.value;
  const payloadKey = await sealPayloadKey(deps, deviceId, request.payloadKey, nowMs);
  const outcome = await refusable(() =>
    deps.database.transaction(async (tx) => {
      if (!(await insertDevice(tx, device, { tokenHash: token === null ? null : hashToken(token), payloadKey }))) {
        return stopWith('conflict', 'Another device of this protocol has that name.');
      }
      const about = { deviceId, agencyId: device.agencyId, protocol: device.protocol };
      await insertLifeEvent(tx, { deviceId, number: 1, atMs: nowMs, actorId: null }, event('stocked', {}));
      await audit(tx, [{ atMs: nowMs, actor, action: 'device.create', purpose: 'registration', about }]);
      if (request.personId !== null)
        await passOn(tx, { deviceId, personId: request.personId, fromMs: nowMs }, nowMs, actor);
    }),
  );
  if (!outcome.ok) return outcome;
  await deps.onDeviceChange(deviceId);
  return ok({ device, token });
}

/** Ends whoever carried it and, unless `personId` is null, begins with the new person, at the same instant. */
export async function assignDevice(
  deps: DeviceDeps,
  deviceId: string,
  request: AssignmentRequest,
  actor: Actor,
): Promise<Outcome<AssignmentChange, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const fromMs = request.from === undefined ? nowMs : Date.parse(request.from);
  const outcome = await refusable(() =>
    deps.database.transaction((tx) => passOn(tx, { deviceId, personId: request.personId, fromMs }, nowMs, actor)),
  );
  if (outcome.ok) await deps.onDeviceChange(deviceId as DeviceId);
  return outcome;
}

/** The 32-byte key of a device's encrypted payload; null when its payload is plain. */
export async function openPayloadKey(sealer: Sealer, record: DeviceRecord): Promise<Buffer | null> {
  if (record.payloadKey === null) return null;
  return sealer.open(record.payloadKey.keyId, record.payloadKey.sealed);
}

async function passOn(
  tx: Sql,
  to: { readonly deviceId: string; readonly personId: string | null; readonly fromMs: number },
  nowMs: number,
  actor: Actor,
): Promise<AssignmentChange> {
  await lockDevice(tx, to.deviceId);
  if (to.personId !== null) await requireUnmerged(tx, to.personId as PersonId);
  const change = valueOrRefuse(
    decideAssignment({
      device: await loadDeviceById(tx, to.deviceId),
      person: to.personId === null ? null : ((await loadPerson(tx, to.personId)) ?? 'missing'),
      assignments: await loadAssignments(tx, to.deviceId),
      fromMs: to.fromMs,
      nowMs,
    }),
  );
  await recordHandOver(tx, change, { ...to, deviceId: to.deviceId as DeviceId }, nowMs);
  if (change.ends !== null) await endAssignment(tx, change.ends, to.fromMs);
  if (change.begins !== null) await insertAssignment(tx, change.begins);
  const about = {
    deviceId: to.deviceId,
    endsForPersonId: change.ends?.personId ?? null,
    beginsForPersonId: change.begins?.personId ?? null,
    fromMs: to.fromMs,
  };
  await audit(tx, [{ atMs: nowMs, actor, action: 'device.assign', purpose: 'registration', about }]);
  return change;
}

/** A device that is reserved, fitted, lost or retired does not change hands past its record: that is what its own acts are for. */
async function recordHandOver(
  tx: Sql,
  change: AssignmentChange,
  to: { readonly deviceId: DeviceId; readonly personId: string | null },
  nowMs: number,
): Promise<void> {
  const life = lifeOf(await loadLifeEvents(tx, to.deviceId));
  if (life.state === 'fitted')
    stopWith('conflict', 'The device is fitted: it is returned or swapped, and not just taken away.');
  const act =
    change.begins === null
      ? ({ act: 'return', reason: 'handed-back' } as const)
      : ({ act: 'hand-over', personId: change.begins.personId } as const);
  const decided = valueOrRefuse(decideLife(life, act, nowMs, []));
  const line = { deviceId: to.deviceId, number: life.number + 1, atMs: nowMs, actorId: null };
  for (const one of decided.events) await insertLifeEvent(tx, line, one);
  await endRemovals(tx, to.deviceId, null, nowMs);
}

/** Padded with NUL to 32 bytes, as OwnTracks does. */
async function sealPayloadKey(deps: DeviceDeps, deviceId: DeviceId, secret: string | null, nowMs: number) {
  if (secret === null) return null;
  const padded = Buffer.alloc(DEVICE_LIMITS.payloadKeyBytes);
  padded.write(secret, 'utf8');
  const key = await deps.sealer.dataKey({ subject: deviceId, scope: 'identity', bases: ['registration'] }, nowMs);
  return { keyId: key.keyId, sealed: deps.sealer.sealWith(key, padded) };
}

/** A refusal inside a transaction is thrown so that it rolls back; outside it is a value again. */
export async function refusable<T>(work: () => Promise<T>): Promise<Outcome<T, Refusal>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, error: error.refusal };
    throw error;
  }
}
