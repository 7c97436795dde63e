/** Entries whose time is over go, with their openings; the log over them verifies, and the database is still whole by it. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asOwner, writeHold } from '../../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { openSource } from '../../cli/verify-log/source.ts';
import { verifyLog } from '../../cli/verify-log/verify.ts';
import { systemClock } from '../../core/clock.ts';
import { DAY_MS } from '../../core/time.ts';
import { audit, ledger } from '../log.ts';
import { lockKeyMaking } from '../seal.sql.ts';
import { compareLog } from './compare.ts';
import { expireEntries } from './expire.ts';
import { type LogKey, loadLogKey } from './key.ts';
import { LogPublisher } from './publisher.ts';

const YEAR_MS = 366 * DAY_MS;
const NOW_MS = systemClock.nowMs();
const TERM = { beforeMs: NOW_MS - 5 * YEAR_MS, article: 'Magpie 3', packVersion: 'kr@1' };
const OFFICER = { kind: 'officer', id: '11111111-1111-4111-8111-111111111111' };
const HELD = '33333333-3333-4333-8333-333333333333';
const deps = () => ({ database: db.database, clock: { nowMs: () => NOW_MS } });

let db: TestDatabase;
let folder: string;
let key: LogKey;
beforeEach(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'magpie-log-'));
  key = await loadLogKey(join(folder, 'log-key.json'), 'log.example/test');
});
afterEach(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

async function write(atMs: number, about: Record<string, string> = {}, action = 'test.look'): Promise<void> {
  const entry = { atMs, actor: OFFICER, action, purpose: 'monitoring', about };
  await db.database.transaction(async (tx) => {
    await audit(tx, [entry, entry]);
    await ledger(tx, [{ atMs, kind: 'grant', body: { viewer: OFFICER, rule: 'kr-1', ...about } }]);
  });
}

async function publish(period: number): Promise<void> {
  const own = { database: db.database, key, folder: join(folder, 'log'), randomBytes };
  await new LogPublisher({ ...own, cadenceMs: 60_000, entriesPerPeriod: 256 }).run(NOW_MS + period * 60_000);
}

async function findings(): Promise<{ found: string[]; erased: number }> {
  const [entries, found]: [Buffer[], string[]] = [[], []];
  const onEntry = (_: number, bytes: Uint8Array) => void entries.push(Buffer.from(bytes));
  const verdict = await verifyLog({ source: openSource(join(folder, 'log')), key: key.vkey, since: null, onEntry });
  expect(verdict).toMatchObject({ ok: true });
  const { database } = db;
  const all = Buffer.concat(entries);
  const onFinding = (what: string) => void found.push(what);
  const { erased } = await compareLog({ database, paddingSecret: key.paddingSecret, entries: all, onFinding });
  return { found, erased };
}

const left = async (log: 'audit' | 'ledger'): Promise<number[]> =>
  (await db.database.query<{ number: number }>(`select number from safeguards.${log} order by number`)).rows.map(
    ({ number }) => number,
  );

test('what was written before the term goes with its opening, one entry says so, and the log and all younger rows are whole (H-582)', async () => {
  await write(TERM.beforeMs - 1);
  await write(TERM.beforeMs);
  // Not published yet: without a leaf nothing would account for it.
  expect(await expireEntries(deps(), TERM)).toBe(0);
  await publish(0);
  expect(await expireEntries(deps(), TERM)).toBe(3);
  expect(await expireEntries(deps(), TERM)).toBe(0);
  expect([await left('audit'), await left('ledger')]).toEqual([[2, 3, 4, 5], [1]]);
  const { rows } = await db.database.query<{ about: object }>(
    `select convert_from(canonical, 'UTF8')::json -> 'about' as about from safeguards.audit where number >= 4 order by number`,
  );
  expect(rows.map(({ about }) => about)).toMatchObject([
    { leaves: 2, because: 'ledger: Magpie 3 (kr@1)' },
    { leaves: 1, because: 'ledger: Magpie 3 (kr@1)' },
  ]);
  await publish(1);
  expect(await findings()).toEqual({ found: [], erased: 3 });
  // One that is taken away by another way is found.
  await asOwner(db, async (owner) => {
    await owner.query(`select set_config('magpie.expiring', 'on', false)`);
    await owner.query('delete from safeguards.audit where number = 2');
  });
  expect((await findings()).found).toEqual(['audit:2 is gone']);
});

test('certificates of erasure stay, and so does what a hold names, until it ends', async () => {
  await write(TERM.beforeMs - 1, { orderId: HELD });
  await write(TERM.beforeMs - 1, {}, 'retention.erase');
  await publish(0);
  await writeHold(db, `order:${HELD}`, NOW_MS + 1_000);
  expect(await expireEntries(deps(), TERM)).toBe(1);
  expect(await left('audit')).toEqual([0, 1, 2, 3, 4]);
  expect(await expireEntries({ ...deps(), clock: { nowMs: () => NOW_MS + 2_000 } }, TERM)).toBe(3);
  expect((await left('audit')).slice(0, 2)).toEqual([2, 3]);
  await publish(1);
  expect((await findings()).found).toEqual([]);
});

test('a hold that comes while entries go keeps what it names, and the database refuses to let it go (H-582)', async () => {
  await write(TERM.beforeMs - 1, { orderId: HELD });
  await publish(0);
  let expiring: Promise<number> | undefined;
  await db.database.transaction(async (tx) => {
    await lockKeyMaking(tx);
    expiring = expireEntries(deps(), TERM);
    const waiting = `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`;
    await expect.poll(async () => (await db.database.query<{ n: number }>(waiting)).rows[0]!.n).toBe(1);
    await writeHold(db, `order:${HELD}`, NOW_MS + 1_000);
  });
  expect(await expiring).toBe(0);
  expect([await left('audit'), await left('ledger')]).toEqual([[0, 1], [0]]);
  await db.database.query('delete from safeguards.log_opening');
  const expire = db.database.query(`select safeguards.expire_entries('audit', '{0}', $1)`, [NOW_MS]);
  await expect(expire).rejects.toThrow('held');
});

test('what was noted beside an entry goes with it', async () => {
  await write(TERM.beforeMs - 1);
  await write(TERM.beforeMs);
  await publish(0);
  const notes = 'insert into safeguards.look_part (number, had_part) values (0, true), (2, true)';
  await asOwner(db, (owner) => owner.query(notes));
  await expireEntries(deps(), TERM);
  const { rows } = await db.database.query('select number from safeguards.look_part');
  expect(rows).toEqual([{ number: 2 }]);
  await expect(asOwner(db, (owner) => owner.query('delete from safeguards.look_part'))).rejects.toThrow('append-only');
});

test('the database refuses what is younger than three years, what can be opened, and every other way', async () => {
  await write(NOW_MS - 2 * YEAR_MS);
  await write(NOW_MS - 4 * YEAR_MS);
  await publish(0);
  const expire = (number: number) =>
    db.database.query(`select safeguards.expire_entries('audit', $1, $2)`, [[number], NOW_MS]);
  await expect(expire(2)).rejects.toThrow('can be opened');
  await db.database.query('delete from safeguards.log_opening');
  await expect(expire(0)).rejects.toThrow('younger');
  // Nor by a clock that is wrong.
  await expect(
    db.database.query(`select safeguards.expire_entries('audit', '{0}', $1)`, [NOW_MS + 9 * YEAR_MS]),
  ).rejects.toThrow('younger');
  await expire(2);
  await expect(db.database.query('delete from safeguards.audit')).rejects.toThrow('permission denied');
  await expect(asOwner(db, (owner) => owner.query('delete from safeguards.audit'))).rejects.toThrow('append-only');
  await expect(asOwner(db, (owner) => owner.query(`update safeguards.ledger set at_ms = 0`))).rejects.toThrow(
    'append-only',
  );
});
