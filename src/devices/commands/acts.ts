/**
 * People's acts: asking a device for a position now, for a vibration, or to show a message. Fails toward refusing: what is not
 * recorded with its audit entry is not sent.
 */
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { loadPerson } from '../../people/service.ts';
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
}

/** Null: the bearer of the admin token. */
export type CommandActor = { readonly personId: string; readonly agencyId: string } | null;

export async function askDevice(
  deps: CommandActDeps,
  deviceId: string,
  request: CommandRequest,
  actor: CommandActor,
): Promise<Outcome<Command, Refusal>> {
  const device = await visibleDevice(deps.database, deviceId, actor);
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
  database: Database,
  deviceId: string,
  actor: CommandActor,
): Promise<Outcome<Command[], Refusal>> {
  const device = await visibleDevice(database, deviceId, actor);
  return device === null ? NO_DEVICE : ok(await loadCommandsOf(database, deviceId));
}

const NO_DEVICE = refuse('not-found', 'There is no such device.');

/** An officer's are of their own agency only; another's does not exist for them. */
async function visibleDevice(database: Database, deviceId: string, actor: CommandActor): Promise<DeviceRecord | null> {
  const device = await loadDeviceById(database, deviceId);
  return device === null || (actor !== null && actor.agencyId !== device.agencyId) ? null : device;
}
