/**
 * Carries retention out (I-8): what is kept under a basis whose clock has run out is erased, by destroying the keys that stand in the key
 * store, then the wrappings, then the rows, then looking whether anything is left, and writing the certificate. Each step is kept, so that
 * whatever was stopped is gone on with; a key once destroyed is never waited for. Fails toward retry and report: nothing is skipped, and
 * what could not be done is in the answer and comes again.
 */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import type { Database, Sql } from '../../core/database.ts';
import { toIso } from '../../core/time.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { sweepStore } from '../keys/reconcile-store.ts';
import { LIMITS } from '../limits.ts';
import { audit } from '../log.ts';
import type { Sealer } from '../seal.ts';
import {
  beginErasure,
  countWrappings,
  dropWrappings,
  eraseRows,
  loadDue,
  loadErasure,
  loadOpen,
  proveErasure,
} from './erasure.sql.ts';
import type { Due, Erasure } from './erasure.ts';

export interface EraseDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly sealer: Sealer;
  readonly store: KeyStore;
  /** Whether something is kept under that basis right now: a clock that says otherwise is wrong, and a person has to look. */
  isInForce(basis: string): boolean;
}

export interface Erased {
  readonly proven: readonly Erasure[];
  /** Begun, and with rows left that go at the next call. */
  readonly waiting: readonly Erasure[];
  readonly failed: readonly unknown[];
}

/** Everything whose time has come, and what was begun before. Rejects when the database is away. */
export async function eraseDue(deps: EraseDeps): Promise<Erased> {
  const done: Erasure[] = [];
  const failed: unknown[] = [];
  const attempt = async (work: () => Promise<Erasure | null>): Promise<void> => {
    try {
      const erasure = await work();
      if (erasure !== null) done.push(erasure);
    } catch (error) {
      failed.push(error);
    }
  };
  for (const open of await loadOpen(deps.database)) await attempt(() => carryOn(deps, open));
  for (const due of await loadDue(deps.database, deps.clock.nowMs())) {
    if (due.heldUntilMs === null) await attempt(() => begin(deps, due));
  }
  await attempt(async () => {
    await eraseUnowned(deps);
    return null;
  });
  return {
    proven: done.filter(({ provenAtMs }) => provenAtMs !== null),
    waiting: done.filter(({ provenAtMs }) => provenAtMs === null),
    failed,
  };
}

type Begun = Pick<Due, 'basis' | 'part' | 'because' | 'article' | 'packVersion'>;

/**
 * Begins to erase before its time, in the transaction in which the second approved exactly this (`about` of the act: basis, part, because) at
 * that instant; the next look carries it out. The database refuses one alone, what nobody approved, and what is held. Null: nothing is held under it.
 */
export function beginByHand(
  { isInForce }: Pick<EraseDeps, 'isInForce'>,
  tx: Sql,
  what: Begun,
  by: { readonly first: string; readonly second: string },
  nowMs: number,
): Promise<number | null> {
  if (isInForce(what.basis)) throw new InForceError(what.basis);
  return beginErasure(tx, what, by, nowMs);
}

async function begin(deps: EraseDeps, what: Begun): Promise<Erasure | null> {
  const { database, clock } = deps;
  // HAZARD H-498: what is erased cannot be had back, so of two that contradict each other the one that keeps it holds until someone looked.
  if (deps.isInForce(what.basis)) throw new InForceError(what.basis);
  const erasureId = await database
    .transaction((tx) => beginErasure(tx, what, null, clock.nowMs()))
    .catch((error: unknown) => {
      // A moment ago somebody held it, or named the person anew: it is not due any more.
      if (KEPT_MEANWHILE.has((error as { code?: unknown }).code)) return null;
      throw error;
    });
  return erasureId === null ? null : carryOn(deps, await loadErasure(database, erasureId));
}

const KEPT_MEANWHILE: ReadonlySet<unknown> = new Set(['MG003', 'MG004']);

/** From wherever it stands. */
async function carryOn(deps: EraseDeps, erasure: Erasure): Promise<Erasure> {
  const { database, clock, sealer, store } = deps;
  const { erasureId, storeKeys } = erasure;
  // HAZARD H-491: first, and before any row goes: from here on no dump, no backup and no WAL opens what it holds.
  await store.destroy(storeKeys);
  const keyIds = await dropWrappings(database, erasureId, clock.nowMs());
  // HAZARD H-496: a key in memory would open, and seal, what was erased.
  sealer.forgetAll(keyIds);
  await eraseRowsOf(deps, erasureId);
  return prove(deps, erasureId);
}

/** In small batches, others in between. */
async function eraseRowsOf({ database }: EraseDeps, erasureId: number | null): Promise<void> {
  for (;;) {
    const { keysDone } = await eraseRows(database, erasureId, LIMITS.keysErasedAtOnce);
    if (keysDone === 0) return;
    await setImmediate();
  }
}

/** What others left: rows whose key lost its last wrapping otherwise, and keys of the store that wrap nothing any more. */
async function eraseUnowned(deps: EraseDeps): Promise<void> {
  const { database, store, clock, sealer } = deps;
  await sealer.forgetErased();
  await sweepStore(database, store, clock.nowMs());
  await eraseRowsOf(deps, null);
}

/**
 * INVARIANT: a certificate is written only after looking: no key of it is in the store, none is wrapped under one, no row is left
 * (the database looks for itself).
 */
async function prove({ database, clock, store }: EraseDeps, erasureId: number): Promise<Erasure> {
  const erasure = await loadErasure(database, erasureId);
  const nowMs = clock.nowMs();
  const there = await store.present(erasure.storeKeys);
  if (there.size > 0 || (await countWrappings(database, erasure.storeKeys)) > 0) throw new StillThereError(erasureId);
  const { keysLeft } = await eraseRows(database, erasureId, LIMITS.keysErasedAtOnce);
  if (keysLeft > 0) return erasure;
  await database.transaction(async (tx) => {
    const at = { atMs: nowMs, actor: { kind: 'system', id: null }, action: 'retention.erase', purpose: 'retention' };
    const entry = { ...at, about: certificateOf(erasure, store.kind), ...namedBy(erasure.basis) };
    await proveErasure(tx, erasureId, await audit(tx, [entry]), nowMs);
  });
  return loadErasure(database, erasureId);
}

/** So that a proof of the certificate can open whose it is, and nothing else. */
function namedBy(basis: string): { readonly case: string | null; readonly subject: string | null } {
  const [kind, id = null] = basis.split(':');
  return kind === 'registration' ? { case: null, subject: id } : { case: id, subject: null };
}

function certificateOf(erasure: Erasure, storeKind: string) {
  const { erasureId, basis, part, cause, because, article, packVersion, dueAtMs, begunAtMs, destroyedAtMs } = erasure;
  return {
    ...{ erasureId, basis, part, cause, because, article, packVersion, store: storeKind },
    dueAt: toIso(dueAtMs),
    begunAt: toIso(begunAtMs),
    destroyedAt: destroyedAtMs === null ? null : toIso(destroyedAtMs),
    storeKeys: erasure.storeKeys,
    keys: erasure.keyIds.length,
    keyIds: erasure.keyIds,
    rows: erasure.rowsGone,
  };
}

/** Its clock has run out while it is in force. */
export class InForceError extends Error {
  override readonly name = 'InForceError';
  constructor(basis: string) {
    super(`${basis} is in force and its clock has run out`);
  }
}

/** After destroying, a key was found: the store did not do what it said. */
export class StillThereError extends Error {
  override readonly name = 'StillThereError';
  constructor(erasureId: number) {
    super(`erasure ${erasureId}: keys are still there`);
  }
}
