/**
 * Where the keys stand that wrap data keys: outside the database, so that destroying one there makes every wrapping under it useless, in
 * WAL, dumps and backups too. A key is known by a name that says nothing. Fails toward refusing: a store that does not answer gives
 * neither a wrapping nor a data key; that it has not got a key is an answer, and another than none.
 */

/** What is wrapped, and as what: it opens only as the same. */
export interface ToWrap {
  readonly name: string;
  readonly plain: Uint8Array;
  readonly about: string;
}

export interface ToUnwrap {
  readonly name: string;
  readonly wrapped: Uint8Array;
  readonly about: string;
}

export interface KeyStore {
  readonly kind: 'file' | 'vault';
  /** Of this store and no other: an empty one in its place is told from it. */
  readonly storeId: string;
  /** Makes keys; durable when it resolves. Those that are there stay as they are. */
  create(names: readonly string[]): Promise<void>;
  /** In the order of `items`. Throws `KeyStoreError` for a name that is not there. */
  wrap(items: readonly ToWrap[]): Promise<Buffer[]>;
  /** In the order of `items`; null: the store has no such key. Throws `BrokenSealError` for bytes that were changed. */
  unwrap(items: readonly ToUnwrap[]): Promise<(Buffer | null)[]>;
  /** Resolves when none of them can be had from the store any more, whatever becomes of the process. Idempotent. */
  destroy(names: readonly string[]): Promise<void>;
  /** Those that are there. */
  present(names: readonly string[]): Promise<ReadonlySet<string>>;
  close(): Promise<void>;
}

/** The store does not answer, or not as it must. `code` holds no key and no token. */
export class KeyStoreError extends Error {
  override readonly name = 'KeyStoreError';
  readonly code: string;

  constructor(code: string) {
    super(`the key store failed (${code})`);
    this.code = code;
  }
}
