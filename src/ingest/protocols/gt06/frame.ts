/**
 * Frames: `78 78` and one byte of length, or `79 79` and two, then type, content, serial number, checksum, `0D 0A`. The
 * length counts from the type to the checksum. The stop bytes must stand where the length says: they are the only sign, before
 * the checksum is worked out, that a beginning was one.
 */
import type { Framing } from '../types.ts';
import { crcItu } from './crc.ts';

/** Pictures come in pieces of 1,024 bytes; nothing that is read here is longer. */
export const FRAME_BYTES_MAX = 4_096;
const SHORT_START = 0x78;
const LONG_START = 0x79;
const STOP = [0x0d, 0x0a] as const;
/** Type, serial number and checksum. */
const LENGTH_MIN = 5;

export interface Gt06Frame {
  /** Of the `79 79` kind: its types have meanings of their own. */
  readonly isLong: boolean;
  readonly type: number;
  readonly content: Uint8Array;
  readonly serial: number;
  /** What is counted: some makers tell their layouts apart by it. */
  readonly lengthByte: number;
}

export function frameOf(bytes: Uint8Array): Framing {
  if (bytes.length === 0 || (bytes.length === 1 && isStart(bytes[0]!, bytes[0]!))) return { kind: 'incomplete' };
  if (!isStart(bytes[0]!, bytes[1]!)) return garbage(bytes);
  const headBytes = bytes[0] === LONG_START ? 4 : 3;
  if (bytes.length < headBytes) return { kind: 'incomplete' };
  const length = headBytes === 4 ? bytes[2]! * 256 + bytes[3]! : bytes[2]!;
  const totalBytes = headBytes + length + STOP.length;
  if (length < LENGTH_MIN || totalBytes > FRAME_BYTES_MAX) return garbage(bytes);
  if (bytes.length < totalBytes) return { kind: 'incomplete' };
  const isStopped = bytes[totalBytes - 2] === STOP[0] && bytes[totalBytes - 1] === STOP[1];
  return isStopped ? { kind: 'frame', bytes: totalBytes } : garbage(bytes);
}

/** Up to the next two bytes that could begin a frame, or a last one that could be the first of them. */
function garbage(bytes: Uint8Array): Framing {
  let at = 1;
  while (at < bytes.length && !isStart(bytes[at]!, bytes[at + 1] ?? bytes[at]!)) at += 1;
  return { kind: 'garbage', bytes: at };
}

function isStart(first: number, second: number): boolean {
  return first === second && (first === SHORT_START || first === LONG_START);
}

/** The name of the part that is at fault instead of a frame. Stop bytes are the framing's affair: they may be missing here. */
export function openFrame(bytes: Uint8Array): Gt06Frame | 'start' | 'length' | 'checksum' {
  if (bytes.length < 3 || !isStart(bytes[0]!, bytes[1]!)) return 'start';
  const isLong = bytes[0] === LONG_START;
  const headBytes = isLong ? 4 : 3;
  const length = isLong ? bytes[2]! * 256 + (bytes[3] ?? 0) : bytes[2]!;
  const endAt = headBytes + length;
  if (length < LENGTH_MIN || bytes.length < endAt || bytes.length > endAt + STOP.length) return 'length';
  if (crcItu(bytes.subarray(2, endAt - 2)) !== u16(bytes, endAt - 2)) return 'checksum';
  return {
    isLong,
    type: bytes[headBytes]!,
    content: bytes.subarray(headBytes + 1, endAt - 4),
    serial: u16(bytes, endAt - 4),
    lengthByte: length,
  };
}

function u16(bytes: Uint8Array, at: number): number {
  return bytes[at]! * 256 + bytes[at + 1]!;
}

export function sealFrame(
  type: number,
  content: Uint8Array | readonly number[],
  serial: number,
  isLong = false,
): Uint8Array {
  const length = content.length + LENGTH_MIN;
  const head = isLong ? [LONG_START, LONG_START, length >>> 8, length & 0xff] : [SHORT_START, SHORT_START, length];
  const frame = Buffer.from([...head, type, ...content, (serial >>> 8) & 0xff, serial & 0xff, 0, 0, ...STOP]);
  frame.writeUInt16BE(crcItu(frame.subarray(2, frame.length - 4)), frame.length - 4);
  return frame;
}
