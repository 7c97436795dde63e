/**
 * Sealing: whatever holds a position, raw bytes or an identity is encrypted under a data key per subject and scope, and the
 * data key is wrapped once per legal basis under keys of a key store, which is kept outside the database.
 * Fails toward refusing: without the key store nothing is opened, and what fails its tag is an error, never empty.
 */
import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { assert } from '../core/assert.ts';
import type { Database, Sql } from '../core/database.ts';
import { decrypt, encrypt } from './keys/cipher.ts';
import type { KeyStore } from './keys/key-store.ts';
import { derivedKey, type MasterKey } from './keys/naming-keys.ts';
import { type KeyToWrap, Wrapper } from './keys/wrapper.ts';
import { LIMITS } from './limits.ts';
import { ensureKeys, insertWrappings, loadErasedOf, loadWrappings, lockKeyMaking, retireKeys } from './seal.sql.ts';

export { BrokenSealError, SEALED_MORE_BYTES } from './keys/cipher.ts';

/** `subject`: a person's, device's or order's id, or 'quarantine'. `scope`: a UTC day `YYYY-MM-DD`, 'identity', or another part. */
export interface SealFor {
  readonly subject: string;
  readonly scope: string;
  /** 'order:<uuid>', 'proceeding:<uuid>', 'registration', 'quarantine', 'upload' or 'snapshot'; at least one. */
  readonly bases: readonly string[];
  /** Is to be erased before its bases (a protected person's own hours): it has keys of its own in the key store therefore, and copies are reached. */
  readonly alone?: boolean;
}

export interface DataKey {
  readonly keyId: number;
  /** AES-256, unwrapped. A KeyObject: handing node:crypto raw bytes costs more than the encryption itself. */
  readonly key: KeyObject;
}

interface HeldKey extends DataKey {
  readonly bases: Set<string>;
}

export class Sealer {
  readonly #wrapper: Wrapper;
  /** Key for payload hashes: equal payloads are found, and payloads cannot be found by hashing guesses. */
  readonly #hashKey: KeyObject;
  readonly #indexKey: KeyObject;
  /** Data keys in use, by subject and scope; bounded, the oldest goes first. */
  readonly #bySubject = new Map<string, HeldKey>();
  readonly #byId = new Map<number, KeyObject>();

  readonly #database: Database;

  /**
   * `master`: 32 bytes that live outside the database, or what was derived from such. `store` null: data keys are wrapped under the
   * master key itself, which no erasing destroys; the server has one.
   */
  constructor(master: MasterKey, database: Database, store: KeyStore | null = null) {
    this.#wrapper = new Wrapper(master, store);
    this.#hashKey = createSecretKey(derivedKey(master, 'magpie payload hash', 32));
    this.#indexKey = createSecretKey(derivedKey(master, 'magpie blind index', 32));
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
    const made = await this.#standing(tx, targets, nowMs);
    const toWrap: KeyToWrap[] = [];
    for (const target of targets) {
      const held = made.get(nameOf(target));
      assert(held !== undefined, 'every key asked for is there');
      for (const basis of target.bases.filter((one) => !held.bases.has(one))) {
        held.bases.add(basis);
        toWrap.push({ keyId: held.keyId, key: held.key, target, basis });
      }
    }
    await insertWrappings(tx, await this.#wrapper.wrap(tx, toWrap, nowMs), nowMs);
    return made;
  }

  /** The keys as they stand wrapped, and new ones. */
  async #standing(tx: Sql, targets: readonly SealFor[], nowMs: number): Promise<Map<string, HeldKey>> {
    const ids = await ensureKeys(tx, targets, nowMs);
    const existing = Map.groupBy(await loadWrappings(tx, [...ids.values()]), (row) => row.keyId);
    const opened = await this.#wrapper.unwrap([...existing.values()].flat());
    const lost = [...existing.keys()].filter((keyId) => !opened.has(keyId));
    if (lost.length > 0) {
      // HAZARD H-100: wrapped still, and by nothing that is there: what comes next is not sealed under it.
      await retireKeys(tx, lost, nowMs);
      return this.#standing(tx, targets, nowMs);
    }
    const made = new Map<string, HeldKey>();
    for (const [name, keyId] of ids) {
      const key = opened.get(keyId) ?? createSecretKey(randomBytes(32));
      made.set(name, { keyId, key, bases: new Set((existing.get(keyId) ?? []).map(({ basis }) => basis)) });
    }
    return made;
  }

  /** Reads keys ahead of many calls of `open`; those without a wrapping are left for `open` to refuse. */
  async preload(keyIds: Iterable<number>): Promise<void> {
    const missing = [...new Set(keyIds)].filter((keyId) => !this.#byId.has(keyId));
    if (missing.length === 0) return;
    for (const [keyId, key] of await this.#wrapper.unwrap(await loadWrappings(this.#database, missing))) {
      remember(this.#byId, keyId, key, LIMITS.dataKeysCached);
    }
  }

  /** nonce(12) || ciphertext || tag(16). `about`: what the bytes are, when opening must ask for the same. */
  sealWith(key: DataKey, plain: Uint8Array, about = ''): Buffer {
    return encrypt(key.key, plain, dataName(key, about));
  }

  /** 32 bytes that are the same each time, of this key and name alone, and cannot be had once the key was erased: what salts a commitment. */
  saltWith(key: DataKey, about: string): Buffer {
    return Buffer.from(hkdfSync('sha256', key.key, '', `magpie salt ${dataName(key, about)}`, 32));
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
    this.forgetAll([keyId]);
  }

  forgetAll(keyIds: readonly number[]): void {
    const gone = new Set(keyIds);
    for (const keyId of gone) this.#byId.delete(keyId);
    for (const [name, held] of this.#bySubject) if (gone.has(held.keyId)) this.#bySubject.delete(name);
  }

  /** Forgets what was erased, whoever erased it; how many that were. Each process has to ask for itself. */
  async forgetErased(): Promise<number> {
    const held = new Set([...this.#byId.keys(), ...[...this.#bySubject.values()].map(({ keyId }) => keyId)]);
    const erased = held.size === 0 ? [] : await loadErasedOf(this.#database, [...held]);
    this.forgetAll(erased);
    return erased.length;
  }

  async #load(keyId: number): Promise<KeyObject> {
    const key = (await this.#wrapper.unwrap(await loadWrappings(this.#database, [keyId]))).get(keyId);
    if (key === undefined) throw new ErasedError(keyId);
    remember(this.#byId, keyId, key, LIMITS.dataKeysCached);
    return key;
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

function remember<K, V>(cache: Map<K, V>, key: K, value: V, most: number): void {
  cache.delete(key);
  cache.set(key, value);
  if (cache.size > most) {
    const oldest = cache.keys().next();
    if (!oldest.done) cache.delete(oldest.value);
  }
}
