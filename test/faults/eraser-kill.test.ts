/**
 * kill -9 of the eraser between any two of its steps. Afterwards: no row is gone whose key is not, no certificate stands over anything
 * that could be had, and the next start ends what was begun, with one certificate.
 */
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { DAY_MS } from '../../src/core/time.ts';
import { FileKeyStore } from '../../src/safeguards/keys/file-store.ts';
import { ErasedError, eraseDue, Sealer, startClocks } from '../../src/safeguards/service.ts';
import { CHECKOUT } from '../../src/server/folders.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const PLACE = Buffer.from('{"latDeg":36.0123457}');
const storeKey = randomBytes(32);

let db: TestDatabase;
let folder: string;
beforeEach(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'magpie-keys-'));
  await (await FileKeyStore.make({ folder, sealedUnder: [storeKey] })).close();
});
afterEach(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

async function withStore<T>(work: (store: FileKeyStore) => Promise<T>): Promise<T> {
  const store = await FileKeyStore.open({ folder, sealedUnder: [storeKey] });
  try {
    return await work(store!);
  } finally {
    await store!.close();
  }
}

interface Doomed {
  readonly basis: string;
  readonly personId: string;
  readonly keyId: number;
  readonly storeName: string;
  /** As a dump of before has it. */
  readonly wrapping: Record<string, unknown>;
}

/** A position under an order that is to be erased at once. */
async function doom(): Promise<Doomed> {
  const [personId, basis, nowMs] = [randomUUID(), `order:${randomUUID()}`, systemClock.nowMs()];
  const { database } = db;
  const keyId = await withStore(async (store) => {
    const sealer = new Sealer(storeKey, database, store);
    const scope = new Date(nowMs).toISOString().slice(0, 10);
    const key = await sealer.dataKey({ subject: personId, scope, bases: [basis] }, nowMs);
    const insert = `insert into ingest.journal (position, kind, person_id, fixed_at_ms, at_ms, payload_hash, key_id, sealed)
      values ((select coalesce(max(position), 0) + 1 from ingest.journal), $1, $2, $3, $3, $4, $5, $6)`;
    await database.query('select ingest.ensure_day($1, $2)', [nowMs - (nowMs % DAY_MS), nowMs]);
    await database.query(insert, ['fix', personId, nowMs, randomBytes(32), key.keyId, sealer.sealWith(key, PLACE)]);
    await database.query(insert, ['tick', null, nowMs, randomBytes(32), null, null]);
    return key.keyId;
  });
  const { rows } = await database.query<Record<string, unknown>>(
    'select * from safeguards.key_wrapping where key_id = $1',
    [keyId],
  );
  const clock = { what: 'location', because: 'acquitted', startsAtMs: nowMs, destroyAtMs: nowMs };
  await database.transaction((tx) =>
    startClocks(tx, basis, [{ ...clock, article: 'EDA 31-8(4)', packVersion: 'kr@1' }], nowMs),
  );
  return { basis, personId, keyId, storeName: String(rows[0]!.store_key), wrapping: rows[0]! };
}

/** Null: it came to its end. */
async function eraseAndKill(killAt: number): Promise<string | null> {
  const child = spawn(process.execPath, [join(CHECKOUT, 'test/support/erase-process.ts')], {
    env: {
      ...process.env,
      APP_URL: db.appUrl,
      KEY_FOLDER: folder,
      STORE_KEY_HEX: storeKey.toString('hex'),
      KILL_AT: String(killAt),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal === null) expect(code).toBe(0);
  return signal;
}

async function count(text: string, values: unknown[]): Promise<number> {
  return (await db.database.query(text, values)).rows.length;
}

async function stateOf({ basis, personId, keyId, storeName }: Doomed) {
  const certificates = `select from safeguards.audit where convert_from(canonical, 'UTF8')::json ->> 'action' = 'retention.erase'
    and position($1 in convert_from(canonical, 'UTF8')) > 0`;
  return {
    keys: await withStore(async (store) => (await store.present([storeName])).size),
    wrappings: await count('select from safeguards.key_wrapping where key_id = $1', [keyId]),
    rows: await count('select from ingest.journal where person_id = $1', [personId]),
    certificates: await count(certificates, [basis]),
  };
}

it('killed between any two steps, the eraser ends whole at the next start: one certificate, and never before all is gone (I-8, H-580)', async () => {
  const seen = new Set<string>();
  let steps = 0;
  for (let killAt = 1; ; killAt += 1) {
    const doomed = await doom();
    const killed = await eraseAndKill(killAt);
    const then = await stateOf(doomed);
    seen.add(Object.values(then).join(''));
    if (then.rows === 0 || then.wrappings === 0) expect(then.keys, `step ${killAt}`).toBe(0);
    if (then.certificates > 0)
      expect(then, `step ${killAt}`).toEqual({ keys: 0, wrappings: 0, rows: 0, certificates: 1 });
    await withStore(async (store) => {
      const sealer = new Sealer(storeKey, db.database, store);
      const deps = { database: db.database, clock: systemClock, sealer, store, isInForce: () => false };
      expect((await eraseDue(deps)).failed).toEqual([]);
      expect((await eraseDue(deps)).proven).toEqual([]);
      // Nor with the wrapping of an old dump.
      const { key_id, basis, wrapped, store_key, created_at_ms } = doomed.wrapping;
      await db.database.query(
        'insert into safeguards.key_wrapping (key_id, basis, wrapped, store_key, created_at_ms) values ($1, $2, $3, $4, $5)',
        [key_id, basis, wrapped, store_key, created_at_ms],
      );
      await expect(sealer.existingKey(doomed.keyId)).rejects.toBeInstanceOf(ErasedError);
    });
    expect(await stateOf(doomed), `step ${killAt}`).toMatchObject({ keys: 0, rows: 0, certificates: 1 });
    if (killed === null) break;
    expect(killed).toBe('SIGKILL');
    steps = killAt;
  }
  expect(steps).toBeGreaterThan(15);
  // Before the key went; after it; after its wrapping; after its rows; after the certificate.
  expect([...seen]).toEqual(expect.arrayContaining(['1110', '0110', '0010', '0000', '0001']));
});
