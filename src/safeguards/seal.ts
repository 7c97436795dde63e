/**
 * Sealing: whatever holds a position, raw bytes or an identity is encrypted under a data key per subject and scope, and the
 * data key is wrapped once per legal basis under the master key, which is kept outside the database.
 * Fails toward refusing: without the master key nothing is opened, and what fails its tag is an error, never empty.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { assert } from '../core/assert.ts';
import type { Database, Sql } from '../core/database.ts';
import { LIMITS } from './limits.ts';
import { insertKey, insertWrappings, loadKey, loadWrappings, lockKey } from './seal.sql.ts';

/** `subject`: a person's, device's or order's id, or 'quarantine'. `scope`: a UTC day `YYYY-MM-DD`, 'identity', or another part. */
export interface SealFor {
  readonly subject: string;
  readonly scope: string;
  /** 'order:<uuid>', 'registration' or 'quarantine'; at least one. */
  readonly bases: readonly string[];
}

export interface DataKey {
  readonly keyId: number;
  readonly key: Buffer;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function encrypt(key: Buffer, plain: Uint8Array, associated: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(associated));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Uint8Array, associated: string): Buffer {
  assert(sealed.length >= NONCE_BYTES + TAG_BYTES, 'sealed bytes are too short');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(associated));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const body = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES));
  return Buffer.concat([body, decipher.final()]);
}

export class Sealer {
  readonly #master: Buffer;
  /** Key for payload hashes: equal payloads are found, and payloads cannot be found by hashing guesses. */
  readonly #hashKey: Buffer;
  /** Data keys in use, by subject and scope; bounded, the oldest goes first. */
  readonly #bySubject = new Map<string, DataKey & { bases: Set<string> }>();
  readonly #byId = new Map<number, Buffer>();

  readonly #database: Database;

  /** `master`: 32 bytes that live outside the database. */
  constructor(master: Buffer, database: Database) {
    assert(master.length === 32, 'the master key has 32 bytes');
    this.#master = Buffer.from(hkdfSync('sha256', master, '', 'magpie wrap', 32));
    this.#hashKey = Buffer.from(hkdfSync('sha256', master, '', 'magpie payload hash', 32));
    this.#database = database;
  }

  /** HMAC-SHA-256, 32 bytes. */
  payloadHash(payload: Uint8Array): Buffer {
    return createHmac('sha256', this.#hashKey).update(payload).digest();
  }

  /**
   * The key to seal under now, made and wrapped for every basis that it was not yet wrapped for. It is committed in a
   * transaction of its own before it is used: a key that only a rolled-back transaction knew would lose what it sealed.
   */
  async dataKey(target: SealFor, nowMs: number): Promise<DataKey> {
    assert(target.bases.length > 0, 'sealing needs a legal basis');
    const name = `${target.subject}|${target.scope}`;
    const cached = this.#bySubject.get(name);
    if (cached !== undefined && target.bases.every((basis) => cached.bases.has(basis))) return cached;
    const entry = await this.#database.transaction((tx) => this.#makeKey(tx, target, nowMs));
    remember(this.#bySubject, name, entry, LIMITS.dataKeysCached);
    remember(this.#byId, entry.keyId, entry.key, LIMITS.dataKeysCached);
    return entry;
  }

  async #makeKey(tx: Sql, target: SealFor, nowMs: number): Promise<DataKey & { bases: Set<string> }> {
    const keyId = await insertKey(tx, target.subject, target.scope, nowMs);
    // Two makers at once would wrap two different keys under two bases.
    await lockKey(tx, keyId);
    const existing = await loadWrappings(tx, keyId);
    const first = existing[0];
    const key = first === undefined ? randomBytes(32) : this.#unwrap(keyId, first.basis, first.wrapped);
    const missing = target.bases.filter((basis) => !existing.some((row) => row.basis === basis));
    const wrappings = missing.map((basis) => ({ basis, wrapped: encrypt(this.#master, key, wrapName(keyId, basis)) }));
    await insertWrappings(tx, keyId, wrappings, nowMs);
    return { keyId, key, bases: new Set([...existing.map((row) => row.basis), ...missing]) };
  }

  /** nonce(12) || ciphertext || tag(16). */
  sealWith(key: DataKey, plain: Uint8Array): Buffer {
    return encrypt(key.key, plain, `data ${key.keyId}`);
  }

  async open(keyId: number, sealed: Uint8Array): Promise<Buffer> {
    const key = this.#byId.get(keyId) ?? (await this.#load(keyId));
    return this.openWith({ keyId, key }, sealed);
  }

  openWith(key: DataKey, sealed: Uint8Array): Buffer {
    return decrypt(key.key, sealed, `data ${key.keyId}`);
  }

  /** Throws `ErasedError` when no wrapping is left. */
  async #load(keyId: number): Promise<Buffer> {
    const row = await loadKey(this.#database, keyId);
    if (row === null) throw new ErasedError(keyId);
    const key = this.#unwrap(keyId, row.basis, row.wrapped);
    remember(this.#byId, keyId, key, LIMITS.dataKeysCached);
    return key;
  }

  #unwrap(keyId: number, basis: string, wrapped: Uint8Array): Buffer {
    return decrypt(this.#master, wrapped, wrapName(keyId, basis));
  }
}

/** The data was erased: the last wrapping of its key is gone. */
export class ErasedError extends Error {
  override readonly name = 'ErasedError';
  constructor(keyId: number) {
    super(`key ${keyId} has no wrapping left`);
  }
}

function wrapName(keyId: number, basis: string): string {
  return `wrap ${keyId} ${basis}`;
}

function remember<K, V>(cache: Map<K, V>, key: K, value: V, most: number): void {
  cache.delete(key);
  cache.set(key, value);
  if (cache.size > most) {
    const oldest = cache.keys().next();
    if (!oldest.done) cache.delete(oldest.value);
  }
}
