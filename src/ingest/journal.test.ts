import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asOwner } from '../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import type { PairId, PersonId } from '../core/ids.ts';
import { DAY_MS, utcDay } from '../core/time.ts';
import { Sealer } from '../safeguards/service.ts';
import { connectWriter } from '../server/writer-connection.ts';
import { loadInputsAfter } from './history.ts';
import type { JournaledInput, UnnumberedInput } from './inputs.ts';
import { Journal, type WriterConnection } from './journal.ts';

const PERSON = '00000000-0000-4000-8000-000000000001' as PersonId;
const DEVICE = '00000000-0000-4000-8000-000000000002';
const START_MS = Date.parse('2026-11-02T12:00:00Z');

let db: TestDatabase;
let sealer: Sealer;
let nowMs = START_MS;
let delivered: JournaledInput[];
/** What the next insert does: nothing special, or commit and then lose the answer. */
let loseAnswer = false;
/** Resolves when the database may answer again; null: it answers. */
let hanging: Promise<void> | null = null;
let troubles: (number | null)[];
let journal: Journal;
let behindMs = 0;

beforeEach(async () => {
  db = await testDatabase();
  sealer = new Sealer(randomBytes(32), db.database);
  nowMs = START_MS;
  delivered = [];
  loseAnswer = false;
  hanging = null;
  troubles = [];
  journal = newJournal();
  await journal.open(0);
});
afterEach(async () => {
  await journal.close();
  await db.close();
});

function newJournal(): Journal {
  return new Journal({
    clock: { nowMs: () => nowMs },
    sealer,
    connect: async () => losing(await connectWriter(db.appUrl, 0)),
    onCommitted: (inputs) => delivered.push(...inputs),
    loadCommittedAfter: (sql, position) => loadInputsAfter(sql, sealer, position),
    onTrouble: (sinceMs) => troubles.push(sinceMs),
    onClock: (ms) => {
      behindMs = ms;
    },
    setTimer(delayMs, fn) {
      const timer = setTimeout(fn, Math.min(delayMs, 200));
      return () => clearTimeout(timer);
    },
    onError: () => undefined,
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
  });
}

/** The network's worst moment: the row is committed, and the connection breaks before the answer comes. */
function losing(connection: WriterConnection): WriterConnection {
  return {
    close: () => connection.close(),
    async query(text, values) {
      await hanging;
      const result = await connection.query<never>(text, values);
      if (loseAnswer && text.includes('insert into ingest.journal')) {
        loseAnswer = false;
        throw new Error('connection lost');
      }
      return result;
    },
  };
}

function fixInput(fixedAtMs: number, latDeg = 36): UnnumberedInput {
  const unsaid = { accuracyM: null, speedMps: null, courseDeg: null, source: null, mock: null };
  return { kind: 'fix', fix: { personId: PERSON, fixedAtMs, receivedAtMs: nowMs, latDeg, lonDeg: 124.5, ...unsaid } };
}

function append(input: UnnumberedInput) {
  const fixedAtMs = input.kind === 'fix' ? input.fix.fixedAtMs : nowMs;
  return journal.append(input, DEVICE, { subject: PERSON, scope: utcDay(fixedAtMs), bases: ['order:x'] });
}

describe('the journal', () => {
  it('stores a fix once, however often and however it is sent, and delivers it once', async () => {
    const first = await append(fixInput(START_MS));
    const together = await Promise.all([append(fixInput(START_MS)), append(fixInput(START_MS))]);
    expect(first).toMatchObject({ ok: true, value: { duplicate: false } });
    for (const again of together) expect(again).toMatchObject({ ok: true, value: { duplicate: true } });
    expect(delivered).toHaveLength(1);
    // Another position of the same instant is another fix.
    expect(await append(fixInput(START_MS, 36.1))).toMatchObject({ ok: true, value: { duplicate: false } });
  });

  it('keeps apart what several people and pairs say without a device in the same millisecond (H-91)', async () => {
    const other = '00000000-0000-4000-8000-000000000003' as PersonId;
    const sos = (personId: PersonId) => {
      const input = { kind: 'event', personId, event: 'sos', eventAtMs: nowMs } as const;
      return journal.append(input, null, { subject: personId, scope: utcDay(nowMs), bases: ['order:x'] });
    };
    const unbind = (n: number) =>
      journal.append({ kind: 'unbind-pair', pairId: `00000000-0000-4000-8000-00000000010${n}` as PairId }, null, null);
    const all = await Promise.all([sos(PERSON), sos(other), sos(other), unbind(1), unbind(2), unbind(2)]);
    expect(all.map((outcome) => outcome.ok && outcome.value.duplicate)).toEqual([
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
    expect(delivered).toHaveLength(4);
  });

  it('gives the engine what is committed, in ascending order of position, with the time that it keeps', async () => {
    await Promise.all(Array.from({ length: 2_500 }, (_, i) => append(fixInput(START_MS - i * 1_000))));
    const positions = delivered.map((input) => input.position);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(delivered).toHaveLength(2_500);
    const stored = await loadInputsAfter(db.database, sealer, 0);
    expect(stored).toEqual(delivered);
  });

  it('never gives the engine a time before the last one, whatever the clock does', async () => {
    await append(fixInput(START_MS));
    nowMs -= 3_600_000;
    await append(fixInput(START_MS + 1));
    expect(delivered.map((input) => input.atMs)).toEqual([START_MS, START_MS]);
  });

  it('goes on after the clock jumped days ahead and came back, and says how far it is behind (H-96)', async () => {
    const tick = () => journal.append({ kind: 'tick' }, null, null);
    nowMs += 5 * DAY_MS;
    expect(await tick()).toMatchObject({ ok: true });
    expect(behindMs).toBe(0);
    await journal.close();
    // Also in the next process, whose first look at the clock is the right one.
    nowMs -= 5 * DAY_MS;
    journal = newJournal();
    await journal.open(delivered.at(-1)!.position);
    expect(await tick()).toMatchObject({ ok: true });
    expect(await append(fixInput(nowMs))).toMatchObject({ ok: true });
    expect(behindMs).toBe(5 * DAY_MS);
    expect(delivered.at(-1)!.atMs).toBe(START_MS + 5 * DAY_MS);
  });

  it('finds what was committed when the answer was lost, and the device that sends again is told it is stored', async () => {
    loseAnswer = true;
    expect(await append(fixInput(START_MS))).toEqual({ ok: false, error: 'not-committed' });
    expect(delivered).toHaveLength(0);
    expect(await append(fixInput(START_MS))).toMatchObject({ ok: true, value: { duplicate: true } });
    expect(delivered).toHaveLength(1);
  });

  it('tells that the database hangs while it still does, and that it is back (H-88)', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    hanging = promise;
    const waiting = append(fixInput(START_MS));
    // Let go also when it fails, so that the test ends.
    await expect
      .poll(() => troubles)
      .toEqual([START_MS])
      .finally(resolve);
    expect(await waiting).toMatchObject({ ok: true });
    expect(troubles).toEqual([START_MS, null]);
  });

  it('goes on numbering after a restart, and leaves the engine to be fed from where it was', async () => {
    await append(fixInput(START_MS));
    await journal.close();
    journal = newJournal();
    await journal.open(delivered.at(-1)!.position);
    await append(fixInput(START_MS + 1));
    expect(delivered.map((input) => input.position)).toEqual([1, 2]);
  });

  it('has one writer: a second one is refused while the first lives', async () => {
    await expect(connectWriter(db.appUrl, 0)).rejects.toThrow(/another process/);
  });

  it('stores the neighbours of a row that the database refuses', async () => {
    const far = append(fixInput(START_MS - 40 * DAY_MS));
    const near = append(fixInput(START_MS));
    expect(await far).toEqual({ ok: false, error: 'not-committed' });
    expect(await near).toMatchObject({ ok: true });
  });

  it('makes no partition outside the window, whoever asks', async () => {
    await append(fixInput(START_MS));
    await append(fixInput(START_MS - 29 * DAY_MS));
    await append(fixInput(START_MS - 40 * DAY_MS));
    const { rows } = await db.database.query<{ name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'ingest.journal'::regclass order by 1`,
    );
    expect(rows.map((row) => row.name)).toEqual(['ingest.journal_20261004', 'ingest.journal_20261102']);
  });

  it('keeps no coordinate in plain bytes', async () => {
    await append(fixInput(START_MS, 36.123456));
    const { rows } = await db.database.query<{ row: string; sealed: Buffer }>(
      `select (to_jsonb(j) - 'sealed' - 'payload_hash')::text as row, sealed from ingest.journal j`,
    );
    expect(rows[0]!.row).not.toContain('36.1');
    expect(rows[0]!.sealed.includes(Buffer.from('36.123456'))).toBe(false);
  });

  it('cannot be changed or shortened by the application, only added to', async () => {
    await append(fixInput(START_MS));
    await expect(db.database.query(`update ingest.journal set position = 7`)).rejects.toThrow(/permission denied/);
    await expect(db.database.query(`delete from ingest.journal`)).rejects.toThrow(/permission denied/);
    await expect(db.database.query(`truncate ingest.journal`)).rejects.toThrow(/permission denied/);
    expect((await asOwner(db, (owner) => owner.query(`select from ingest.journal`))).rowCount).toBe(1);
  });
});
