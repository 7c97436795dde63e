/**
 * What protocols of plain text share: cutting a stream at its marks, and reading times and degrees that are written as
 * digits. Fails toward the next frame: what cannot be one is left out up to where the next may begin.
 */
import type { Framing } from './types.ts';
import { type Faults, readPosition } from './values.ts';

/** How frames of a protocol stand in its stream. */
export interface Marks {
  /** Bytes of the head that stands at `at`; 0 when none does, -1 when one may once more bytes are there. */
  readonly headBytes: (bytes: Uint8Array, at: number) => number;
  /** Any of them ends a frame and belongs to it. */
  readonly ends: readonly number[];
  readonly bytesMax: number;
}

const NUL = 0x00;
const TAB = 0x09;
const SPACE = 0x20;

/** Line ends, blanks and NULs. Before a frame they belong to it, so that what devices send between frames is no garbage. */
function isSeparator(byte: number | undefined): boolean {
  return byte === NUL || byte === SPACE || (byte !== undefined && byte >= TAB && byte <= 0x0d);
}

/**
 * One pass, no further than the frame or the garbage that it finds. A head inside a frame means that the end of the first
 * was lost: the second is then the frame.
 */
export function frameBetween(bytes: Uint8Array, marks: Marks): Framing {
  let start = 0;
  while (start < marks.bytesMax && isSeparator(bytes[start])) start += 1;
  if (start === marks.bytesMax) return { kind: 'garbage', bytes: start };
  const headBytes = start === bytes.length ? -1 : marks.headBytes(bytes, start);
  if (headBytes < 0) return { kind: 'incomplete' };
  if (headBytes === 0) return garbageUpToHead(bytes, marks, start + 1);
  const until = Math.min(bytes.length, marks.bytesMax);
  for (let at = start + headBytes; at < until; at += 1) {
    if (marks.ends.includes(bytes[at]!)) return { kind: 'frame', bytes: at + 1 };
    if (marks.headBytes(bytes, at) > 0) return { kind: 'garbage', bytes: at };
  }
  if (bytes.length < marks.bytesMax) return { kind: 'incomplete' };
  return garbageUpToHead(bytes, marks, until);
}

/** Up to the next separator, too: it may belong to a frame, and where pieces of the stream part must not decide that. */
function garbageUpToHead(bytes: Uint8Array, marks: Marks, from: number): Framing {
  let at = from;
  while (at < bytes.length && !isSeparator(bytes[at]) && marks.headBytes(bytes, at) === 0) at += 1;
  return { kind: 'garbage', bytes: at };
}

/** Heads that are one of these words. */
export function headOfWords(words: readonly string[]): Marks['headBytes'] {
  const heads = words.map((word) => Buffer.from(word, 'latin1'));
  return (bytes, at) => {
    let isBegun = false;
    for (const head of heads) {
      const same = commonBytes(bytes, at, head);
      if (same === head.length) return head.length;
      if (same > 0 && at + same === bytes.length) isBegun = true;
    }
    return isBegun ? -1 : 0;
  };
}

function commonBytes(bytes: Uint8Array, at: number, head: Uint8Array): number {
  let same = 0;
  while (same < head.length && bytes[at + same] === head[same]) same += 1;
  return same;
}

/** One character a byte; without the separators around it and without an end mark. */
export function frameText(frame: Uint8Array, ends: readonly number[]): string {
  let start = 0;
  let end = frame.length;
  while (start < end && isSeparator(frame[start])) start += 1;
  while (end > start && (isSeparator(frame[end - 1]) || ends.includes(frame[end - 1]!))) end -= 1;
  return Buffer.from(frame.subarray(start, end)).toString('latin1');
}

export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

/** `yyyymmdd` and `hhmmss`, UTC. Null when they are not digits, or no day or hour of the calendar. */
export function utcMsOfDigits(date: string, time: string): number | null {
  if (!/^\d{8}$/.test(date) || !/^\d{6}$/.test(time)) return null;
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  const iso = `${day}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}.000Z`;
  const ms = Date.parse(iso);
  // `Date.parse` takes 30 February for 2 March, and 24:00 for the next day.
  return Number.isFinite(ms) && ms >= 0 && new Date(ms).toISOString() === iso ? ms : null;
}

/** `yyyymmddhhmmss`, UTC. */
export function digitsOfUtcMs(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replaceAll(/[-T:]/g, '');
}

/** Degrees on the wire, unsigned, with the letter of their side: `N`, `S`, `E`, `W`. */
export interface SidedDegrees {
  readonly field: string;
  readonly raw: string | undefined;
  readonly side: string | undefined;
}

/**
 * Null, without a fault, where neither is there. `toDegrees` reads one unsigned value; null: it is none.
 * HAZARD H-09: null island
 */
export function readSidedPosition(
  faults: Faults,
  lat: SidedDegrees,
  lon: SidedDegrees,
  toDegrees: (raw: string) => number | null,
): { readonly latDeg: number; readonly lonDeg: number } | null {
  if (isAbsent(lat.raw) && isAbsent(lon.raw)) return null;
  const latDeg = signed(lat, 'N', 'S', toDegrees);
  const lonDeg = signed(lon, 'E', 'W', toDegrees);
  if (latDeg === null || lonDeg === null) {
    faults.add('malformed', latDeg === null ? lat.field : lon.field);
    return null;
  }
  return readPosition(faults, { field: lat.field, raw: latDeg }, { field: lon.field, raw: lonDeg });
}

function isAbsent(raw: string | undefined): boolean {
  return raw === undefined || raw.trim() === '';
}

function signed(
  { raw, side }: SidedDegrees,
  positive: string,
  negative: string,
  toDegrees: (raw: string) => number | null,
): number | null {
  const degrees = raw === undefined ? null : toDegrees(raw);
  if (degrees === null || (side !== positive && side !== negative)) return null;
  return side === negative && degrees !== 0 ? -degrees : degrees;
}
