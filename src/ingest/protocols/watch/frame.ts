/**
 * Where a watch's message begins and ends in a stream, and its header. `]` ends a message: inside it is written otherwise
 * (README.md). The declared length is not asked: watches miscount it, and one that says too much would hold back an SOS
 * until the next message arrives.
 */
import type { Framing } from '../types.ts';

/** The length has four hex digits; the header before it takes less than 64 bytes. */
export const FRAME_BYTES_MAX = 0xffff + 64;

const OPEN = 0x5b;
const CLOSE = 0x5d;
const STAR = 0x2a;
/** Ten digits of the IMEI by the document, all fifteen in the field. */
const DEVICE_CHARS_MAX = 20;
const HEADER_BYTES_MAX = 64;
/** Recorded voice has some 250 of them in a message of the longest. */
const BRACKETS_TRIED_MAX = 1_024;
const HEADER = /^\[([0-9a-z]{2})\*([0-9a-z]{1,20})\*(?:([0-9a-f]{4})\*)?[0-9a-f]{4}\*/i;

export interface Message {
  readonly manufacturer: string;
  readonly device: string;
  /** Some makers number their messages; the answer repeats the number. */
  readonly index: string | null;
  /** What stands before the first comma. */
  readonly type: string;
  /** What stands after it, one character a byte. */
  readonly fields: readonly string[];
}

export function frame(bytes: Uint8Array): Framing {
  const begin = nextStart(bytes, 0);
  if (begin > 0) return { kind: 'garbage', bytes: begin };
  if (bytes.length === 0) return { kind: 'incomplete' };
  const scope = bytes.subarray(0, FRAME_BYTES_MAX);
  const end = scope.indexOf(CLOSE);
  // A second header in what should be one message: the first was cut off.
  const later = lastHeader(scope, end < 0 ? scope.length : end);
  if (later > 0) return { kind: 'garbage', bytes: later };
  if (end >= 0) return { kind: 'frame', bytes: end + 1 };
  if (bytes.length < FRAME_BYTES_MAX) return { kind: 'incomplete' };
  return { kind: 'garbage', bytes: nextStart(scope, 1) };
}

/** Null when it is no message. Whether the declared length is right is not asked. */
export function parseMessage(bytes: Uint8Array): Message | null {
  if (bytes.length > FRAME_BYTES_MAX || bytes.at(-1) !== CLOSE) return null;
  const header = HEADER.exec(latin1(bytes.subarray(0, HEADER_BYTES_MAX)));
  if (header === null) return null;
  const [whole, manufacturer = '', device = '', index] = header;
  const [type = '', ...fields] = latin1(bytes.subarray(whole.length, -1)).split(',');
  return { manufacturer, device, index: index ?? null, type, fields };
}

/** The length is written in lower case, as the established decoder answers; the document has both. */
export function writeMessage(to: Pick<Message, 'manufacturer' | 'device' | 'index'>, content: string): Uint8Array {
  const { manufacturer, device, index } = to;
  const length = content.length.toString(16).padStart(4, '0');
  const parts = [manufacturer, device, ...(index === null ? [] : [index]), length, content];
  return Buffer.from(`[${parts.join('*')}]`, 'latin1');
}

/** The first place at or after `from` where a message begins, or may begin once more bytes are there. */
function nextStart(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(OPEN, from);
  while (at >= 0 && headerAt(bytes, at) === 'no') at = bytes.indexOf(OPEN, at + 1);
  return at < 0 ? bytes.length : at;
}

/**
 * The last whole header that begins before `end`; 0 when there is none but the first. HAZARD H-153: content of nothing but brackets is
 * not looked through to its beginning, each time that more of it arrives.
 */
function lastHeader(bytes: Uint8Array, end: number): number {
  const before = bytes.subarray(0, end);
  let at = before.lastIndexOf(OPEN);
  for (let tried = 0; at > 0 && headerAt(before, at) !== 'yes'; tried += 1) {
    if (tried === BRACKETS_TRIED_MAX) return 0;
    at = before.lastIndexOf(OPEN, at - 1);
  }
  return Math.max(0, at);
}

/** `[3G*1234567890*`: enough to tell it from a bracket in a network's name. */
function headerAt(bytes: Uint8Array, at: number): 'yes' | 'no' | 'maybe' {
  for (let index = at + 1; index < at + 3; index += 1) {
    if (index >= bytes.length) return 'maybe';
    if (!isAlphanumeric(bytes[index]!)) return 'no';
  }
  if (at + 3 >= bytes.length) return 'maybe';
  if (bytes[at + 3] !== STAR) return 'no';
  for (let index = at + 4; index <= at + 4 + DEVICE_CHARS_MAX; index += 1) {
    if (index >= bytes.length) return 'maybe';
    if (bytes[index] === STAR) return index === at + 4 ? 'no' : 'yes';
    if (!isAlphanumeric(bytes[index]!)) return 'no';
  }
  return 'no';
}

function isAlphanumeric(byte: number): boolean {
  const lower = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x7a);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
