/**
 * People's acts: asking a device for a position now, for a vibration, or to show a message. Fails toward refusing: what is not
 * recorded with its audit entry is not sent.
 */
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { loadPerson } from '../../people/service.ts';
import { type Access, OPERATOR } from '../../safeguards/service.ts';
import { caseOfDevice, type DeskOfficer, whoIs } from '../desk.ts';
import { carrierAt, type DeviceRecord } from '../device.ts';
import { loadDeviceById } from '../devices.sql.ts';
import type { Command } from './command.ts';
import { loadCommandsOf } from './commands.sql.ts';
import type { CommandRequest } from './contract.ts';
import type { CommandDispatcher } from './dispatcher.ts';

export interface CommandActDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly dispatcher: Pick<CommandDispatcher, 'order'>;
  readonly access: Access;
}

/** Null: the bearer of the admin token. */
export type CommandActor = DeskOfficer | null;

export async function askDevice(
  deps: CommandActDeps,
  deviceId: string,
  request: CommandRequest,
  actor: CommandActor,
): Promise<Outcome<Command, Refusal>> {
  const device = await visibleDevice(deps, deviceId, actor, 'device.command');
  if (device === null) return NO_DEVICE;
  const carrierId = carrierAt(device.assignments, deps.clock.nowMs());
  if (carrierId === null) return refuse('conflict', 'Nobody carries the device now.');
  const isToWearer = (await loadPerson(deps.database, carrierId))?.kind === 'wearer';
  // HAZARD H-145: that a wearer is asked at all, and when, may tell them that somebody is near. A person must mean it.
  if (isToWearer && !request.isRiskAccepted) {
    return refuse('conflict', 'A wearer who is asked may guess why: say that this is accepted.');
  }
  const { reason } = request;
  const ask = request.kind === 'message' ? { kind: request.kind, text: request.text } : { kind: request.kind };
  const why = { by: 'officer', actorId: actor?.personId ?? null, reason, isToWearer } as const;
  return ok(await deps.dispatcher.order(device.deviceId, ask, why));
}

/** Newest first. */
export async function listCommands(
  deps: CommandActDeps,
  deviceId: string,
  actor: CommandActor,
): Promise<Outcome<Command[], Refusal>> {
  const device = await visibleDevice(deps, deviceId, actor, 'device.read');
  return device === null ? NO_DEVICE : ok(await loadCommandsOf(deps.database, deviceId));
}

const NO_DEVICE = refuse('not-found', 'There is no such device.');

/** Null where they may not do that with it, or there is none. */
async function visibleDevice(
  { database, clock, access }: CommandActDeps,
  deviceId: string,
  actor: CommandActor,
  action: 'device.read' | 'device.command',
): Promise<DeviceRecord | null> {
  const device = await loadDeviceById(database, deviceId);
  if (device === null) return null;
  const carrierId = carrierAt(device.assignments, clock.nowMs());
  const carrier = carrierId === null ? null : await loadPerson(database, carrierId);
  const who = actor === null ? OPERATOR : whoIs(actor);
  const may = await access.mayAct(database, who, action, caseOfDevice(device, carrier));
  return may.allowed ? device : null;
}
