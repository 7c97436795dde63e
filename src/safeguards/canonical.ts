/**
 * Canonical JSON after RFC 8785 (JCS) for the values that log entries are made of: keys sorted by UTF-16 code units, no
 * white space, numbers and strings as ECMAScript writes them.
 */
import { createHash } from 'node:crypto';
import { assert } from '../core/assert.ts';

export type Canonical = null | boolean | number | string | readonly Canonical[] | { readonly [key: string]: Canonical };

export function canonicalJson(value: Canonical): string {
  if (typeof value === 'number') {
    assert(Number.isFinite(value), 'canonical JSON has finite numbers only');
    return JSON.stringify(value);
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key]!)}`);
  return `{${members.join(',')}}`;
}

function isList(value: Canonical): value is readonly Canonical[] {
  return Array.isArray(value);
}

export function canonicalBytes(value: Canonical): Buffer {
  return Buffer.from(canonicalJson(value), 'utf8');
}

/** RFC 9162, 2.1.1: SHA-256(0x00 || entry). */
export function leafHash(entry: Uint8Array): Buffer {
  return createHash('sha256').update(Buffer.of(0)).update(entry).digest();
}
