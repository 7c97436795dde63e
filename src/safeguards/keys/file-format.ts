/**
 * The bytes of a file key store: a record says which store it is, each other one adds a key. Each is sealed as the one at its place of its
 * epoch, so that none can be left out, moved or brought from an older file. Fails toward refusing, but for a last record that a crash cut
 * short: nobody was told that it was stored.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { assert } from '../../core/assert.ts';
import { BrokenSealError, decrypt, encrypt, SEALED_MORE_BYTES } from './cipher.ts';

const NAME_BYTES = 16;
const KEY_BYTES = 32;
/** All records are as long. */
export const RECORD_BYTES = NAME_BYTES + KEY_BYTES + SEALED_MORE_BYTES;

/** A name is a UUID. */
export type Keys = Map<string, KeyObject>;

export function encodeRecord(epochKey: KeyObject, at: RecordAt, name: string, key: Buffer): Buffer {
  assert(key.length === KEY_BYTES, 'a key has 32 bytes');
  const plain = Buffer.concat([Buffer.from(name.replaceAll('-', ''), 'hex'), key]);
  assert(plain.length === NAME_BYTES + KEY_BYTES, 'a name is a UUID');
  const record = encrypt(epochKey, plain, aboutOf(at));
  plain.fill(0);
  return record;
}

export interface RecordAt {
  readonly epoch: number;
  /** From 0, which is that of the store itself. */
  readonly index: number;
}

export interface Decoded {
  readonly storeId: string;
  readonly keys: Keys;
  /** How long the whole records are. */
  readonly bytes: number;
}

/** Throws `BrokenSealError` when a record but a cut last one does not open. */
export function decodeStore(epochKey: KeyObject, epoch: number, bytes: Buffer): Decoded {
  const keys: Keys = new Map();
  let storeId: string | null = null;
  let index = 0;
  for (; (index + 1) * RECORD_BYTES <= bytes.length; index += 1) {
    const record = bytes.subarray(index * RECORD_BYTES, (index + 1) * RECORD_BYTES);
    const plain = openRecord(epochKey, { epoch, index }, record, bytes.subarray((index + 1) * RECORD_BYTES));
    if (plain === null) break;
    const name = uuidOf(plain.subarray(0, NAME_BYTES));
    if (index === 0) storeId = name;
    else keys.set(name, createSecretKey(plain.subarray(NAME_BYTES)));
    plain.fill(0);
  }
  if (storeId === null) throw new BrokenSealError();
  return { storeId, keys, bytes: index * RECORD_BYTES };
}

/** Null: the file system gave it a place, and a crash came before its bytes; nothing that was written comes after it. */
function openRecord(epochKey: KeyObject, at: RecordAt, record: Buffer, rest: Buffer): Buffer | null {
  try {
    return decrypt(epochKey, record, aboutOf(at));
  } catch (error) {
    const isUnwritten = isZero(record.subarray(-SEALED_MORE_BYTES / 2)) && isZero(rest);
    if (error instanceof BrokenSealError && at.index > 0 && isUnwritten) return null;
    throw error;
  }
}

/** What was given and not yet written reads as zeros; a changed byte does not look so. */
function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

function aboutOf({ epoch, index }: RecordAt): string {
  return `key store ${epoch} ${index}`;
}

function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
