/**
 * Sealing: whatever holds a position, raw bytes or an identity is encrypted under a data key per subject and scope, and the
 * data key is wrapped once per legal basis under the master key, which is kept outside the database.
 * Fails toward refusing: without the master key nothing is opened, and what fails its tag is an error, never empty.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { assert } from '../core/assert.ts';
import type { Database, Sql } from '../core/database.ts';
import { LIMITS } from './limits.ts';
import { ensureKeys, insertWrappings, loadWrappings, lockKeyMaking, type Wrapping } from './seal.sql.ts';

/** `subject`: a person's, device's or order's id, or 'quarantine'. `scope`: a UTC day `YYYY-MM-DD`, 'identity', or another part. */
export interface SealFor {
  readonly subject: string;
  readonly scope: string;
  /** 'order:<uuid>', 'registration', 'quarantine' or 'snapshot'; at least one. */
  readonly bases: readonly string[];
}

export interface DataKey {
  readonly keyId: number;
  /** AES-256, unwrapped. A KeyObject: handing node:crypto raw bytes costs more than the encryption itself. */
  readonly key: KeyObject;
}

interface HeldKey extends DataKey {
  readonly bases: Set<string>;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** By how much sealed bytes are longer than plain ones. */
export const SEALED_MORE_BYTES = NONCE_BYTES + TAG_BYTES;

/** Random bytes are asked for many nonces at a time: one by one they cost a twentieth of a report's way in. */
const NONCES_AT_ONCE = 1_000;
let nonces = Buffer.alloc(0);

/** Each is given once. */
function nextNonce(): Buffer {
  if (nonces.length === 0) nonces = randomBytes(NONCES_AT_ONCE * NONCE_BYTES);
  const nonce = nonces.subarray(0, NONCE_BYTES);
  nonces = nonces.subarray(NONCE_BYTES);
  return nonce;
}

function encrypt(key: KeyObject, plain: Uint8Array, associated: string): Buffer {
  const nonce = nextNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(associated));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

function decrypt(key: KeyObject, sealed: Uint8Array, associated: string): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new BrokenSealError();
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(associated));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const body = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([body, decipher.final()]);
  } catch {
    // The tag is all that is checked there.
    throw new BrokenSealError();
  }
}

export class Sealer {
  readonly #master: KeyObject;
  /** Key for payload hashes: equal payloads are found, and payloads cannot be found by hashing guesses. */
  readonly #hashKey: KeyObject;
  readonly #indexKey: KeyObject;
  /** Data keys in use, by subject and scope; bounded, the oldest goes first. */
  readonly #bySubject = new Map<string, HeldKey>();
  readonly #byId = new Map<number, KeyObject>();

  readonly #database: Database;

  /** `master`: 32 bytes that live outside the database. */
  constructor(master: Buffer, database: Database) {
    assert(master.length === 32, 'the master key has 32 bytes');
    this.#master = createSecretKey(Buffer.from(hkdfSync('sha256', master, '', 'magpie wrap', 32)));
    this.#hashKey = createSecretKey(Buffer.from(hkdfSync('sha256', master, '', 'magpie payload hash', 32)));
    this.#indexKey = createSecretKey(Buffer.from(hkdfSync('sha256', master, '', 'magpie blind index', 32)));
    this.#database = database;
  }

  /** HMAC-SHA-256, 32 bytes. */
  payloadHash(payload: Uint8Array): Buffer {
    return createHmac('sha256', this.#hashKey).update(payload).digest();
  }

  /** HMAC-SHA-256 by which a sealed value is found by its equal, and by nobody without the master key. `parts`: what it is, and the value. */
  blindIndex(parts: readonly string[]): Buffer {
    return createHmac('sha256', this.#indexKey).update(JSON.stringify(parts)).digest();
  }

  /** As `dataKeys`, for one. */
  async dataKey(target: SealFor, nowMs: number): Promise<DataKey> {
    return (await this.dataKeys([target], nowMs))[0]!;
  }

  /**
   * The keys to seal under now, in the order of `targets`, made and wrapped for every basis that they were not yet wrapped
   * for. New ones are committed, all in one transaction of their own, before they are used: a key that only a rolled-back
   * transaction knew would lose what it sealed.
   */
  async dataKeys(targets: readonly SealFor[], nowMs: number): Promise<DataKey[]> {
    const missing = new Map<string, SealFor>();
    for (const target of targets) {
      assert(target.bases.length > 0, 'sealing needs a legal basis');
      if (this.#cached(target) === null) missing.set(`${nameOf(target)}|${target.bases.join()}`, target);
    }
    if (missing.size > 0) {
      const made = await this.#database.transaction((tx) => this.#makeKeys(tx, [...missing.values()], nowMs));
      for (const [name, entry] of made) {
        remember(this.#bySubject, name, entry, LIMITS.dataKeysCached);
        remember(this.#byId, entry.keyId, entry.key, LIMITS.dataKeysCached);
      }
      return targets.map((target) => made.get(nameOf(target)) ?? this.#cached(target)!);
    }
    return targets.map((target) => this.#cached(target)!);
  }

  #cached(target: SealFor): HeldKey | null {
    const held = this.#bySubject.get(nameOf(target));
    return held !== undefined && target.bases.every((basis) => held.bases.has(basis)) ? held : null;
  }

  async #makeKeys(tx: Sql, targets: readonly SealFor[], nowMs: number): Promise<Map<string, HeldKey>> {
    // Two makers at once would wrap two different keys under two bases.
    await lockKeyMaking(tx);
    const ids = await ensureKeys(tx, targets, nowMs);
    const existing = Map.groupBy(await loadWrappings(tx, [...ids.values()]), (row) => row.keyId);
    const made = new Map<string, HeldKey>();
    const wrappings: Wrapping[] = [];
    for (const target of targets) {
      const name = nameOf(target);
      const keyId = ids.get(name);
      assert(keyId !== undefined, 'every key asked for has an id');
      const held = made.get(name) ?? this.#held(keyId, existing.get(keyId) ?? []);
      made.set(name, held);
      for (const basis of target.bases.filter((one) => !held.bases.has(one))) {
        held.bases.add(basis);
        wrappings.push({ keyId, basis, wrapped: encrypt(this.#master, held.key.export(), wrapName(keyId, basis)) });
      }
    }
    await insertWrappings(tx, wrappings, nowMs);
    return made;
  }

  /** The key that stands wrapped, or a new one. */
  #held(keyId: number, wrappings: readonly Wrapping[]): HeldKey {
    const first = wrappings[0];
    const key =
      first === undefined ? createSecretKey(randomBytes(32)) : this.#unwrap(keyId, first.basis, first.wrapped);
    return { keyId, key, bases: new Set(wrappings.map((row) => row.basis)) };
  }

  /** Reads keys ahead of many calls of `open`; those without a wrapping are left for `open` to refuse. */
  async preload(keyIds: Iterable<number>): Promise<void> {
    const missing = [...new Set(keyIds)].filter((keyId) => !this.#byId.has(keyId));
    if (missing.length === 0) return;
    for (const { keyId, basis, wrapped } of await loadWrappings(this.#database, missing)) {
      if (!this.#byId.has(keyId))
        remember(this.#byId, keyId, this.#unwrap(keyId, basis, wrapped), LIMITS.dataKeysCached);
    }
  }

  /** nonce(12) || ciphertext || tag(16). `about`: what the bytes are, when opening must ask for the same. */
  sealWith(key: DataKey, plain: Uint8Array, about = ''): Buffer {
    return encrypt(key.key, plain, dataName(key, about));
  }

  async open(keyId: number, sealed: Uint8Array): Promise<Buffer> {
    return this.openWith(await this.existingKey(keyId), sealed);
  }

  /** Throws `BrokenSealError` when the bytes were changed, or were sealed as something else. */
  openWith(key: DataKey, sealed: Uint8Array, about = ''): Buffer {
    return decrypt(key.key, sealed, dataName(key, about));
  }

  /** Throws `ErasedError` when no wrapping is left, `BrokenSealError` when it does not open. */
  async existingKey(keyId: number): Promise<DataKey> {
    return { keyId, key: this.#byId.get(keyId) ?? (await this.#load(keyId)) };
  }

  /** Holds the key no longer in memory; what is wrapped stays wrapped. */
  forget(keyId: number): void {
    this.#byId.delete(keyId);
    for (const [name, held] of this.#bySubject) if (held.keyId === keyId) this.#bySubject.delete(name);
  }

  async #load(keyId: number): Promise<KeyObject> {
    const row = (await loadWrappings(this.#database, [keyId]))[0];
    if (row === undefined) throw new ErasedError(keyId);
    const key = this.#unwrap(keyId, row.basis, row.wrapped);
    remember(this.#byId, keyId, key, LIMITS.dataKeysCached);
    return key;
  }

  #unwrap(keyId: number, basis: string, wrapped: Uint8Array): KeyObject {
    return createSecretKey(decrypt(this.#master, wrapped, wrapName(keyId, basis)));
  }
}

/** The bytes are not those that were sealed, or were sealed as something else, or under another master key. */
export class BrokenSealError extends Error {
  override readonly name = 'BrokenSealError';
  constructor() {
    super('sealed bytes do not open');
  }
}

/** The data was erased: the last wrapping of its key is gone. */
export class ErasedError extends Error {
  override readonly name = 'ErasedError';
  constructor(keyId: number) {
    super(`key ${keyId} has no wrapping left`);
  }
}

/** As in seal.sql.ts: what a key is known by before it has an id. */
function nameOf(target: Pick<SealFor, 'subject' | 'scope'>): string {
  return `${target.subject}|${target.scope}`;
}

function dataName(key: DataKey, about: string): string {
  return about === '' ? `data ${key.keyId}` : `data ${key.keyId} ${about}`;
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
