/**
 * GT06, the protocol of Concox and Jimi devices and of their many imitators, over TCP; README.md has the layouts and their
 * sources. Fails toward the alarm: a frame whose checksum fits tells its alarm, whatever is wrong with its position.
 */
import { ByteReader } from '../byte-reader.ts';
import { emptyDecoded } from '../decoded.ts';
import type { Decoded, DecodedEvent, SocketProtocol, SocketSession } from '../types.ts';
import { readAlarmMessage } from './alarm-message.ts';
import { encodeCommand } from './commands.ts';
import { FRAME_BYTES_MAX, frameOf, type Gt06Frame, openFrame, sealFrame } from './frame.ts';
import { zoneMsOf } from './location.ts';
import { longMessageOf } from './long-messages.ts';
import { type Gathered, newGathered } from './report.ts';
import { deviceOf, isInUtc, type Message, shortMessageOf } from './short-messages.ts';

const NO_REPLY = new Uint8Array(0);
const LOGIN = 0x01;
const TIME_REQUEST = 0x8a;
const ALARM = 0x95;

export const gt06: SocketProtocol = {
  name: 'gt06',
  transport: 'tcp',
  defaultPort: 5023,
  frameBytesMax: FRAME_BYTES_MAX,
  frame: frameOf,
  openSession,
};

/** What the login said, for the frames after it. */
interface State {
  device: string | null;
  zoneMs: number;
  serial: number;
}

function openSession(): SocketSession {
  const state: State = { device: null, zoneMs: 0, serial: 0 };
  return {
    decode: (bytes, receivedAtMs) => decode(state, bytes, receivedAtMs),
    encodeCommand: (command) => {
      state.serial = (state.serial + 1) & 0xffff;
      return encodeCommand(command, state.serial);
    },
  };
}

function decode(state: State, bytes: Uint8Array, receivedAtMs: number): Decoded {
  const frame = openFrame(bytes);
  if (typeof frame === 'string') return emptyDecoded(state.device, NO_REPLY, { reason: 'malformed', detail: frame });
  if (!frame.isLong && frame.type === LOGIN) return decodeLogin(state, frame);
  if (!frame.isLong && frame.type === TIME_REQUEST) {
    return emptyDecoded(state.device, timeReply(frame.serial, receivedAtMs), null);
  }
  const message = messageOf(frame);
  const gathered = newGathered();
  // Some devices begin with empty frames of a type that has content otherwise: they say nothing, and nothing is wrong.
  if (frame.content.length > 0) {
    const zoneMs = !frame.isLong && isInUtc(frame.type) ? 0 : state.zoneMs;
    message.read(new ByteReader(frame.content), gathered, { zoneMs, lengthByte: frame.lengthByte });
  }
  return decodedOf(state, frame, message, gathered, receivedAtMs);
}

function messageOf(frame: Gt06Frame): Message {
  if (frame.isLong) return longMessageOf(frame.type);
  if (frame.type !== ALARM) return shortMessageOf(frame.type, frame.lengthByte);
  return {
    read: (reader, gathered, { zoneMs }) => readAlarmMessage(reader, frame.content, zoneMs, gathered),
    isAcknowledged: true,
  };
}

/** An IMEI (8), the model (2), and perhaps the zone in which the device keeps its times (2). */
function decodeLogin(state: State, frame: Gt06Frame): Decoded {
  const device = deviceOf(frame.content.subarray(0, 8));
  if (device === null) return emptyDecoded(null, NO_REPLY, { reason: 'malformed', detail: 'imei' });
  state.device = device;
  const zone = new ByteReader(frame.content.subarray(10)).uint(2);
  state.zoneMs = zone === null ? 0 : zoneMsOf(zone);
  return emptyDecoded(device, sealFrame(LOGIN, NO_REPLY, frame.serial), null);
}

/** HAZARD H-12: SOS lost with a bad position. It is dated by the frame, or by its receipt. */
function decodedOf(
  state: State,
  frame: Gt06Frame,
  message: Message,
  gathered: Gathered,
  receivedAtMs: number,
): Decoded {
  const device = state.device ?? gathered.device;
  const atMs = gathered.atMs ?? (Number.isFinite(receivedAtMs) ? receivedAtMs : null);
  if (gathered.kinds.size > 0 && atMs === null) gathered.faults.add('malformed', 'time');
  const events: DecodedEvent[] = atMs === null ? [] : [...gathered.kinds].map((kind) => ({ kind, atMs }));
  // Before the login nobody knows whose word it would be: the device logs in again when it hears nothing.
  const isAcknowledged = message.isAcknowledged && device !== null;
  return {
    device,
    fixes: gathered.fixes,
    events,
    status: { ...gathered.status, cells: gathered.cells, wifi: gathered.wifi },
    reply: isAcknowledged ? sealFrame(frame.type, NO_REPLY, frame.serial) : NO_REPLY,
    ...(gathered.answer === null ? {} : { answer: gathered.answer }),
    rejected: gathered.faults.first(),
  };
}

/** Year of the century, month, day, hour, minute, second in UTC. Empty where nobody knows the time. */
function timeReply(serial: number, receivedAtMs: number): Uint8Array {
  if (!Number.isFinite(receivedAtMs)) return NO_REPLY;
  const now = new Date(receivedAtMs);
  const day = [now.getUTCFullYear() - 2000, now.getUTCMonth() + 1, now.getUTCDate()];
  const time = [now.getUTCHours(), now.getUTCMinutes(), now.getUTCSeconds()];
  return sealFrame(TIME_REQUEST, Uint8Array.from([...day, ...time]), serial);
}
