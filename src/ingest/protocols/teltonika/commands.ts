/** Commands: the words that are otherwise sent by text message, in a packet of codec 12. */
import type { CommandAnswer, DeviceCommand } from '../types.ts';
import { CODEC_12, sealPacket } from './frame.ts';

export const COMMAND = 0x05;
export const ANSWER = 0x06;
export const GET_RECORD = 'getrecord';
export const SET_PARAMETERS = 'setparam ';
/**
 * How often a record is made, and how often records are sent: standing and moving, at home, roaming and in unknown networks.
 * All alike: what is asked of a device follows from no state of its own.
 */
export const PERIOD_PARAMETERS: readonly number[] = [10_000, 10_100, 10_200].flatMap((stop) => [
  stop,
  stop + 5,
  stop + 50,
  stop + 55,
]);
const INTERVAL_S_MIN = 1;
/** With it the words stay within the 160 characters that devices take. */
const INTERVAL_S_MAX = 86_400;

/** Null for what the protocol has no words for. */
export function encodeCommand(command: DeviceCommand): Uint8Array | null {
  switch (command.kind) {
    case 'report-now':
      return textPacket(COMMAND, GET_RECORD);
    case 'set-interval': {
      const intervalS = Math.round(Math.min(INTERVAL_S_MAX, Math.max(INTERVAL_S_MIN, command.intervalS)));
      return textPacket(COMMAND, `${SET_PARAMETERS}${PERIOD_PARAMETERS.map((id) => `${id}:${intervalS}`).join(';')}`);
    }
    default:
      return null;
  }
}

/** Type, length (4), text. */
export function textPacket(type: number, text: string): Uint8Array {
  const bytes = Buffer.from(text, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return sealPacket(CODEC_12, 1, [type, ...length, ...bytes]);
}

/**
 * `getrecord` is answered by a record alone, so that a text is the answer to `setparam`, where one was sent or the words are
 * its. Null for what comes through the device's serial port.
 */
export function answerOf(text: string, isExpected: boolean): CommandAnswer | null {
  const isSet = /\bnew\s?val/i.test(text);
  if (!isSet && !isExpected) return null;
  if (isSet) return { command: 'set-interval', isDone: true };
  return {
    command: 'set-interval',
    isDone: /\b(?:error|fail|failed|invalid|unknown|not found)\b/i.test(text) ? false : null,
  };
}
