/**
 * Commands: the words that are otherwise sent by text message, in a frame of type 0x80. The four bytes before them come back
 * with the answer, so they name the kind of command.
 */
import type { DeviceCommand, DeviceCommandKind } from '../types.ts';
import { sealFrame } from './frame.ts';

export const COMMAND_TYPE = 0x80;
/** Seconds that TIMER takes. */
export const INTERVAL_S_MIN = 5;
export const INTERVAL_S_MAX = 18_000;
/** Bytes that no other server uses by custom (they send zeros), with the kind in the last. */
const FLAG = 0x4d47_5000;
const FLAG_OF_KIND = { 'report-now': FLAG + 1, 'set-interval': FLAG + 2 } as const;

/** Null for what the protocol has no words for. `serial`: the server's own count. */
export function encodeCommand(command: DeviceCommand, serial: number): Uint8Array | null {
  switch (command.kind) {
    case 'report-now':
      return commandFrame(FLAG_OF_KIND[command.kind], 'WHERE#', serial);
    case 'set-interval': {
      const intervalS = Math.round(Math.min(INTERVAL_S_MAX, Math.max(INTERVAL_S_MIN, command.intervalS)));
      // Moving and standing alike: what is asked of a device follows from no state of its vehicle.
      return commandFrame(FLAG_OF_KIND[command.kind], `TIMER,${intervalS},${intervalS}#`, serial);
    }
    default:
      return null;
  }
}

export function commandOfFlag(flag: number): DeviceCommandKind | null {
  if (flag === FLAG_OF_KIND['report-now']) return 'report-now';
  return flag === FLAG_OF_KIND['set-interval'] ? 'set-interval' : null;
}

function commandFrame(flag: number, words: string, serial: number): Uint8Array {
  const text = Buffer.from(words, 'latin1');
  const content = Buffer.alloc(5 + text.length);
  content[0] = 4 + text.length;
  content.writeUInt32BE(flag, 1);
  content.set(text, 5);
  return sealFrame(COMMAND_TYPE, content, serial);
}
