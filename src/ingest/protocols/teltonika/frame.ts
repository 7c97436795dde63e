/**
 * What stands in the stream: the login (length of two bytes, an IMEI in digits), a single 0xFF that only keeps the connection
 * open, and packets (four zeros, length of four bytes, codec … , checksum of four bytes).
 */
import type { Framing } from '../types.ts';
import { crcIbm } from './crc.ts';

/** Devices send 1,280 bytes at most; pieces of pictures are 2,048. */
export const FRAME_BYTES_MAX = 16_384;
export const PING = 0xff;
const IMEI_CHARS_MIN = 10;
const IMEI_CHARS_MAX = 17;
/** Zeros and length before the codec, checksum behind the second count. */
const HEAD_BYTES = 8;
const CHECKSUM_BYTES = 4;
/** Codec and both counts. */
const LENGTH_MIN = 3;

export const CODEC_8 = 0x08;
export const CODEC_8_EXTENDED = 0x8e;
export const CODEC_12 = 0x0c;
export const CODEC_13 = 0x0d;
export const CODEC_14 = 0x0e;
export const CODEC_16 = 0x10;
const CODECS: readonly number[] = [CODEC_8, CODEC_8_EXTENDED, CODEC_12, CODEC_13, CODEC_14, CODEC_16];

export function frameOf(bytes: Uint8Array): Framing {
  const first = startAt(bytes, 0);
  if (first !== null) return first;
  let at = 1;
  while (at < bytes.length && startAt(bytes, at) === null) at += 1;
  return { kind: 'garbage', bytes: at };
}

/** Null where nothing can begin. It looks at a few bytes only, so that a stream of beginnings costs no more than another. */
function startAt(bytes: Uint8Array, at: number): Framing | null {
  const first = bytes[at];
  if (first === undefined) return { kind: 'incomplete' };
  if (first === PING) return { kind: 'frame', bytes: 1 };
  if (first !== 0) return null;
  const second = bytes[at + 1];
  if (second === undefined) return { kind: 'incomplete' };
  return second === 0 ? packetAt(bytes, at) : loginAt(bytes, at, second);
}

function loginAt(bytes: Uint8Array, at: number, chars: number): Framing | null {
  if (chars < IMEI_CHARS_MIN || chars > IMEI_CHARS_MAX) return null;
  for (let index = at + 2; index < at + 2 + chars; index += 1) {
    const char = bytes[index];
    if (char === undefined) return { kind: 'incomplete' };
    if (char < 0x30 || char > 0x39) return null;
  }
  return { kind: 'frame', bytes: 2 + chars };
}

function packetAt(bytes: Uint8Array, at: number): Framing | null {
  for (let index = at; index < at + 4; index += 1) {
    if (bytes[index] === undefined) return { kind: 'incomplete' };
    if (bytes[index] !== 0) return null;
  }
  if (bytes.length < at + HEAD_BYTES) return { kind: 'incomplete' };
  const length = lengthAt(bytes, at);
  const codec = bytes[at + HEAD_BYTES];
  const totalBytes = HEAD_BYTES + length + CHECKSUM_BYTES;
  if (length < LENGTH_MIN || totalBytes > FRAME_BYTES_MAX) return null;
  if (codec !== undefined && !CODECS.includes(codec)) return null;
  return bytes.length < at + totalBytes ? { kind: 'incomplete' } : { kind: 'frame', bytes: totalBytes };
}

function lengthAt(bytes: Uint8Array, at: number): number {
  return bytes[at + 4]! * 2 ** 24 + bytes[at + 5]! * 2 ** 16 + bytes[at + 6]! * 2 ** 8 + bytes[at + 7]!;
}

export interface Packet {
  readonly codec: number;
  /** The first count: how many records or texts there are. */
  readonly count: number;
  /** Between the counts. */
  readonly content: Uint8Array;
  /** Whether the second count repeats the first. */
  readonly isCounted: boolean;
}

/** The name of the part that is at fault instead of a packet. */
export function openPacket(bytes: Uint8Array): Packet | 'start' | 'length' | 'checksum' {
  if (bytes.length < HEAD_BYTES + LENGTH_MIN || bytes.subarray(0, 4).some((byte) => byte !== 0)) return 'start';
  const length = lengthAt(bytes, 0);
  if (length < LENGTH_MIN || bytes.length !== HEAD_BYTES + length + CHECKSUM_BYTES) return 'length';
  const body = bytes.subarray(HEAD_BYTES, HEAD_BYTES + length);
  const checksum = lengthAt(bytes, HEAD_BYTES + length - 4);
  return crcIbm(body) === checksum ? packetOf(body) : 'checksum';
}

/** `body`: from the codec to the second count. */
export function packetOf(body: Uint8Array): Packet {
  const count = body[1] ?? 0;
  return { codec: body[0] ?? 0, count, content: body.subarray(2, -1), isCounted: body.at(-1) === count };
}

export function sealPacket(codec: number, count: number, content: Uint8Array | readonly number[]): Uint8Array {
  const body = Uint8Array.from([codec, count, ...content, count]);
  const frame = Buffer.alloc(HEAD_BYTES + body.length + CHECKSUM_BYTES);
  frame.writeUInt32BE(body.length, 4);
  frame.set(body, HEAD_BYTES);
  frame.writeUInt32BE(crcIbm(body), HEAD_BYTES + body.length);
  return frame;
}
