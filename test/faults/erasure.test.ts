/**
 * I-8: after erasure nothing that the system can reach yields the data. A Magpie that ran is dumped and its whole data folder copied, WAL
 * included; then everything is erased by its clocks, and all of it is searched, the old copies with every key that is left.
 */
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import type { OrderId, PersonId } from '../../src/core/ids.ts';
import { valueOrRefuse } from '../../src/core/refusal.ts';
import { DAY_MS } from '../../src/core/time.ts';
import { storeDocument } from '../../src/orders/documents/service.ts';
import { addNotice, sealDetails } from '../../src/orders/exchange/service.ts';
import { createOrder, endOrderNow, startClocksThatNobodyStarts } from '../../src/orders/service.ts';
import { ErasedError, eraseDue, Sealer } from '../../src/safeguards/service.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { PgDatabase } from '../../src/server/database.ts';
import { MIGRATIONS, makeDataFolder } from '../../src/server/folders.ts';
import { type Keys, openKeys } from '../../src/server/keys/open-keys.ts';
import { migrate } from '../../src/server/migrate.ts';
import { type EmbeddedPostgres, startEmbedded } from '../../src/server/postgres/embedded.ts';
import { loadSecrets } from '../../src/server/secrets.ts';
import { dataKeysOf, dumpOf, filesOf, found, keysIn, plainOf, tracesOf } from '../support/erased-search.ts';
import { at, makeCase, newMagpie, report, type TestCase } from '../support/magpie.ts';

const SETTER = { kind: 'system', id: null };
const HIS = { latDeg: 36.0123457, lonDeg: 124.5654329 };
const HERS = { latDeg: 36.0765433, lonDeg: 124.5234561 };
const PLACE = { latDeg: 36.0345679, lonDeg: 124.5456783 };
/** In quarantine, and in a notice: they go later. */
const LATE = { latDeg: 36.0213243, lonDeg: 124.5978675 };
const HOME = { latDeg: 36.0867564, lonDeg: 124.5342313 };
const NAME = 'Zyxwvuts Qponmlkj';
/** As they are registered; the agency's own name is nobody's. */
const WHO = `${NAME} protected`;
const PAPER = 'a statement that nobody is to read again 7b1d';
const PLACES = tracesOf(
  [HIS, HERS, PLACE].flatMap(({ latDeg, lonDeg }) => [latDeg, lonDeg]),
  [],
);
const LATER = tracesOf([LATE.latDeg, LATE.lonDeg, HOME.latDeg, HOME.lonDeg], [WHO]);

let folder: string;
let copies: string;
let postgres: EmbeddedPostgres;
let keys: Keys;
let magpie: Magpie;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-erase-'));
  copies = await mkdtemp(join(tmpdir(), 'magpie-copies-'));
  await makeDataFolder(folder);
  const secrets = await loadSecrets(folder);
  postgres = await startEmbedded({ dataFolder: folder, secrets, clock: systemClock, say: () => undefined });
  await migrate(postgres.ownerUrl, MIGRATIONS, systemClock);
  const database = new PgDatabase(postgres.appUrl, { task: 'server' });
  keys = await openKeys({ dataFolder: folder, env: {}, secrets, database, clock: systemClock, say: () => undefined });
  await database.close();
  const { masterKey, store } = keys;
  magpie = newMagpie({ appUrl: postgres.appUrl, masterKey, keyStore: store, snapshotEveryMs: 100 });
});
afterEach(async () => {
  await magpie.stop();
  await keys.store.close();
  await postgres.stop();
  for (const one of [folder, copies]) await rm(one, { recursive: true, force: true });
});

/** Positions, a place, a notice, a document, quarantine, a snapshot; of two people whose order ends, and of two whose order goes on. */
async function populate(): Promise<{ over: TestCase; on: TestCase; placeOrder: string }> {
  const over = await makeCase(magpie, { name: NAME });
  const on = await makeCase(magpie, { name: 'exercise' });
  const { database, sealer, documentWorker } = magpie;
  const { clock, packs } = magpie.options;
  const deps = { database, sealer, clock, packs, randomBytes, onOrderChange: () => undefined };
  const { agencyId, wearerId, protectedId } = over;
  const zone = {
    kind: 'exclusion',
    ofPersonId: protectedId,
    name: WHO,
    shape: { kind: 'circle', centre: PLACE, radiusM: 150 },
  };
  const request = { agencyId, wearerId, protectedIds: [protectedId], householdIds: [], exercise: true, zones: [zone] };
  const placed = valueOrRefuse(await createOrder(deps, request as never, SETTER));
  await magpie.start();
  const nowMs = systemClock.nowMs();
  for (const [token, point] of [
    [over.wearerToken, HIS],
    [over.protectedToken, HERS],
    [on.wearerToken, at(0, 0)],
  ] as const) {
    expect(await report(magpie.devicePort, token, point, nowMs - 60_000)).toBe(200);
    expect(await report(magpie.devicePort, token, point, nowMs)).toBe(200);
  }
  // A clock that is wrong by a year: quarantined, with its place.
  await report(magpie.devicePort, over.wearerToken, LATE, nowMs - 365 * DAY_MS);
  const about = { personId: protectedId as PersonId, orderId: placed.order.orderId };
  const details = await sealDetails({ sealer, clock }, about, {
    name: WHO,
    home: HOME,
  });
  const notice = {
    ...{
      uniqueKey: 'erasure',
      code: 'measure-imposed',
      exercise: true,
      fromAgencyId: agencyId,
      ruleId: 'r',
      article: 'a',
    },
    ...{
      to: { role: 'police', agencyId: null },
      orderId: placed.order.orderId,
      happenedAtMs: nowMs,
      dueAtMs: nowMs + DAY_MS,
      details,
    },
  };
  await database.transaction((tx) => addNotice(tx, notice as never, nowMs));
  const basis = `order:${placed.order.orderId}` as const;
  const paper = {
    bytes: Buffer.from(PAPER),
    fileName: `${WHO}.txt`,
    subjectId: protectedId,
    basis,
    uploadedBy: null,
    use: null,
  };
  valueOrRefuse(
    await storeDocument({ database, sealer, clock, randomBytes, worker: documentWorker }, paper as never, SETTER),
  );
  await expect
    .poll(() => magpie.snapshots.run().then(async () => (await snapshots()) > 0), { timeout: 20_000 })
    .toBe(true);
  return { over, on, placeOrder: placed.order.orderId };
}

async function snapshots(): Promise<number> {
  const { rows } = await magpie.database.query<{ n: number }>('select count(*) as n from ingest.engine_snapshot');
  return rows[0]!.n;
}

async function asOwner<T>(work: (owner: PgDatabase) => Promise<T>): Promise<T> {
  const owner = new PgDatabase(postgres.ownerUrl, { connections: 1 });
  try {
    return await work(owner);
  } finally {
    await owner.close();
  }
}

async function acquit(orderId: string): Promise<void> {
  const { database, sealer, book, reconciler, options } = magpie;
  const deps = {
    database,
    sealer,
    clock: options.clock,
    packs: options.packs,
    randomBytes,
    onOrderChange: () => undefined,
  };
  valueOrRefuse(await endOrderNow(deps, orderId, 'acquitted', SETTER));
  book.markStale(orderId as OrderId);
  await reconciler.run();
}

it('nothing that was erased can be had: not from the database, the files, an old dump or an old copy with its WAL (I-8, H-491)', async () => {
  const { over, on, placeOrder } = await populate();
  const oldDump = await asOwner(dumpOf);
  await cp(folder, join(copies, 'all'), { recursive: true });
  const oldFiles = await filesOf(join(copies, 'all'));

  // The search finds what is there: with the keys of then, in the dump of then.
  const then = dataKeysOf(oldDump, keysIn(oldFiles));
  expect(then.size).toBe(new Set(oldDump.wrappings.map(({ key_id }) => key_id)).size);
  expect(found(PLACES, [plainOf(oldDump, then)])).toHaveLength(6);
  expect(found(LATER, [plainOf(oldDump, then)])).toHaveLength(5);
  // Some of them, and all of them below by opening: each is looked for in every byte of a cluster.
  const wrapped = oldDump.wrappings.slice(-8).map((one) => one.wrapped);
  // One or the other is cut by the head of a page of the WAL, and stands nowhere else yet.
  expect(found(wrapped, oldFiles).length).toBeGreaterThan(wrapped.length / 2);

  for (const orderId of [over.orderId, placeOrder]) await acquit(orderId);
  await magpie.erasing.look();
  // The journal's last row stays until there is another.
  await magpie.journal.append({ kind: 'tick' }, null, null);
  await magpie.erasing.look();
  const erasures = await magpie.erasing.erasuresOf(over.wearerId);
  expect(erasures.map(({ part, provenAtMs }) => [part, provenAtMs !== null])).toEqual([
    ['location', true],
    ['location', true],
  ]);
  // A copy of the key store from before is what this cannot reach: it is kept apart, and not for long.
  const reachable = async () => {
    const entries = await readdir(folder);
    const small = entries.filter((name) => name !== 'postgres').map((name) => join(folder, name));
    return keysIn(
      await filesOf(...small.filter((path) => statSync(path).isDirectory())).then(async (files) => [
        ...files,
        await readFile(join(folder, 'secrets.json')),
      ]),
    );
  };
  const places = dataKeysOf(oldDump, await reachable());
  expect(found(PLACES, [plainOf(oldDump, places)])).toEqual([]);
  // What is not to be erased yet opens still, from the old dump too.
  expect(found(LATER, [plainOf(oldDump, places)])).toHaveLength(5);
  const { rows: kept } = await magpie.database.query<{ key_id: number; sealed: Buffer }>(
    `select key_id, sealed from ingest.journal where person_id = $1 and kind = 'fix'`,
    [on.wearerId],
  );
  expect(kept.length).toBeGreaterThan(0);
  for (const { key_id, sealed } of kept) await magpie.sealer.open(key_id, sealed);
  const { rows: left } = await magpie.database.query(`select from ingest.journal where person_id = any($1)`, [
    [over.wearerId, over.protectedId],
  ]);
  expect(left).toHaveLength(0);

  // Years later the papers go, then the registration, and quarantine went long before.
  await magpie.stop();
  const database = new PgDatabase(postgres.appUrl, { task: 'server' });
  const clock = { nowMs: () => systemClock.nowMs() + 6 * 366 * DAY_MS };
  const sealer = new Sealer(keys.masterKey, database, keys.store);
  const deps = { database, clock, sealer, store: keys.store, isInForce: () => false };
  await asOwner((owner) => owner.query(`update ingest.quarantine set received_at_ms = 0`));
  await asOwner((owner) =>
    owner.query(`update safeguards.data_key set created_at_ms = 0 where subject = 'quarantine'`),
  );
  await database.query('select ingest.purge_quarantine($1)', [clock.nowMs()]);
  for (let i = 0; i < 2; i += 1) {
    await startClocksThatNobodyStarts({ database, clock, packs: magpie.options.packs });
    expect((await eraseDue(deps)).failed).toEqual([]);
  }
  const names = dataKeysOf(oldDump, await reachable());
  const theirs = new Set([over.wearerId, over.protectedId]);
  const { rows: data } = await database.query<{ key_id: number; subject: string }>(
    'select key_id, subject from safeguards.data_key',
  );
  expect(data.filter(({ key_id, subject }) => theirs.has(subject as PersonId) && names.has(key_id))).toEqual([]);
  for (const { key_id } of data.filter(({ subject }) => theirs.has(subject as PersonId)))
    await expect(sealer.existingKey(key_id)).rejects.toBeInstanceOf(ErasedError);
  await database.close();

  // The bytes themselves: no key of then, and nothing that was sealed, is in any file of now or in the dump of now.
  const newDump = await asOwner(dumpOf);
  await postgres.stop();
  const newFiles = await filesOf(folder);
  expect(dataKeysOf(oldDump, keysIn(newFiles)).size).toBe(names.size);
  const secret = [...then].filter(([keyId]) => !names.has(keyId)).map(([, key]) => key);
  expect(secret.length).toBeGreaterThan(5);
  secret.splice(8);
  const everything = [...newFiles, ...oldFiles, Buffer.from(newDump.text), Buffer.from(oldDump.text)];
  expect(found([...secret, ...PLACES, ...LATER, Buffer.from(PAPER)], everything)).toEqual([]);
  expect(found([...PLACES, ...LATER], [plainOf(oldDump, names), plainOf(newDump, names)])).toEqual([]);
  // And the same search does find what is plain there.
  expect(found([Buffer.from(over.wearerId)], [Buffer.from(oldDump.text)])).toHaveLength(1);
});
