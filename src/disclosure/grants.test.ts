/** Grants in a real PostgreSQL: row and ledger entry before the first frame, and every closing exactly once. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { systemClock } from '../core/clock.ts';
import type { Database, Sql } from '../core/database.ts';
import type { GrantId, OrderId, PairId, PersonId } from '../core/ids.ts';
import { sqlGrantStore } from './grants.sql.ts';
import { type Grant, type GrantAsk, GrantBook } from './grants.ts';
import { hashOf, IDS } from './live.harness.ts';
import { insertPair } from './pair.fixture.ts';

// A busy machine, and PostgreSQL.
vi.setConfig({ testTimeout: 60_000 });

let db: TestDatabase;

beforeEach(async () => {
  db = await testDatabase();
  await insertPair(db.database);
}, 60_000);

afterEach(() => db.close());

function bookOver(database: Database): GrantBook {
  return new GrantBook({
    clock: systemClock,
    setTimer(delayMs, fn) {
      const timer = setTimeout(fn, delayMs);
      return () => clearTimeout(timer);
    },
    store: sqlGrantStore(database),
    newId: randomUUID,
    logger: { warn: () => undefined },
  });
}

function askOf(change: Partial<GrantAsk> = {}): GrantAsk {
  return {
    viewerKind: 'protected',
    viewerId: IDS.protected as PersonId,
    pairId: IDS.pair as PairId,
    orderId: IDS.order as OrderId,
    target: 'wearer',
    subjectId: IDS.protected as PersonId,
    rule: 'kr-protected-inside-600',
    article: 'Decree 23-17(1)',
    packVersion: 'kr@test',
    shown: 'point:0',
    use: { purpose: 'notify-protected', article: 'EDA 31-8(2)5' },
    urgency: { level: 'warning', distanceM: 550, etaS: 360, insideM: 600 },
    orderUntilMs: systemClock.nowMs() + 3_600_000,
    ...change,
  };
}

function given(book: GrantBook, ask: GrantAsk): Promise<Grant | null> {
  return new Promise((resolve) => book.ask(ask, resolve));
}

async function ledgerOf(
  sql: Sql,
): Promise<{ number: number; entry: { kind: string; body: Record<string, unknown> } }[]> {
  const { rows } = await sql.query<{ number: number; canonical: Buffer }>(
    `select number, canonical from safeguards.ledger order by number`,
  );
  return rows.map((row) => ({ number: row.number, entry: JSON.parse(row.canonical.toString('utf8')) }));
}

describe('a grant', () => {
  test('is answered when row and ledger entry are committed, and says all that the law asks', async () => {
    const book = bookOver(db.database);
    const grant = await given(book, askOf());
    const { rows } = await db.database.query<Record<string, unknown>>(`select * from disclosure.grant_given`);
    expect(rows).toMatchObject([
      {
        grant_id: grant?.row.grantId,
        viewer_kind: 'protected',
        rule: 'kr-protected-inside-600',
        shown: 'point:0',
        urgency: { level: 'warning', distanceM: 550, etaS: 360, insideM: 600 },
      },
    ]);
    const [entry] = await ledgerOf(db.database);
    expect(entry).toMatchObject({
      number: rows[0]?.ledger_number,
      entry: {
        ...{ kind: 'grant', subject: IDS.protected, case: IDS.order },
        body: {
          grantId: grant?.row.grantId,
          viewer: { id: IDS.protected, kind: 'protected' },
          pairId: IDS.pair,
          rule: 'kr-protected-inside-600',
          article: 'Decree 23-17(1)',
          urgency: { distanceM: 550, etaS: 360, insideM: 600, level: 'warning' },
          target: 'wearer',
        },
      },
    });
    expect(grant!.row.expiresAtMs - grant!.row.givenAtMs).toBe(60_000);
    book.close(grant!, 'expired');
    await book.stop();
    // Its end names the same people and case.
    expect((await ledgerOf(db.database))[1]?.entry).toMatchObject({
      ...{ kind: 'grant-closed', subject: IDS.protected, case: IDS.order, purpose: 'kr-protected-inside-600' },
      actor: { kind: 'protected', id: IDS.protected },
    });
  });

  test('asked for together with others shares their transaction, and the ledger has no gap', async () => {
    let transactions = 0;
    const counting: Database = {
      query: (text, values) => db.database.query(text, values),
      transaction: (work) => {
        transactions += 1;
        return db.database.transaction(work);
      },
    };
    const book = bookOver(counting);
    const grants = await Promise.all(Array.from({ length: 300 }, () => given(book, askOf())));
    expect(grants.every((grant) => grant !== null)).toBe(true);
    expect(transactions).toBeLessThan(5);
    for (const grant of grants) book.close(grant!, 'expired');
    await book.stop();
    const entries = await ledgerOf(db.database);
    expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 600 }, (_, i) => i));
  });

  test('never outlives its order', async () => {
    const book = bookOver(db.database);
    const untilMs = systemClock.nowMs() + 5_000;
    expect((await given(book, askOf({ orderUntilMs: untilMs })))?.row.expiresAtMs).toBe(untilMs);
    expect(await given(book, askOf({ orderUntilMs: systemClock.nowMs() - 1 }))).toBeNull();
    await book.stop();
  });

  test('closes with the count, the range and the hash of what was shown', async () => {
    const book = bookOver(db.database);
    const grant = await given(book, askOf());
    book.record(grant!, 41, '{"a":1}');
    book.record(grant!, 57, '{"b":"한"}');
    book.close(grant!, 'replaced');
    book.close(grant!, 'expired');
    await book.stop();
    const { rows } = await db.database.query<Record<string, unknown>>(`select * from disclosure.grant_closed`);
    const hash = hashOf(['{"a":1}', '{"b":"한"}']);
    expect(rows).toMatchObject([{ cause: 'replaced', frames: 2, first_position: 41, last_position: 57 }]);
    expect((rows[0]!.frames_hash as Buffer).toString('hex')).toBe(hash);
    const entries = await ledgerOf(db.database);
    expect(entries[1]).toMatchObject({
      number: rows[0]?.ledger_number,
      entry: { kind: 'grant-closed', body: { cause: 'replaced', frames: 2, framesHash: hash, lastPosition: 57 } },
    });
  });

  test('left open by a crash is closed at the next start, once, without a count', async () => {
    const crashed = bookOver(db.database);
    const grant = await given(crashed, askOf());
    const done = await given(crashed, askOf());
    crashed.close(done!, 'expired');
    await crashed.stop();
    const store = sqlGrantStore(db.database);
    expect(await store.closeLeftOpen(systemClock.nowMs())).toBe(1);
    expect(await store.closeLeftOpen(systemClock.nowMs())).toBe(0);
    const { rows } = await db.database.query<Record<string, unknown>>(
      `select grant_id, frames, frames_hash from disclosure.grant_closed where cause = 'crashed'`,
    );
    expect(rows).toEqual([{ grant_id: grant?.row.grantId, frames: null, frames_hash: null }]);
  });
});

describe('when the database fails', () => {
  test('asks are refused, a probe finds it back, and closings wait until they are written', async () => {
    let gone = false;
    let transactions = 0;
    const flaky: Database = {
      query: (text, values) => db.database.query(text, values),
      transaction(work) {
        transactions += 1;
        return gone ? Promise.reject(new Error('gone')) : db.database.transaction(work);
      },
    };
    const book = bookOver(flaky);
    const grant = await given(book, askOf());
    gone = true;
    const refused = await Promise.all(Array.from({ length: 50 }, () => given(book, askOf())));
    expect(refused.every((answer) => answer === null)).toBe(true);
    transactions = 0;
    const again = await Promise.all(Array.from({ length: 50 }, () => given(book, askOf())));
    expect(again.every((answer) => answer === null)).toBe(true);
    expect(transactions).toBe(1);
    gone = false;
    book.close(grant!, 'expired');
    expect(await given(book, askOf())).not.toBeNull();
    await book.stop();
    const { rows } = await db.database.query<{ cause: string }>(
      `select cause from disclosure.grant_closed where grant_id = $1`,
      [grant!.row.grantId],
    );
    expect(rows).toEqual([{ cause: 'expired' }]);
  });

  test('a commit whose answer was lost leaves a grant that is closed unused (H-44)', async () => {
    let lose = true;
    const losing: Database = {
      query: (text, values) => db.database.query(text, values),
      async transaction(work) {
        const result = await db.database.transaction(work);
        if (lose) throw new Error('connection lost');
        return result;
      },
    };
    const book = bookOver(losing);
    expect(await given(book, askOf())).toBeNull();
    lose = false;
    await book.stop();
    const { rows } = await db.database.query<Record<string, unknown>>(
      `select g.rule, c.frames, c.cause from disclosure.grant_given g join disclosure.grant_closed c using (grant_id)`,
    );
    expect(rows).toEqual([{ rule: 'kr-protected-inside-600', frames: 0, cause: 'crashed' }]);
  });

  test('a closing that was written, but not heard of, is not written twice', async () => {
    const store = sqlGrantStore(db.database);
    const book = bookOver(db.database);
    const grant = await given(book, askOf());
    await book.stop();
    const row = {
      grantId: grant!.row.grantId as GrantId,
      closedAtMs: systemClock.nowMs(),
      cause: 'expired' as const,
      frames: 0,
      firstPosition: null,
      lastPosition: null,
      framesHash: Buffer.alloc(32),
    };
    await store.close([row]);
    await store.close([row]);
    expect(await ledgerOf(db.database)).toHaveLength(2);
  });

  test('the table itself refuses a grant of more than a minute', async () => {
    const { grantId, ...rest } = { ...askOf(), grantId: randomUUID() as GrantId };
    const nowMs = systemClock.nowMs();
    const row = { ...rest, grantId, givenAtMs: nowMs, expiresAtMs: nowMs + 60_001 };
    await expect(sqlGrantStore(db.database).give([row])).rejects.toThrow();
    expect(await ledgerOf(db.database)).toHaveLength(0);
  });
});
