/**
 * Packages (`gg`, 0x67 0x67) and the container that holds several of one device (`EL`): where they begin and end, and how
 * they are written. Only the container has a checksum; a package is told from garbage by its mark, kind and length.
 */
import type { Framing } from '../types.ts';

/** Far above the longest container that was captured (1,006 bytes); a package's length field could say 16 times more. */
export const FRAME_BYTES_MAX = 4096;

const MARK = 0x67;
const CONTAINER = [0x45, 0x4c] as const;
const PACKAGE_HEAD_BYTES = 5;
/** Kind, length and serial number stand before the content. */
export const PACKAGE_BYTES_MIN = 7;
/** Mark, length, checksum, and the IMEI, which the checksum covers. */
const CONTAINER_HEAD_BYTES = 14;
const CHECKED_FROM = 6;
const IMEI_BYTES = 8;

export interface Package {
  readonly kind: number;
  readonly serial: number;
  readonly content: Uint8Array;
}

/** `malformed` names what cannot be read; packages before it stand. */
export interface Parsed {
  /** Of a container; null where only packages stand. */
  readonly imei: string | null;
  readonly packages: readonly Package[];
  readonly malformed: string | null;
}

export function frame(bytes: Uint8Array): Framing {
  let at = 0;
  while (at < bytes.length && sizeAt(bytes, at) === 'no') at += 1;
  if (at > 0) return { kind: 'garbage', bytes: at };
  const size = bytes.length === 0 ? 'maybe' : sizeAt(bytes, 0);
  return typeof size === 'number' && size <= bytes.length ? { kind: 'frame', bytes: size } : { kind: 'incomplete' };
}

/** A container, or packages one after another. */
export function parseFrame(bytes: Uint8Array): Parsed {
  if (bytes[0] !== CONTAINER[0] || bytes[1] !== CONTAINER[1]) return parsePackages(bytes, null);
  const malformed = containerFault(bytes);
  const imei = malformed === null ? readImei(bytes.subarray(CHECKED_FROM)) : null;
  if (malformed !== null || imei === null) return { imei: null, packages: [], malformed: malformed ?? 'imei' };
  return parsePackages(bytes.subarray(CONTAINER_HEAD_BYTES), imei);
}

function containerFault(bytes: Uint8Array): string | null {
  if (bytes.length < CONTAINER_HEAD_BYTES + PACKAGE_BYTES_MIN || uint16(bytes, 2) + 4 !== bytes.length) return 'size';
  return uint16(bytes, 4) === checksum(bytes.subarray(CHECKED_FROM)) ? null : 'checksum';
}

/** Of any kind: what is no plausible beginning in a stream may stand in a container whose checksum is right. */
function parsePackages(bytes: Uint8Array, imei: string | null): Parsed {
  const packages: Package[] = [];
  let at = 0;
  while (at + PACKAGE_BYTES_MIN <= bytes.length && bytes[at] === MARK && bytes[at + 1] === MARK) {
    const size = PACKAGE_HEAD_BYTES + uint16(bytes, at + 3);
    if (size < PACKAGE_BYTES_MIN || at + size > bytes.length) break;
    const content = bytes.subarray(at + PACKAGE_BYTES_MIN, at + size);
    packages.push({ kind: bytes[at + 2]!, serial: uint16(bytes, at + 5), content });
    at += size;
  }
  const isWhole = at === bytes.length && packages.length > 0;
  return { imei, packages, malformed: isWhole ? null : 'frame' };
}

export function writePackage(kind: number, serial: number, content: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(PACKAGE_BYTES_MIN + content.length);
  bytes.writeUInt16BE((MARK << 8) | MARK, 0);
  bytes.writeUInt8(kind, 2);
  bytes.writeUInt16BE(content.length + 2, 3);
  bytes.writeUInt16BE(serial, 5);
  bytes.set(content, PACKAGE_BYTES_MIN);
  return bytes;
}

/** Fifteen digits after a zero, two a byte; null when it is none. */
export function readImei(bytes: Uint8Array): string | null {
  const digits = Buffer.from(bytes.subarray(0, IMEI_BYTES)).toString('hex');
  return /^0\d{15}$/.test(digits) ? digits.slice(1) : null;
}

/** 16 bits, rotated left by one before each byte is added. */
export function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (((sum << 1) | (sum >>> 15)) + byte) & 0xffff;
  return sum;
}

/** How long the frame is that begins there; `maybe` while that is not said yet. */
function sizeAt(bytes: Uint8Array, at: number): number | 'no' | 'maybe' {
  return bytes[at] === MARK ? packageSizeAt(bytes, at) : containerSizeAt(bytes, at);
}

function packageSizeAt(bytes: Uint8Array, at: number): number | 'no' | 'maybe' {
  const [first, second, kind] = bytes.subarray(at, at + 3);
  if (first !== MARK || (second !== undefined && second !== MARK)) return 'no';
  if (kind !== undefined && !isKind(kind)) return 'no';
  if (at + PACKAGE_HEAD_BYTES > bytes.length) return 'maybe';
  const size = PACKAGE_HEAD_BYTES + uint16(bytes, at + 3);
  return size >= PACKAGE_BYTES_MIN && size <= FRAME_BYTES_MAX ? size : 'no';
}

function containerSizeAt(bytes: Uint8Array, at: number): number | 'no' | 'maybe' {
  const [first, second] = bytes.subarray(at, at + 2);
  if (first !== CONTAINER[0] || (second !== undefined && second !== CONTAINER[1])) return 'no';
  if (at + 4 > bytes.length) return 'maybe';
  const size = 4 + uint16(bytes, at + 2);
  if (size < CONTAINER_HEAD_BYTES + PACKAGE_BYTES_MIN || size > FRAME_BYTES_MAX) return 'no';
  const inner = bytes.subarray(at + CONTAINER_HEAD_BYTES, at + CONTAINER_HEAD_BYTES + 2);
  return inner.every((byte) => byte === MARK) ? size : 'no';
}

/** What devices send: 0x01 to 0x1f, and their answers to 0x80 to 0x82. */
function isKind(byte: number): boolean {
  return (byte >= 0x01 && byte <= 0x1f) || (byte >= 0x80 && byte <= 0x82);
}

function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
