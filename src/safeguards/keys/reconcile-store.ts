/**
 * Makes database and key store agree: what was destroyed is destroyed in a store that came back from a backup as well, and what nothing is
 * wrapped under any more goes. A key that the store has not got is told: either the database came back from a backup, or the store did,
 * and what came after that backup is lost. Fails toward destroying what was destroyed, and toward telling.
 */
import type { Database } from '../../core/database.ts';
import { doomUnused, loadDestroyed, loadNames, noteDestroyed, noteMissing } from './basis-keys.sql.ts';
import type { KeyStore } from './key-store.ts';

/** Names that are looked for together, and keys that are destroyed together. */
const NAMES_AT_ONCE = 50_000;
const AT_ONCE = 500;

export interface Reconciled {
  /** Keys of the store that were destroyed once and had come back. */
  readonly destroyedAgain: number;
  /** Keys that the database names and the store has not got. */
  readonly missing: number;
}

export async function reconcileStore(database: Database, store: KeyStore, nowMs: number): Promise<Reconciled> {
  let destroyedAgain = 0;
  // HAZARD H-494: a store that came back from a backup would open what was erased since.
  for await (const names of pages((after) => loadDestroyed(database, store.storeId, after, NAMES_AT_ONCE))) {
    const back = [...(await store.present(names))];
    if (back.length > 0) await store.destroy(back);
    destroyedAgain += back.length;
  }
  let missing = 0;
  for await (const names of pages((after) => loadNames(database, store.storeId, after, NAMES_AT_ONCE))) {
    const there = await store.present(names);
    const absent = names.filter((name) => !there.has(name));
    if (absent.length > 0) await noteMissing(database, absent, nowMs);
    missing += absent.length;
  }
  return { destroyedAgain, missing };
}

/** Destroys keys under which nothing is wrapped any more; how many. Stopped anywhere, the next call goes on. */
export async function sweepStore(database: Database, store: KeyStore, nowMs: number): Promise<number> {
  let swept = 0;
  for (;;) {
    const names = await doomUnused(database, store.storeId, nowMs, AT_ONCE);
    if (names.length === 0) return swept;
    await store.destroy(names);
    await noteDestroyed(database, names, nowMs);
    swept += names.length;
  }
}

async function* pages(load: (after: string | null) => Promise<string[]>): AsyncIterable<string[]> {
  let after: string | null = null;
  for (;;) {
    const names = await load(after);
    if (names.length === 0) return;
    yield names;
    after = names.at(-1)!;
  }
}
