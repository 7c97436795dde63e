/**
 * A leaf of the log: 48 bytes that say when they were published and nothing else.
 *
 *     "magpie/1" | instant of publication, ms, big-endian uint64 | commitment, 32 bytes
 *
 * The commitment is to eight values of a row, each under a key of its own made from the row's salt, so that one may be opened without
 * the others. Padding has the same form with a salt derived from the log's padding secret: from outside the two are the same. With the
 * salt gone nobody can open a leaf, nor tell it from padding. docs/log.md gives the format to whoever verifies.
 */
import { createHmac, hash } from 'node:crypto';
import { assert } from '../../core/assert.ts';
import { canonicalJson } from '../canonical.ts';

/** In the order in which the commitment takes them. */
export const LOG_FIELDS = ['actor', 'at', 'case', 'kind', 'number', 'purpose', 'row', 'subject'] as const;
export type LogField = (typeof LOG_FIELDS)[number];
/** What a leaf names. Null: the row names none. */
export type Named = Readonly<Record<LogField, string | null>>;

export const ENTRY_BYTES = 48;
export const SALT_BYTES = 32;
const MAGIC = Buffer.from('magpie/1', 'ascii');
const FIELDS_PREFIX = Buffer.of(2);

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return hash('sha256', Buffer.concat(parts), 'buffer');
}

/** Opens one value of a leaf, and no other. */
export function fieldKey(salt: Uint8Array, field: LogField): Buffer {
  return sha256(salt, Buffer.from(field));
}

export function fieldCommitment(key: Uint8Array, value: string | null): Buffer {
  return sha256(key, Buffer.from(canonicalJson(value)));
}

/** Of the commitments to the single values, in the order of `LOG_FIELDS`. */
export function commitmentOfFields(commitments: readonly Uint8Array[]): Buffer {
  assert(commitments.length === LOG_FIELDS.length, 'a leaf commits to every field');
  return sha256(FIELDS_PREFIX, ...commitments);
}

export function commitmentOf(salt: Uint8Array, named: Named): Buffer {
  return commitmentOfFields(LOG_FIELDS.map((field) => fieldCommitment(fieldKey(salt, field), named[field])));
}

export function entryBytes(periodAtMs: number, commitment: Uint8Array): Buffer {
  assert(commitment.length === 32, 'a commitment has 32 bytes');
  const entry = Buffer.alloc(ENTRY_BYTES);
  MAGIC.copy(entry, 0);
  entry.writeBigUInt64BE(BigInt(periodAtMs), 8);
  entry.set(commitment, 16);
  return entry;
}

/** What a leaf that is no row commits to. */
export function paddingNamed(index: number): Named {
  const nothing = { actor: null, at: null, case: null, purpose: null, row: null, subject: null };
  return { ...nothing, kind: 'padding', number: `padding:${index}` };
}

/** `secret`: outside the database, beside the key that signs. */
export function paddingCommitment(secret: Uint8Array, index: number): Buffer {
  const salt = createHmac('sha256', secret).update(`padding ${index}`).digest();
  return commitmentOf(salt, paddingNamed(index));
}
