import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asOwner } from '../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import type { Sql } from '../core/database.ts';
import type { PersonId } from '../core/ids.ts';
import { Sealer } from '../safeguards/service.ts';
import { steadyJournal } from './journal.harness.ts';
import type { Journal } from './journal.ts';
import { LIMITS } from './limits.ts';
import { type SnapshotHead, SnapshotStore } from './snapshots.ts';

const START_MS = Date.parse('2026-11-02T12:00:00Z');
const PERSON = '00000000-0000-4000-8000-000000000001' as PersonId;
const ORDER = 'order:00000000-0000-4000-8000-000000000002';
const master = randomBytes(32);
let db: TestDatabase;
let sealer: Sealer;
let journal: Journal;
let store: SnapshotStore;

beforeEach(async () => {
  db = await testDatabase();
  sealer = new Sealer(master, db.database);
  journal = await steadyJournal(db, sealer, () => START_MS);
  store = storeFor(sealer);
  for (let i = 1; i <= 3; i += 1) await sos(i);
});
afterEach(async () => {
  await journal.close();
  await db.close();
});

function storeFor(
  own: Sealer,
  asWriter = <T>(work: (sql: Sql) => Promise<T>) => journal.asWriter(work),
): SnapshotStore {
  return new SnapshotStore({ database: db.database, sealer: own, asWriter });
}

/** One input of the journal, kept by the order. */
async function sos(eventAtMs: number): Promise<void> {
  const input = { kind: 'event', personId: PERSON, event: 'sos', eventAtMs: START_MS + eventAtMs } as const;
  const stored = await journal.append(input, null, { subject: PERSON, scope: '2026-11-02', bases: [ORDER] });
  expect(stored.ok).toBe(true);
}

const STATE = Buffer.concat([Buffer.from('36.000001 124.5'), randomBytes(2 * LIMITS.snapshotPartBytes)]);

async function stored(position: number, kept: readonly number[] = []): Promise<SnapshotHead> {
  return store.put(await store.newKey(START_MS), { position, takenAtMs: START_MS, bytes: STATE }, kept);
}

/** As another process opens it. */
async function reopened(head: SnapshotHead): Promise<string> {
  const opened = await storeFor(new Sealer(master, db.database)).open(head);
  return opened.ok ? `whole: ${Buffer.from(opened.value).equals(STATE)}` : opened.error;
}

/** What is left of snapshots: heads, parts, keys and wrappings. */
async function left(): Promise<number[]> {
  const { rows } = await db.database.query<{ n: number }>(
    `select count(*) as n from ingest.engine_snapshot union all select count(*) from ingest.engine_snapshot_part
     union all select count(*) from safeguards.data_key where subject = 'engine'
     union all select count(*) from safeguards.key_wrapping where basis = 'snapshot'`,
  );
  return rows.map((row) => row.n);
}

function change(statement: string, values: unknown[] = []): Promise<unknown> {
  return asOwner(db, (owner) => owner.query(statement, values));
}

describe('a stored snapshot', () => {
  it('opens as it was, in parts, in another process, and says nothing in clear', async () => {
    const head = await stored(3);
    expect(head.parts).toBe(3);
    expect(await store.heads()).toEqual([head]);
    expect(await reopened(head)).toBe('whole: true');
    const { rows } = await db.database.query<{ sealed: Buffer }>(`select sealed from ingest.engine_snapshot_part`);
    for (const { sealed } of rows) expect(sealed.includes(Buffer.from('36.000001'))).toBe(false);
  });

  it('is refused when a byte was changed, a part is missing, or parts were swapped (H-112)', async () => {
    const changed = await stored(3);
    await change(
      `update ingest.engine_snapshot_part set sealed = set_byte(sealed, 100, get_byte(sealed, 100) # 1) where part = 2`,
    );
    expect(await reopened(changed)).toBe('damaged');
    const short = await stored(3);
    await change(`update ingest.engine_snapshot_part set sealed = '\\x00' where part = 1`);
    expect(await reopened(short)).toBe('damaged');
    const missing = await stored(3);
    await change(`delete from ingest.engine_snapshot_part where part = 3`);
    expect(await reopened(missing)).toBe('damaged');
    const swapped = await stored(3);
    await change(`update ingest.engine_snapshot_part set part = case part when 1 then 12 else 11 end where part < 3`);
    await change(`update ingest.engine_snapshot_part set part = part - 10 where part > 10`);
    expect(await reopened(swapped)).toBe('damaged');
    const wrapped = await stored(3);
    await change(
      `update safeguards.key_wrapping set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) where basis = 'snapshot'`,
    );
    expect(await reopened(wrapped)).toBe('damaged');
  });

  it('is refused when it is of another journal, or of another position of it (H-112)', async () => {
    const head = await stored(3);
    await sos(4);
    expect(await reopened(head)).toBe('whole: true');
    expect(await reopened({ ...head, position: 4 })).toBe('other-journal');
    expect(await reopened({ ...head, position: 9 })).toBe('other-journal');
    // As if the head were another snapshot's: its bytes were not sealed as that.
    expect(await reopened({ ...head, takenAtMs: head.takenAtMs + 1 })).toBe('damaged');
    // One input before it was another: somebody else's database, or one that was rewritten.
    await change(`update ingest.journal set payload_hash = '\\x00' where position = 1`);
    expect(await reopened(head)).toBe('other-journal');
  });
});

describe('what is gone', () => {
  it('goes with its key when it is replaced; those that are named stay', async () => {
    const [first, second] = [await stored(1), await stored(2)];
    expect(await store.heads()).toEqual([second]);
    const third = await stored(3, [second.keyId]);
    expect(await store.heads()).toEqual([third, second]);
    expect(await left()).toEqual([2, 6, 2, 2]);
    expect([await reopened(first), await reopened(second)]).toEqual(['erased', 'whole: true']);
    await store.keep([]);
    expect(await left()).toEqual([0, 0, 0, 0]);
  });

  it('what a crash left half written goes with the next', async () => {
    const key = await store.newKey(START_MS);
    await db.database.query(`insert into ingest.engine_snapshot_part (key_id, part, sealed) values ($1, 1, '\\x00')`, [
      key.keyId,
    ]);
    expect(await store.heads()).toEqual([]);
    await stored(3);
    expect(await left()).toEqual([1, 3, 1, 1]);
  });

  it('goes in the same transaction as whatever is erased of a person or an order, also one that is being written (H-113)', async () => {
    const head = await stored(3);
    const key = await store.newKey(START_MS);
    const erase = `delete from safeguards.key_wrapping where basis = $1`;
    await asOwner(db, async (owner) => {
      await owner.transaction(async (tx) => {
        await tx.query(erase, [ORDER]);
        expect((await db.database.query(`select from ingest.engine_snapshot`)).rowCount).toBe(1);
      });
    });
    expect(await store.heads()).toEqual([]);
    expect(await reopened(head)).toBe('erased');
    // The state was taken before, and is stored after: it must not come back.
    const late = store.put(key, { position: 3, takenAtMs: START_MS, bytes: STATE }, []);
    await expect(late).rejects.toThrow('the key of the snapshot is gone');
    const next = await stored(3);
    expect(await left()).toEqual([1, 3, 1, 1]);
    // Quarantine holds strangers' frames; its purge is everyday.
    await sealer.dataKey({ subject: 'quarantine', scope: '2026-11-02', bases: ['quarantine'] }, START_MS);
    await change(erase, ['quarantine']);
    expect(await store.heads()).toEqual([next]);
  });
});

describe('who may', () => {
  it('only the process that writes the journal: another has no lock, and one that lost it has it no more (H-114)', async () => {
    const head = await stored(2);
    const other = storeFor(sealer, (work) => work(db.database));
    const key = await other.newKey(START_MS);
    const put = other.put(key, { position: 3, takenAtMs: START_MS, bytes: STATE }, []);
    await expect(put).rejects.toThrow('only the writer');
    await expect(other.keep([])).rejects.toThrow('only the writer');
    await journal.close();
    await expect(store.keep([])).rejects.toThrow('does not write the journal');
    expect(await other.heads()).toEqual([head]);
  });
});
