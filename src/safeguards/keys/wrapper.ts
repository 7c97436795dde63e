/**
 * Wraps data keys: under keys of the key store, one for each basis and part, made where there are none yet. Reads what was wrapped under
 * the master key itself before there were key stores. Fails toward refusing.
 */
import { createSecretKey, type KeyObject, randomUUID } from 'node:crypto';
import type { Sql } from '../../core/database.ts';
import type { Wrapping } from '../seal.sql.ts';
import { insertBasisKeys, loadLive } from './basis-keys.sql.ts';
import { BrokenSealError, decrypt, encrypt } from './cipher.ts';
import type { KeyStore } from './key-store.ts';
import { derivedKey, type MasterKey } from './naming-keys.ts';
import { partOf, type Target } from './parts.ts';

export interface KeyToWrap {
  readonly keyId: number;
  readonly key: KeyObject;
  readonly target: Target;
  readonly basis: string;
}

export class Wrapper {
  /** Null: given up, nothing is wrapped under it any more. */
  readonly #master: KeyObject | null;
  readonly #store: KeyStore | null;

  /** `store` null: under the master key, which no erasing destroys; for tools that have no store. */
  constructor(master: MasterKey, store: KeyStore | null) {
    this.#master = Buffer.isBuffer(master) ? createSecretKey(derivedKey(master, 'magpie wrap', 32)) : null;
    this.#store = store;
  }

  get storeId(): string | null {
    return this.#store?.storeId ?? null;
  }

  /** In the caller's transaction, which holds the lock of key making. */
  async wrap(tx: Sql, keys: readonly KeyToWrap[], nowMs: number): Promise<Wrapping[]> {
    if (keys.length === 0) return [];
    const store = this.#store;
    if (store === null) return keys.map((one) => ({ ...one, wrapped: this.#underMaster(one), storeKey: null }));
    const parts = keys.map(({ target, basis }) => ({ basis, part: partOf(target, basis) }));
    const live = new Map(await loadLive(tx, store.storeId, parts));
    const made = new Map<string, { basis: string; part: string; name: string }>();
    for (const one of parts) {
      const at = `${one.basis}|${one.part}`;
      if (!live.has(at) && !made.has(at)) made.set(at, { ...one, name: randomUUID() });
    }
    if (made.size > 0) {
      const rows = [...made.values()];
      // The store first: should this transaction fail, it holds keys that wrap nothing, which harms nobody.
      await store.create(rows.map(({ name }) => name));
      await insertBasisKeys(tx, store.storeId, rows, nowMs);
      for (const { basis, part, name } of rows) live.set(`${basis}|${part}`, name);
    }
    const names = parts.map(({ basis, part }) => live.get(`${basis}|${part}`)!);
    const plain = keys.map(({ key }) => key.export());
    const wrapped = await store.wrap(
      keys.map(({ keyId, basis }, i) => ({ name: names[i]!, plain: plain[i]!, about: wrapName(keyId, basis) })),
    );
    for (const bytes of plain) bytes.fill(0);
    return keys.map(({ keyId, basis }, i) => ({ keyId, basis, wrapped: wrapped[i]!, storeKey: names[i]! }));
  }

  /** By key. A key of which no wrapping opens, since the store has none of their keys any more, is left out. */
  async unwrap(wrappings: readonly Wrapping[]): Promise<Map<number, KeyObject>> {
    const opened = new Map<number, KeyObject>();
    let rest = [...Map.groupBy(wrappings, ({ keyId }) => keyId).values()];
    // One wrapping a key is enough, whichever basis is left.
    for (let round = 0; rest.length > 0; round += 1) {
      const tried = rest.map((of) => of[round]!);
      const keys = await this.#unwrapEach(tried);
      for (const [i, { keyId }] of tried.entries()) {
        const key = keys[i];
        if (key != null) opened.set(keyId, key);
      }
      rest = rest.filter((of) => !opened.has(of[0]!.keyId) && of.length > round + 1);
    }
    return opened;
  }

  async #unwrapEach(wrappings: readonly Wrapping[]): Promise<(KeyObject | null)[]> {
    const stored = wrappings.flatMap(({ keyId, basis, wrapped, storeKey }) =>
      storeKey === null ? [] : [{ name: storeKey, wrapped, about: wrapName(keyId, basis) }],
    );
    // Without a store nothing of it can be opened, and nothing says that it is gone.
    if (stored.length > 0 && this.#store === null) throw new BrokenSealError();
    const opened = stored.length === 0 ? [] : await this.#store!.unwrap(stored);
    const next = opened.values();
    return wrappings.map((one) => {
      const bytes = one.storeKey === null ? this.#openMaster(one) : next.next().value;
      if (bytes == null) return null;
      const key = createSecretKey(bytes);
      bytes.fill(0);
      return key;
    });
  }

  #underMaster({ keyId, basis, key }: KeyToWrap): Buffer {
    if (this.#master === null) throw new BrokenSealError();
    return encrypt(this.#master, key.export(), wrapName(keyId, basis));
  }

  #openMaster({ keyId, basis, wrapped }: Wrapping): Buffer {
    if (this.#master === null) throw new BrokenSealError();
    return decrypt(this.#master, wrapped, wrapName(keyId, basis));
  }
}

function wrapName(keyId: number, basis: string): string {
  return `wrap ${keyId} ${basis}`;
}
