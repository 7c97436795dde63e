/**
 * What OwnTracks can be asked over `…/cmd`: to report now, and how often to report. The app obeys only when remote commands
 * (and, for the interval, remote configuration) are allowed in it. Booklet, "JSON", `_type=cmd` and `_type=configuration`.
 */
import type { DeviceCommand } from '../types.ts';
import { owntracksEncrypted } from './encode.ts';

/** `nonce`: 24 bytes never used twice under this key. */
export interface CommandSeal {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
}

/** The payload for the device's `…/cmd`, encrypted when it has a payload key; null where OwnTracks has no such command. */
export function owntracksCommand(command: DeviceCommand, seal: CommandSeal | null): string | null {
  const message = messageOf(command);
  if (message === null) return null;
  const body = JSON.stringify(message);
  return seal === null ? body : owntracksEncrypted(body, seal.key, seal.nonce);
}

function messageOf(command: DeviceCommand): object | null {
  if (command.kind === 'report-now') return { _type: 'cmd', action: 'reportLocation' };
  if (command.kind !== 'set-interval') return null;
  const seconds = Math.max(1, Math.round(command.intervalS));
  // Android's Move mode has an interval of its own; what an app does not know it leaves out.
  const intervals = { locatorInterval: seconds, moveModeLocatorInterval: seconds };
  return {
    _type: 'cmd',
    action: 'setConfiguration',
    configuration: { _type: 'configuration', ...intervals },
  };
}
