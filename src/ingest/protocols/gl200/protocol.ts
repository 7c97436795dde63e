/**
 * Queclink's @Track protocol in text, over TCP; README.md has the layout and its sources. Fails toward keeping: an alarm is
 * told whatever is wrong with the position, and one bad place of several does not take the others with it.
 */
import { asciiBytes } from '../ascii.ts';
import { emptyDecoded } from '../decoded.ts';
import type { Decoded, SocketProtocol, SocketSession } from '../types.ts';
import { newFaults } from '../values.ts';
import { readEvents } from './alarms.ts';
import { encodeCommand, readAnswer } from './commands.ts';
import { FRAME_BYTES_MAX, frameGl200, type Message, readMessage } from './frame.ts';
import { readPlaces } from './places.ts';
import { readStatus } from './status.ts';

const NO_REPLY = new Uint8Array(0);

export const gl200: SocketProtocol = {
  name: 'gl200',
  transport: 'tcp',
  defaultPort: 5004,
  frameBytesMax: FRAME_BYTES_MAX,
  frame: frameGl200,
  openSession,
};

interface State {
  device: string | null;
  version: string;
  serial: number;
  /** The last report, to know it when it comes again. */
  lastReport: string;
  /** Whether the device waits for an acknowledgement of each report. */
  waits: boolean;
}

function openSession(): SocketSession {
  const state: State = { device: null, version: '', serial: 0, lastReport: '', waits: false };
  return {
    decode(frame, receivedAtMs) {
      const message = readMessage(frame);
      if (message === null) return emptyDecoded(state.device, NO_REPLY, { reason: 'malformed', detail: 'head' });
      if (message.imei !== '') state.device = message.imei;
      state.version = message.version;
      return readReport(state, message, receivedAtMs);
    },
    encodeCommand(command) {
      state.serial = (state.serial + 1) % 0x10000;
      return encodeCommand(command, state.version, state.serial.toString(16).toUpperCase().padStart(4, '0'));
    },
  };
}

function readReport(state: State, message: Message, receivedAtMs: number): Decoded {
  const faults = newFaults();
  if (message.imei === '') faults.add('malformed', 'imei');
  const reply = replyTo(state, message);
  const answer = readAnswer(message);
  const base = { ...emptyDecoded(state.device, reply, null), ...(answer === undefined ? {} : { answer }) };
  if (message.kind === 'ACK') return { ...base, rejected: faults.first() };
  const places = readPlaces(message, faults);
  const events = readEvents(message, places, faults, receivedAtMs);
  return {
    ...base,
    fixes: message.imei === '' ? [] : places.fixes,
    events,
    status: readStatus(message, places),
    rejected: faults.first(),
  };
}

/**
 * A heartbeat is always answered. A report is where the device is set to wait for that, which no report says; but a device
 * that waits sends it again, to the letter, and is answered from then on.
 */
function replyTo(state: State, { kind, type, version, count, fields }: Message): Uint8Array {
  if (count === null) return NO_REPLY;
  if (kind === 'ACK') {
    const isHeartbeat = type === 'HBD' && /^[0-9A-Z_-]{0,10}$/.test(version);
    return isHeartbeat ? asciiBytes(`+SACK:GTHBD,${version},${count}$`) : NO_REPLY;
  }
  const report = fields.join(',');
  state.waits ||= report === state.lastReport;
  state.lastReport = report;
  return state.waits ? asciiBytes(`+SACK:${count}$`) : NO_REPLY;
}
