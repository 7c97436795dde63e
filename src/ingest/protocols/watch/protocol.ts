/**
 * Watches that speak `[3G*id*length*content]` over TCP; README.md has the layout and its sources. Fails toward keeping:
 * what has a header is of that watch, whatever its content. Health and voice are taken note of, not read.
 */
import { emptyDecoded, UNKNOWN_STATUS } from '../decoded.ts';
import type { Decoded, DeviceCommand, SocketProtocol, SocketSession } from '../types.ts';
import { readLoosely } from '../values.ts';
import { answerOfType, contentOfCommand } from './commands.ts';
import { FRAME_BYTES_MAX, frame, type Message, parseMessage, writeMessage } from './frame.ts';
import { readReport } from './report.ts';

const NO_REPLY = new Uint8Array(0);
const REPORT_TYPE = /^(?:UD|AL|WT)/;
const ALARM_TYPE = /^AL/;

/** What the watch waits for, by the type of its message. */
const REPLIES: Readonly<Record<string, string>> = {
  LK: 'LK',
  INIT: 'INIT,1',
  CONFIG: 'CONFIG,1',
  TKQ: 'TKQ',
  TKQ2: 'TKQ2',
  JXTK: 'JXTKR,1',
};

export const watch: SocketProtocol = {
  name: 'watch',
  transport: 'tcp',
  defaultPort: 5093,
  frameBytesMax: FRAME_BYTES_MAX,
  frame,
  openSession,
};

function openSession(): SocketSession {
  let last: Message | null = null;
  let commandsSent = 0;
  return {
    decode(bytes: Uint8Array, receivedAtMs: number): Decoded {
      const message = parseMessage(bytes);
      if (message === null) {
        return emptyDecoded(last?.device ?? null, NO_REPLY, { reason: 'malformed', detail: 'frame' });
      }
      last = message;
      return decodeMessage(message, receivedAtMs);
    },
    /** Null also before the watch has said how it is called, which every command must name. */
    encodeCommand(command: DeviceCommand): Uint8Array | null {
      const content = contentOfCommand(command);
      if (last === null || content === null) return null;
      commandsSent += 1;
      const index = (commandsSent & 0xffff).toString(16).padStart(4, '0');
      return writeMessage({ ...last, index: last.index === null ? null : index }, content);
    },
  };
}

function decodeMessage(message: Message, receivedAtMs: number): Decoded {
  const { device, type, fields } = message;
  const empty = emptyDecoded(device, replyTo(message), null);
  if (REPORT_TYPE.test(type)) {
    const { fix, ...rest } = readReport(fields, receivedAtMs);
    return { ...empty, ...rest, fixes: fix === null ? [] : [fix] };
  }
  // Steps, turns in sleep, battery.
  if (type === 'LK') return { ...empty, status: { ...UNKNOWN_STATUS, batteryPct: readLoosely(fields[2], 0, 100) } };
  const answer = answerOfType(type);
  return answer === null ? empty : { ...empty, answer };
}

function replyTo(message: Message): Uint8Array {
  const { type } = message;
  const content = ALARM_TYPE.test(type) ? 'AL' : Object.hasOwn(REPLIES, type) ? REPLIES[type] : undefined;
  return content === undefined ? NO_REPLY : writeMessage(message, content);
}
