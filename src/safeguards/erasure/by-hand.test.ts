/** What people do about erasing: before its time, and not until a day. Each of two, and against an erasure at the same moment. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { Sql } from '../../core/database.ts';
import { DAY_MS } from '../../core/time.ts';
import { type Canonical, canonicalJson } from '../canonical.ts';
import { FileKeyStore } from '../keys/file-store.ts';
import { startClocks } from '../retention.ts';
import { Sealer } from '../seal.ts';
import { beginByHand, type EraseDeps, eraseDue } from './erase.ts';
import { beginErasure, holdUntil, liftHolds, loadKept, loadStillKept } from './erasure.sql.ts';
import { retentionStatus } from './status.ts';

const NOW_MS = Date.parse('2026-11-02T00:00:00Z');
const MASTER = randomBytes(32);
const WEARER = '4f3b8f7e-0000-4000-8000-000000000001';
const [FIRST, SECOND] = ['4f3b8f7e-0000-4000-8000-00000000000a', '4f3b8f7e-0000-4000-8000-00000000000b'];
const TWO = { first: FIRST, second: SECOND };

let db: TestDatabase;
let folder: string;
let store: FileKeyStore;
let nowMs: number;
let deps: EraseDeps;
beforeEach(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'magpie-keys-'));
  store = await FileKeyStore.make({ folder, sealedUnder: [MASTER] });
  nowMs = NOW_MS;
  deps = {
    ...{ database: db.database, clock: { nowMs: () => nowMs }, store, isInForce: () => false },
    sealer: new Sealer(MASTER, db.database, store),
  };
});
afterEach(async () => {
  await store.close();
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

const sealed = (bases: readonly string[]) =>
  deps.sealer.dataKey({ subject: WEARER, scope: '2026-11-02', bases }, nowMs);

async function clock(basis: string): Promise<void> {
  const made = { what: 'location', because: 'acquitted', startsAtMs: NOW_MS, destroyAtMs: NOW_MS };
  await db.database.transaction((tx) =>
    startClocks(tx, basis, [{ ...made, article: 'EDA 31-8(4)', packVersion: 'kr@1' }], nowMs),
  );
}

/** One asked and another approved it, at this instant. */
async function approve(tx: Sql, act: string, about: Canonical, { first, second } = TWO, atMs = nowMs): Promise<void> {
  const office = randomUUID();
  await tx.query(
    `insert into safeguards.two_person_act (act_id, act, about, jurisdiction, exercise, asked_by, asked_by_agency, asked_at_ms, approvers,
       other_agency, article, expires_at_ms, answer, answered_by, answered_by_agency, answered_at_ms)
     values ($1, $2, $3, 'kr', true, $4, $5, $7::bigint - 1, array[$5::uuid], false, 'x', $7::bigint + 1, 'approved', $6, $5, $7)`,
    [randomUUID(), act, canonicalJson(about), first, office, second, atMs],
  );
}

const EARLY = { basis: 'order:a', part: 'location', because: 'asked' };
const WHAT = { ...EARLY, article: 'Magpie', packVersion: 'kr@1' };
const byHand = (approved: Canonical, by = TWO, at = deps) =>
  db.database.transaction(async (tx) => {
    await approve(tx, 'erase-early', approved, by);
    return beginByHand(at, tx, WHAT, by, nowMs);
  });

const documentHash = 'ab'.repeat(32);
const documentId = randomUUID();
const holding = (basis: string, untilMs: number) => ({ basis, article: 'EX 17', documentId, untilMs });
async function hold(tx: Sql, basis = 'order:a', untilMs = NOW_MS + 1_000, by = TWO): Promise<void> {
  await approve(tx, 'hold', holding(basis, untilMs), by);
  await holdUntil(tx, { ...holding(basis, untilMs), documentHash, packVersion: 'example@1' }, by, nowMs);
}
const beginClock = (tx: Sql, basis = 'order:a') =>
  beginErasure(tx, { ...EARLY, basis, because: 'acquitted', article: 'x', packVersion: 'x' }, null, nowMs);

/** A gate that is opened by hand. */
function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('erasing by hand', () => {
  it('takes two persons, and what is in force is not erased by anybody (H-498)', async () => {
    await sealed(['order:a']);
    await expect(byHand(EARLY, { first: FIRST, second: FIRST })).rejects.toThrow();
    await expect(byHand(EARLY, TWO, { ...deps, isInForce: () => true })).rejects.toThrow('in force');
    expect(await byHand(EARLY)).not.toBeNull();
    expect((await eraseDue(deps)).proven).toMatchObject([{ cause: 'hand', basis: 'order:a', because: 'asked' }]);
    expect(await byHand(EARLY)).toBeNull();
  });

  it('begins only what was approved in so many words, in that transaction: the database refuses the rest (H-563)', async () => {
    await sealed(['order:a']);
    for (const other of [{ basis: 'order:b' }, { part: 'papers' }, { because: 'else' }, { more: 1 }])
      await expect(byHand({ ...EARLY, ...other })).rejects.toThrow('nobody approved it');
    // By others, or a moment ago.
    const begin = (tx: Sql) => beginByHand(deps, tx, WHAT, TWO, nowMs);
    await expect(db.database.transaction(begin)).rejects.toThrow('nobody approved it');
    await db.database.transaction((tx) => approve(tx, 'erase-early', EARLY, { first: SECOND, second: FIRST }));
    await db.database.transaction((tx) => approve(tx, 'erase-early', EARLY, TWO, nowMs - 1));
    await expect(db.database.transaction(begin)).rejects.toThrow('nobody approved it');
    expect(await loadKept(db.database, ['order:a'], nowMs)).toMatchObject([{ part: 'location', isUnderWay: false }]);
  });
});

it('of many bases the first that are still kept are found, in their order, and no more than are asked for', async () => {
  const bases = Array.from({ length: 8 }, (_, i) => `order:many-${7 - i}`);
  const put = (basis: string, part: string, destroyedAtMs: number | null = null) =>
    db.database.query(
      `insert into safeguards.basis_key (name, store_id, basis, part, created_at_ms, doomed_at_ms, destroyed_at_ms)
       values ($1, 's', $2, $3, 0, $4, $4)`,
      [randomUUID(), basis, part, destroyedAtMs],
    );
  for (const [i, basis] of bases.entries()) {
    if (i === 1) await put(basis, 'location', 1);
    else if (i === 2) await put(basis, 'of no order');
    else if (i !== 3) await put(basis, i === 4 ? 'x|own-1' : 'papers');
  }
  const kept = (most: number) => loadStillKept(db.database, bases, ['location', 'papers'], most);
  expect(await kept(8)).toEqual([0, 4, 5, 6, 7].map((i) => bases[i]));
  expect(await kept(3)).toEqual([0, 4, 5].map((i) => bases[i]));
});

describe('a hold', () => {
  it('keeps its basis and no other, until its day (H-499)', async () => {
    await sealed(['order:a', 'order:b']);
    await clock('order:a');
    await clock('order:b');
    const alone = { first: FIRST, second: FIRST };
    await expect(db.database.transaction((tx) => hold(tx, 'order:a', NOW_MS + 1, alone))).rejects.toThrow();
    const unapproved = { ...holding('order:a', NOW_MS + 1), documentHash, packVersion: 'example@1' };
    await expect(holdUntil(db.database, unapproved, TWO, NOW_MS)).rejects.toThrow('nobody approved it');
    await db.database.transaction((tx) => hold(tx));
    expect(await eraseDue(deps)).toMatchObject({ proven: [{ basis: 'order:b' }], failed: [] });
    expect(await retentionStatus(deps)).toMatchObject({ late: [], held: [{ basis: 'order:a', article: 'EX 17' }] });
    await expect(byHand(EARLY)).rejects.toThrow('the basis is held');
    nowMs += 1_000;
    expect((await eraseDue(deps)).proven).toMatchObject([{ basis: 'order:a' }]);
    await expect(db.database.query('update safeguards.hold set until_ms = 0')).rejects.toThrow();
  });

  it('that is lifted holds no longer, and what is due goes with the next look', async () => {
    await sealed(['order:a']);
    await clock('order:a');
    await db.database.transaction((tx) => hold(tx));
    expect((await eraseDue(deps)).proven).toEqual([]);
    expect(await liftHolds(db.database, 'order:a', nowMs)).toBe(1);
    expect((await eraseDue(deps)).proven).toMatchObject([{ basis: 'order:a' }]);
  });

  it('is refused while an erasure waits for its key store, and where nothing is kept any more (H-556)', async () => {
    await sealed(['order:a']);
    await clock('order:a');
    let away = true;
    const failing = new Proxy(store, {
      get(target, name) {
        if (name === 'destroy' && away) return () => Promise.reject(new Error('no answer'));
        return Reflect.get(target, name, target).bind?.(target) ?? Reflect.get(target, name, target);
      },
    });
    expect((await eraseDue({ ...deps, store: failing })).failed).toHaveLength(1);
    await expect(db.database.transaction((tx) => hold(tx))).rejects.toMatchObject({ code: 'MG001' });
    away = false;
    expect((await eraseDue({ ...deps, store: failing })).proven).toHaveLength(1);
    await expect(db.database.transaction((tx) => hold(tx))).rejects.toMatchObject({ code: 'MG002' });
    expect((await retentionStatus(deps)).held).toEqual([]);
  });

  it.each(['hold', 'erasure'] as const)(
    'and an erasure at the same moment: the %s is first, and the other is refused (H-556)',
    async (first) => {
      await sealed(['order:a']);
      await clock('order:a');
      const [begun, committed] = [gate(), gate()];
      const one = db.database.transaction(async (tx) => {
        await (first === 'hold' ? hold(tx) : beginClock(tx));
        begun.open();
        await committed.opened;
      });
      await begun.opened;
      let isOver = false;
      const other = db.database
        .transaction<unknown>((tx) => (first === 'hold' ? beginClock(tx) : hold(tx)))
        .then(() => 'done')
        .catch((error: { code: string }) => error.code)
        .finally(() => {
          isOver = true;
        });
      // It waits for a lock, and is not answered by what was before.
      await expect
        .poll(async () => {
          const { rows } = await db.database.query<{ n: number }>(
            `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`,
          );
          return rows[0]!.n;
        })
        .toBe(1);
      expect(isOver).toBe(false);
      committed.open();
      await one;
      expect(await other).toBe(first === 'hold' ? 'MG003' : 'MG001');
      const { failed } = await eraseDue(deps);
      expect([failed, (await retentionStatus(deps)).held.length]).toEqual([[], first === 'hold' ? 1 : 0]);
    },
  );

  it('and many erasures at once, whoever is quicker: nothing that is held goes, nothing that goes is held (H-556)', async () => {
    const bases = Array.from({ length: 12 }, (_, i) => `order:${i}`);
    for (const basis of bases) {
      await deps.sealer.dataKey({ subject: WEARER, scope: basis, bases: [basis] }, nowMs);
      await clock(basis);
    }
    const holds = bases.map((basis) =>
      db.database
        .transaction((tx) => hold(tx, basis, NOW_MS + DAY_MS))
        .then(() => 'held')
        .catch((error: { code: string }) => error.code),
    );
    const [answers, { failed, proven }] = await Promise.all([Promise.all(holds), eraseDue(deps)]);
    expect(failed).toEqual([]);
    const rest = (await eraseDue(deps)).proven;
    const gone = new Set([...proven, ...rest].map(({ basis }) => basis));
    for (const [i, basis] of bases.entries()) {
      const { basis: kept } = (await loadKept(db.database, [basis], nowMs))[0] ?? { basis: null };
      expect([basis, answers[i] === 'held', kept === basis]).toEqual([basis, !gone.has(basis), !gone.has(basis)]);
    }
  });
});
