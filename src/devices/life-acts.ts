/**
 * What people do with a device, each in one transaction with its line in the record, its change of carrier and its audit entry.
 * Fails toward not done: a device whose act is refused stays where it was, and reports of a device that is nobody's are kept by
 * nobody.
 */
import type { Sql } from '../core/database.ts';
import type { DeviceId, PersonId } from '../core/ids.ts';
import type { Outcome } from '../core/outcome.ts';
import { type Refusal, stopWith, valueOrRefuse } from '../core/refusal.ts';
import { loadAgency, loadPerson, requireUnmerged } from '../people/service.ts';
import { audit, rulesOf } from '../safeguards/service.ts';
import { endRemovals } from './absence.sql.ts';
import { decideAssignment } from './decide.ts';
import { type Duty, decideLife, decideSwap, type LifeAct } from './decide-life.ts';
import { caseOfDevice, type DeskAction, type DeskActor, type DeskDeps, permit } from './desk.ts';
import type { Device } from './device.ts';
import { endAssignment, insertAssignment, loadAssignments, loadDeviceById, lockDevice } from './devices.sql.ts';
import { insertLifeEvent, loadLifeEvents } from './life.sql.ts';
import { type Life, lifeOf, type NewLifeEvent } from './life.ts';
import { refusable } from './service.ts';

export interface Standing {
  readonly device: Device;
  readonly life: Life;
  /** By which they may act on it, for the audit. */
  readonly rules: ReturnType<typeof rulesOf>;
}

/** One act on one device. */
export async function actOnDevice(
  deps: DeskDeps,
  deviceId: string,
  act: LifeAct,
  by: DeskActor,
): Promise<Outcome<DeviceId, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const outcome = await refusable(() =>
    deps.database.transaction(async (tx) => {
      const standing = await lockStanding(deps, tx, deviceId, by);
      const duties = await dutiesOf(deps, tx, standing.device, standing.life.personId);
      if (act.act === 'reserve') await requireWearer(tx, act.personId, standing.device);
      const change = valueOrRefuse(decideLife(standing.life, act, nowMs, duties));
      await record(tx, standing, change.events, nowMs, by);
      if (change.carrier !== 'same') await setCarrier(tx, standing.device, change.carrier, nowMs);
      if (change.endsRemovals) await endRemovals(tx, deviceId, by.officerId, nowMs);
      const about = {
        deviceId,
        personId: change.events[0]?.personId ?? null,
        reason: change.events[0]?.reason ?? null,
        ...standing.rules,
      };
      await audit(tx, [{ atMs: nowMs, actor: by.actor, action: `device.${act.act}`, purpose: 'monitoring', about }]);
      const personIds = [standing.life.personId, change.events[0]?.personId];
      return { deviceId: standing.device.deviceId, personIds, hasNewCarrier: change.carrier !== 'same' };
    }),
  );
  if (!outcome.ok) return outcome;
  const { deviceId: changedId, personIds, hasNewCarrier } = outcome.value;
  await tell(deps, hasNewCarrier ? [changedId] : [], personIds);
  return { ok: true, value: changedId };
}

// HAZARD H-132: between the old device and the new one there is a time in which nobody is watched, or one act of the two is lost.
/** The old device ends and the new one begins at the same instant, in one transaction. */
export async function swapDevice(
  deps: DeskDeps,
  oldId: string,
  newId: string,
  reason: string,
  by: DeskActor,
): Promise<Outcome<DeviceId, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const outcome = await refusable(() =>
    deps.database.transaction(async (tx) => {
      // In one order, so that two swaps of the same devices do not wait for each other.
      for (const deviceId of [oldId, newId].sort()) await lockDevice(tx, deviceId);
      const old = await loadStanding(deps, tx, oldId, by, 'device.act');
      const next = await loadStanding(deps, tx, newId, by, 'device.act');
      if (old.device.agencyId !== next.device.agencyId) {
        return stopWith('invalid', 'The new device belongs to another agency.');
      }
      const duties = await dutiesOf(deps, tx, old.device, old.life.personId);
      const sides = [
        { deviceId: old.device.deviceId, life: old.life },
        { deviceId: next.device.deviceId, life: next.life },
      ] as const;
      const change = valueOrRefuse(decideSwap(sides[0], sides[1], reason, nowMs, duties));
      await record(tx, old, [change.old], nowMs, by);
      await record(tx, next, [change.new], nowMs, by);
      await setCarrier(tx, old.device, null, nowMs);
      await setCarrier(tx, next.device, change.personId, nowMs);
      await endRemovals(tx, oldId, by.officerId, nowMs);
      const about = { deviceId: oldId, newDeviceId: newId, personId: change.personId, reason, ...old.rules };
      await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'device.swap', purpose: 'monitoring', about }]);
      return { deviceIds: [old.device.deviceId, next.device.deviceId], personIds: [change.personId] };
    }),
  );
  if (!outcome.ok) return outcome;
  await tell(deps, outcome.value.deviceIds, outcome.value.personIds);
  return { ok: true, value: outcome.value.deviceIds[1]! };
}

/** The device under its lock, where they may act on it; refused as not found otherwise. */
export async function lockStanding(
  deps: DeskDeps,
  tx: Sql,
  deviceId: string,
  by: DeskActor,
  action: DeskAction = 'device.act',
): Promise<Standing> {
  await lockDevice(tx, deviceId);
  return loadStanding(deps, tx, deviceId, by, action);
}

async function loadStanding(
  deps: DeskDeps,
  tx: Sql,
  deviceId: string,
  by: DeskActor,
  action: DeskAction,
): Promise<Standing> {
  const device = await loadDeviceById(tx, deviceId);
  if (device === null) return stopWith('not-found', NO_DEVICE);
  const life = lifeOf(await loadLifeEvents(tx, deviceId));
  const person = life.personId === null ? null : await loadPerson(tx, life.personId);
  const decision = await permit(deps, tx, by, action, caseOfDevice(device, person));
  if (!decision.allowed) return stopWith('not-found', NO_DEVICE);
  return { device, life, rules: rulesOf(decision) };
}

const NO_DEVICE = 'There is no such device.';

export async function record(
  tx: Sql,
  { device, life }: Standing,
  events: readonly NewLifeEvent[],
  atMs: number,
  by: DeskActor,
): Promise<void> {
  for (const [i, event] of events.entries()) {
    const line = { deviceId: device.deviceId, number: life.number + 1 + i, atMs, actorId: by.officerId };
    await insertLifeEvent(tx, line, event);
  }
}

/** Who carries it from now on; the same rules as for any change of hands. */
async function setCarrier(tx: Sql, device: Device, personId: PersonId | null, fromMs: number): Promise<void> {
  const { deviceId } = device;
  if (personId !== null) await requireUnmerged(tx, personId);
  const change = valueOrRefuse(
    decideAssignment({
      device,
      person: personId === null ? null : ((await loadPerson(tx, personId)) ?? 'missing'),
      assignments: await loadAssignments(tx, deviceId),
      fromMs,
      nowMs: fromMs,
    }),
  );
  if (change.ends !== null) await endAssignment(tx, change.ends, fromMs);
  if (change.begins !== null) await insertAssignment(tx, change.begins);
}

/** Of whoever carries the device or is to: only a wearer has duties. */
export async function dutiesOf(
  deps: DeskDeps,
  sql: Sql,
  device: Device,
  personId: PersonId | null,
): Promise<readonly Duty[]> {
  const agency = await loadAgency(sql, device.agencyId);
  const duties = agency === null ? null : deps.dutiesOf(agency.jurisdiction);
  if (duties === null) return stopWith('conflict', 'There is no pack for the jurisdiction of this agency.');
  const person = personId === null ? null : await loadPerson(sql, personId);
  return person?.kind === 'wearer' ? duties : [];
}

async function requireWearer(tx: Sql, personId: string, device: Device): Promise<void> {
  const person = await loadPerson(tx, personId);
  if (person === null || person.agencyId !== device.agencyId) {
    return stopWith('not-found', 'There is no such person.');
  }
  if (person.kind === 'officer') return stopWith('invalid', 'Officers carry no monitored device.');
  await requireUnmerged(tx, person.personId);
}

/** After the commit. `deviceIds`: those that have another carrier now, or none; `personIds`: whose alarms are to be looked at. */
export async function tell(
  deps: DeskDeps,
  deviceIds: readonly DeviceId[],
  personIds: readonly (PersonId | null | undefined)[],
): Promise<void> {
  for (const deviceId of deviceIds) await deps.onDeviceChange(deviceId);
  for (const personId of new Set(personIds)) if (personId != null) await deps.onWearerChange(personId);
}
