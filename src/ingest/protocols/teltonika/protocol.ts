/**
 * Teltonika's protocol over TCP: codecs 8, 8 Extended and 16 for records, 12 to 14 for texts; README.md has the layouts and
 * their sources. Fails toward keeping: a record that cannot be takes no other with it, and its alarm is told.
 */
import { ByteReader } from '../byte-reader.ts';
import { emptyDecoded } from '../decoded.ts';
import type { Decoded, DecodedEvent, DecodedFix, DeviceStatus, SocketProtocol, SocketSession } from '../types.ts';
import { newFaults } from '../values.ts';
import { ANSWER, answerOf, encodeCommand } from './commands.ts';
import { kindsOf, statusOf } from './elements.ts';
import {
  CODEC_12,
  CODEC_13,
  CODEC_14,
  FRAME_BYTES_MAX,
  frameOf,
  openPacket,
  type Packet,
  PING,
  packetOf,
} from './frame.ts';
import { type AvlCodec, avlCodecOf, readRecord } from './record.ts';

const NOTHING = new Uint8Array(0);
const LOGIN_TAKEN = Uint8Array.of(1);
const LOGIN_REFUSED = Uint8Array.of(0);
const TEXT_BYTES_MAX = 1_024;

export const teltonika: SocketProtocol = {
  name: 'teltonika',
  transport: 'tcp',
  defaultPort: 5027,
  frameBytesMax: FRAME_BYTES_MAX,
  frame: frameOf,
  openSession,
};

interface State {
  device: string | null;
  /** Commands sent that are answered by a text. */
  answersDue: number;
}

function openSession(): SocketSession {
  const state: State = { device: null, answersDue: 0 };
  return {
    decode: (bytes, receivedAtMs) => decode(state, bytes, receivedAtMs),
    encodeCommand: (command) => {
      if (command.kind === 'set-interval') state.answersDue += 1;
      return encodeCommand(command);
    },
  };
}

function decode(state: State, bytes: Uint8Array, receivedAtMs: number): Decoded {
  if (bytes.length === 1 && bytes[0] === PING) return emptyDecoded(state.device, NOTHING, null);
  if (bytes.length > 2 && (bytes[0] !== 0 || bytes[1] !== 0)) {
    return isDatagram(bytes) ? decodeDatagram(state, bytes, receivedAtMs) : decodeLogin(state, bytes);
  }
  const packet = openPacket(bytes);
  if (typeof packet !== 'string') return decodePacket(state, packet, countReply, receivedAtMs);
  return { ...emptyDecoded(state.device, NOTHING, { reason: 'malformed', detail: packet }), refusal: countReply(0) };
}

function decodeLogin(state: State, bytes: Uint8Array): Decoded {
  const framing = frameOf(bytes);
  const isLogin = framing.kind === 'frame' && framing.bytes === bytes.length;
  if (!isLogin) return emptyDecoded(state.device, NOTHING, { reason: 'malformed', detail: 'imei' });
  state.device = Buffer.from(bytes.subarray(2)).toString('latin1');
  return { ...emptyDecoded(state.device, LOGIN_TAKEN, null), refusal: LOGIN_REFUSED };
}

const DATAGRAM_IMEI_AT = 8;
const DATAGRAM_IMEI_CHARS = 15;
const DATAGRAM_BODY_AT = DATAGRAM_IMEI_AT + DATAGRAM_IMEI_CHARS;

/** Length (2), number (2), 01, number of the packet (1), length of the IMEI (2), IMEI, packet without zeros or checksum. */
function isDatagram(bytes: Uint8Array): boolean {
  return (
    bytes.length > DATAGRAM_BODY_AT + 2 &&
    bytes[0]! * 256 + bytes[1]! === bytes.length - 2 &&
    bytes[4] === 1 &&
    bytes[6] === 0 &&
    bytes[7] === DATAGRAM_IMEI_CHARS &&
    bytes.subarray(DATAGRAM_IMEI_AT, DATAGRAM_BODY_AT).every((char) => char >= 0x30 && char <= 0x39)
  );
}

/** Devices set to UDP; no stream holds one, but captures do. Each names its device. */
function decodeDatagram(state: State, bytes: Uint8Array, receivedAtMs: number): Decoded {
  state.device = Buffer.from(bytes.subarray(DATAGRAM_IMEI_AT, DATAGRAM_BODY_AT)).toString('latin1');
  const packet = packetOf(bytes.subarray(DATAGRAM_BODY_AT));
  return decodePacket(state, packet, (count) => Uint8Array.of(0, 5, 0, 0, 1, bytes[5] ?? 0, count), receivedAtMs);
}

/** How many records were taken: the device drops that many, and sends the others again. */
function countReply(count: number): Uint8Array {
  return Uint8Array.of(0, 0, 0, count);
}

function decodePacket(
  state: State,
  packet: Packet,
  replyOf: (count: number) => Uint8Array,
  receivedAtMs: number,
): Decoded {
  const codec = avlCodecOf(packet.codec);
  if (codec !== null) {
    const records = decodeRecords(packet, codec, receivedAtMs);
    return { ...emptyDecoded(state.device, replyOf(packet.count), null), ...records, refusal: replyOf(0) };
  }
  if (packet.codec === CODEC_12 || packet.codec === CODEC_13 || packet.codec === CODEC_14) {
    return decodeText(state, packet);
  }
  return emptyDecoded(state.device, NOTHING, { reason: 'malformed', detail: 'codec' });
}

type Records = Pick<Decoded, 'fixes' | 'events' | 'status' | 'rejected'>;

/** The status is that of the newest record: a device may send its newest first. */
function decodeRecords(packet: Packet, codec: AvlCodec, receivedAtMs: number): Records {
  const fixes: DecodedFix[] = [];
  const events: DecodedEvent[] = [];
  const faults = newFaults();
  let status: DeviceStatus | null = null;
  let newestMs = Number.NEGATIVE_INFINITY;
  const reader = new ByteReader(packet.content);
  for (let index = 0; index < packet.count; index += 1) {
    const own = newFaults();
    const record = readRecord(reader, codec, own);
    if (record === null) {
      faults.add('malformed', 'record');
      break;
    }
    if (record.fix !== null) fixes.push(record.fix);
    const atMs = record.atMs ?? (Number.isFinite(receivedAtMs) ? receivedAtMs : null);
    // HAZARD H-12: SOS lost with a bad position. A time that cannot be has been named already.
    if (atMs !== null) events.push(...kindsOf(record).map((kind) => ({ kind, atMs })));
    if (status === null || (record.atMs ?? newestMs) >= newestMs) status = statusOf(record);
    newestMs = Math.max(newestMs, record.atMs ?? newestMs);
    const fault = own.first();
    if (fault !== null) faults.add(fault.reason, fault.detail);
    if (!record.isWhole) {
      faults.add('malformed', 'record');
      break;
    }
  }
  if (!packet.isCounted || reader.leftBytes > 0) faults.add('malformed', 'count');
  return { fixes, events, status: status ?? emptyDecoded(null, NOTHING, null).status, rejected: faults.first() };
}

/** Type, length (4), in codec 13 a time (4) and in codec 14 an IMEI (8) that count with it, text. Nothing is waited for. */
function decodeText(state: State, packet: Packet): Decoded {
  const reader = new ByteReader(packet.content);
  const head = reader.uints(1, 4);
  const extraBytes = packet.codec === CODEC_13 ? 4 : packet.codec === CODEC_14 ? 8 : 0;
  const length = head === null ? 0 : head[1] - extraBytes;
  const isWhole = head !== null && length >= 0 && reader.passOver(extraBytes) && length <= reader.leftBytes;
  if (!isWhole) return emptyDecoded(state.device, NOTHING, { reason: 'malformed', detail: 'text' });
  const decoded = emptyDecoded(state.device, NOTHING, null);
  const isAnswer = head[0] === ANSWER && packet.codec !== CODEC_13;
  const text = reader.text(Math.min(length, TEXT_BYTES_MAX)) ?? '';
  const answer = isAnswer ? answerOf(text, state.answersDue > 0) : null;
  if (answer === null) return decoded;
  state.answersDue = Math.max(0, state.answersDue - 1);
  return { ...decoded, answer };
}
