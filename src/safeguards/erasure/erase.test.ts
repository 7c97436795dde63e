import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asOwner } from '../../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { Database, Sql } from '../../core/database.ts';
import { DAY_MS, HOUR_MS } from '../../core/time.ts';
import { FileKeyStore } from '../keys/file-store.ts';
import { startClocks } from '../retention.ts';
import { ErasedError, Sealer } from '../seal.ts';
import { type EraseDeps, eraseDue } from './erase.ts';
import { retentionStatus } from './status.ts';

const NOW_MS = Date.parse('2026-11-02T00:00:00Z');
const MASTER = randomBytes(32);
const WEARER = '4f3b8f7e-0000-4000-8000-000000000001';
const DAY = { subject: WEARER, scope: '2026-11-02' };
const PLACE = Buffer.from('{"latDeg":36.5}');

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

async function clock(basis: string, destroyAtMs: number, what = 'location'): Promise<void> {
  const made = {
    what,
    because: 'acquitted',
    startsAtMs: NOW_MS,
    destroyAtMs,
    article: 'EDA 31-8(4)',
    packVersion: 'kr@1',
  };
  await db.database.transaction((tx) => startClocks(tx, basis, [made], nowMs));
}

async function sealed(bases: readonly string[], more: { subject?: string; scope?: string; alone?: boolean } = {}) {
  const key = await deps.sealer.dataKey({ ...DAY, ...more, bases }, nowMs);
  return { keyId: key.keyId, bytes: deps.sealer.sealWith(key, PLACE) };
}

const fresh = (): Sealer => new Sealer(MASTER, db.database, store);
const audited = async () => {
  const { rows } = await db.database.query<{ about: string }>(
    `select convert_from(canonical, 'UTF8')::json ->> 'about' as about from safeguards.audit
     where convert_from(canonical, 'UTF8')::json ->> 'action' = 'retention.erase' order by number`,
  );
  return rows.map(({ about }) => JSON.parse(about) as Record<string, unknown>);
};

describe('erasing by the clocks', () => {
  it('data under two orders lives until the last of them has run out; then key, wrapping and memory are gone, with a certificate', async () => {
    const both = await sealed(['order:a', 'order:b']);
    const { rows: before } = await db.database.query<{ store_key: string }>(
      'select store_key from safeguards.key_wrapping',
    );
    await clock('order:a', NOW_MS);
    expect((await eraseDue(deps)).proven).toMatchObject([{ basis: 'order:a', keyIds: [] }]);
    expect(await fresh().open(both.keyId, both.bytes)).toEqual(PLACE);
    expect((await store.present(before.map(({ store_key }) => store_key))).size).toBe(1);
    await clock('order:b', NOW_MS);
    expect((await eraseDue(deps)).proven).toMatchObject([{ basis: 'order:b', keyIds: [both.keyId] }]);
    for (const sealer of [deps.sealer, fresh()])
      await expect(sealer.open(both.keyId, both.bytes)).rejects.toBeInstanceOf(ErasedError);
    expect((await store.present(before.map(({ store_key }) => store_key))).size).toBe(0);
    expect(await audited()).toMatchObject([
      { basis: 'order:a', keys: 0 },
      {
        basis: 'order:b',
        keys: 1,
        keyIds: [both.keyId],
        article: 'EDA 31-8(4)',
        because: 'acquitted',
        part: 'location',
      },
    ]);
    expect((await eraseDue(deps)).proven).toEqual([]);
  });

  it('papers stay when places go, another person stays, and nothing goes before its time', async () => {
    const paper = await sealed(['order:a'], { scope: 'documents order:a' });
    const place = await sealed(['order:a']);
    const other = await sealed(['order:b'], { subject: '4f3b8f7e-0000-4000-8000-000000000002' });
    await clock('order:a', NOW_MS + 1);
    expect((await eraseDue(deps)).proven).toEqual([]);
    expect(await retentionStatus(deps)).toMatchObject({ due: [], soon: [{ basis: 'order:a' }] });
    nowMs += 1;
    expect((await eraseDue(deps)).proven).toHaveLength(1);
    await expect(fresh().open(place.keyId, place.bytes)).rejects.toBeInstanceOf(ErasedError);
    expect(await fresh().open(paper.keyId, paper.bytes)).toEqual(PLACE);
    expect(await fresh().open(other.keyId, other.bytes)).toEqual(PLACE);
  });

  it('the next data of the same subject and scope gets another key, and the older stays erased (H-100)', async () => {
    const first = await sealed(['order:a']);
    await clock('order:a', NOW_MS);
    await eraseDue(deps);
    const next = await sealed(['order:c']);
    expect(next.keyId).not.toBe(first.keyId);
    expect(await fresh().open(next.keyId, next.bytes)).toEqual(PLACE);
    await expect(fresh().open(first.keyId, first.bytes)).rejects.toBeInstanceOf(ErasedError);
  });

  it('what comes under a basis whose time is over is erased by the next look (H-492)', async () => {
    await clock('order:a', NOW_MS);
    for (let i = 0; i < 2; i += 1) {
      const late = await sealed(['order:a']);
      expect((await eraseDue(deps)).proven).toHaveLength(1);
      await expect(fresh().open(late.keyId, late.bytes)).rejects.toBeInstanceOf(ErasedError);
    }
  });

  it.each(['before', 'after'] as const)(
    'a store that fails %s destroying is tried again, is late, and nothing is certified till then',
    async (when) => {
      const one = await sealed(['order:a']);
      await clock('order:a', NOW_MS);
      let fails = true;
      const failing = new Proxy(store, {
        get(target, name) {
          if (name !== 'destroy')
            return Reflect.get(target, name, target).bind?.(target) ?? Reflect.get(target, name, target);
          return async (names: readonly string[]) => {
            if (fails && when === 'before') throw new Error('no answer');
            await target.destroy(names);
            if (fails) throw new Error('no answer');
          };
        },
      });
      expect((await eraseDue({ ...deps, store: failing })).failed).toHaveLength(1);
      expect(await audited()).toEqual([]);
      nowMs += 3 * 3_600_000;
      expect(await retentionStatus(deps)).toMatchObject({
        late: [{ basis: 'order:a' }],
        underWay: [{ provenAtMs: null }],
      });
      fails = false;
      expect((await eraseDue({ ...deps, store: failing })).proven).toHaveLength(1);
      await expect(fresh().open(one.keyId, one.bytes)).rejects.toBeInstanceOf(ErasedError);
      expect(await retentionStatus(deps)).toMatchObject({ late: [], underWay: [], latest: [{ keyIds: [one.keyId] }] });
    },
  );

  it('stopped at any statement, the next look finishes it, with one certificate', async () => {
    for (let n = 1; ; n += 1) {
      const one = await sealed([`order:${n}`], { scope: `2026-12-${String(n).padStart(2, '0')}` });
      await clock(`order:${n}`, NOW_MS);
      let left = n;
      const stopping = (sql: Sql): Sql => ({
        query: (text, values) => {
          left -= 1;
          if (left <= 0) throw new Error('stopped');
          return sql.query(text, values);
        },
      });
      const database = {
        ...stopping(db.database),
        transaction: <T>(work: (tx: Sql) => Promise<T>) => db.database.transaction((tx) => work(stopping(tx))),
      };
      await eraseDue({ ...deps, database: database as Database }).catch(() => undefined);
      const wasStopped = left <= 0;
      expect((await eraseDue(deps)).failed).toEqual([]);
      await expect(fresh().open(one.keyId, one.bytes)).rejects.toBeInstanceOf(ErasedError);
      expect((await audited()).filter(({ basis }) => basis === `order:${n}`)).toHaveLength(1);
      if (!wasStopped) {
        expect(n).toBeGreaterThan(8);
        return;
      }
    }
  });

  it("an hour of the protected side's own goes from every copy before its order, and the next hour stays", async () => {
    const hour = (hours: number) => ({ scope: `own-${NOW_MS + hours * HOUR_MS}`, alone: true });
    const own = await sealed(['order:a'], hour(0));
    const next = await sealed(['order:a'], hour(1));
    const { rows } = await db.database.query<{ store_key: string }>(
      'select store_key from safeguards.key_wrapping where key_id = $1',
      [own.keyId],
    );
    await db.database.query('select ingest.erase_own_hours($1)', [NOW_MS + DAY_MS + HOUR_MS]);
    await eraseDue(deps);
    expect((await store.present(rows.map(({ store_key }) => store_key))).size).toBe(0);
    await expect(fresh().open(own.keyId, own.bytes)).rejects.toBeInstanceOf(ErasedError);
    expect(await fresh().open(next.keyId, next.bytes)).toEqual(PLACE);
    await clock('order:a', NOW_MS);
    await eraseDue(deps);
    await expect(fresh().open(next.keyId, next.bytes)).rejects.toBeInstanceOf(ErasedError);
  });

  it('words of a record that never changes are emptied with their key, and changed in nothing else', async () => {
    const words = await sealed(['order:a'], { scope: 'parameters' });
    const question = '4f3b8f7e-0000-4000-8000-00000000000c';
    await db.database.query(
      `insert into safeguards.misuse_question (question_id, kind, actor_id, from_ms, until_ms, score, params, evidence, found_at_ms, day)
       values ($1, 'curiosity', $2, 0, 1, 50, '{}', '{0}', 1, '2026-11-02')`,
      [question, WEARER],
    );
    await db.database.query(
      `insert into safeguards.misuse_answer (question_id, number, outcome, by_id, at_ms, key_id, sealed)
       values ($1, 1, 'explained', $2, 1, $3, $4)`,
      [question, WEARER, words.keyId, words.bytes],
    );
    await expect(db.database.query(`update safeguards.misuse_answer set sealed = ''`)).rejects.toThrow();
    await clock('order:a', NOW_MS);
    await eraseDue(deps);
    const { rows } = await db.database.query<{ outcome: string; size: number }>(
      'select outcome, octet_length(sealed) as size from safeguards.misuse_answer',
    );
    expect(rows).toEqual([{ outcome: 'explained', size: 0 }]);
  });

  it('another process forgets what was erased (H-496)', async () => {
    const one = await sealed(['order:a']);
    const other = fresh();
    await other.open(one.keyId, one.bytes);
    await clock('order:a', NOW_MS);
    await eraseDue(deps);
    expect(await other.forgetErased()).toBe(1);
    await expect(other.open(one.keyId, one.bytes)).rejects.toBeInstanceOf(ErasedError);
    expect((await other.dataKey({ ...DAY, bases: ['order:b'] }, nowMs)).keyId).not.toBe(one.keyId);
  });

  it('the database itself refuses what is not due, and touches no row of a key that is wrapped', async () => {
    const one = await sealed(['order:a']);
    const begin = `select safeguards.begin_erasure('order:a', 'location', 'clock', 'x', 'x', 'x', null, null, $1)`;
    await expect(db.database.query(begin, [NOW_MS])).rejects.toThrow('its time has not come');
    await asOwner(db, (owner) => owner.query('update safeguards.data_key set erased_at_ms = 1'));
    const { rows } = await db.database.query<{ keys_done: number }>('select * from safeguards.erase_rows(null, 10)');
    expect(rows[0]!.keys_done).toBe(0);
    expect(await fresh().open(one.keyId, one.bytes)).toEqual(PLACE);
    for (const change of ['delete from safeguards.key_wrapping', 'update safeguards.erasure set proven_at_ms = 1'])
      await expect(db.database.query(change)).rejects.toThrow('permission denied');
  });
});
