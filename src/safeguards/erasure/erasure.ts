/** What an erasure is, and the certificate of it. Holds ids, counts, times and articles: nothing of what was erased. */

/** What is to go, and by which clock. */
export interface Due {
  readonly basis: string;
  /** 'location', 'papers', or whose registration. */
  readonly part: string;
  readonly because: string;
  readonly article: string;
  readonly packVersion: string;
  readonly dueAtMs: number;
  /** By a hold that the pack names; null: none. */
  readonly heldUntilMs: number | null;
}

export interface Erasure {
  readonly erasureId: number;
  readonly basis: string;
  readonly part: string;
  readonly cause: 'clock' | 'hand';
  readonly because: string;
  readonly article: string;
  readonly packVersion: string;
  readonly dueAtMs: number;
  /** By their names in the key store. */
  readonly storeKeys: readonly string[];
  readonly begunAtMs: number;
  /** When the keys were gone from the store: from then on no copy of the data opens. */
  readonly destroyedAtMs: number | null;
  /** Data keys that had no other basis; those that had one are held still. */
  readonly keyIds: readonly number[];
  readonly rowsGone: number;
  /** When no key and no row of it was left. */
  readonly provenAtMs: number | null;
  /** Where its certificate stands in the audit. */
  readonly auditNumber: number | null;
}
