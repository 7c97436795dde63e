import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { callServer, makeCase, newMagpie, report, type TestCase } from '../../test/support/magpie.ts';
import { systemClock } from '../core/clock.ts';
import type { OrderId } from '../core/ids.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import { endOrderNow } from '../orders/service.ts';
import type { Magpie } from './assemble.ts';
import { type Keys, openKeys } from './keys/open-keys.ts';
import { loadSecrets } from './secrets.ts';

let db: TestDatabase;
let folder: string;
let keys: Keys;
let magpie: Magpie;
let one: TestCase;
beforeEach(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'magpie-data-'));
  const secrets = await loadSecrets(folder);
  keys = await openKeys({
    dataFolder: folder,
    env: {},
    secrets,
    database: db.database,
    clock: systemClock,
    say: () => undefined,
  });
  const { masterKey, store, rotate } = keys;
  magpie = newMagpie({ appUrl: db.appUrl, masterKey, keyStore: store, rotateKeys: rotate });
  one = await makeCase(magpie);
  await magpie.start();
});
afterEach(async () => {
  await magpie.stop();
  await keys.store.close();
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

const fixes = async (personId: string): Promise<number> =>
  (await db.database.query(`select from ingest.journal where kind = 'fix' and person_id = $1`, [personId])).rows.length;

it('an acquittal is carried out by the next look, is told, and what comes late is not kept; a rotation changes nothing of it', async () => {
  const atMs = systemClock.nowMs() - 1_000;
  for (const token of [one.wearerToken, one.protectedToken])
    expect(await report(magpie.devicePort, token, { latDeg: 36, lonDeg: 124.5 }, atMs)).toBe(200);
  expect(await callServer(magpie, null, 'POST', '/api/keys/rotate', {})).toMatchObject({ status: 200 });
  // What is the protected person's own has keys of its own, and goes with the order at the latest.
  expect(await fixes(one.protectedId)).toBe(1);

  const { database, sealer, options, book, reconciler } = magpie;
  const deps = {
    database,
    sealer,
    clock: options.clock,
    packs: options.packs,
    randomBytes,
    onOrderChange: () => undefined,
  };
  valueOrRefuse(await endOrderNow(deps, one.orderId, 'acquitted', { kind: 'system', id: null }));
  book.markStale(one.orderId as OrderId);
  await reconciler.run();
  await magpie.journal.append({ kind: 'tick' }, null, null);
  await magpie.erasing.look();
  expect(magpie.erasing.run()).toMatchObject({ keyStore: true, lastRun: { isDone: true } });
  expect([await fixes(one.wearerId), await fixes(one.protectedId)]).toEqual([0, 0]);
  expect(await magpie.erasing.erasuresOf(one.protectedId)).toMatchObject([
    { basis: `order:${one.orderId}`, part: 'location' },
  ]);
  const { body } = await callServer(magpie, null, 'GET', '/api/retention');
  expect(body).toMatchObject({
    due: [],
    late: [],
    underWay: [],
    latest: [{ because: 'acquitted', article: expect.any(String) }],
  });
  // A run that fails is not one that was done.
  const { database: gone } = magpie;
  vi.spyOn(gone, 'query').mockRejectedValue(new Error('gone'));
  vi.spyOn(gone, 'transaction').mockRejectedValue(new Error('gone'));
  await expect(magpie.erasing.look()).rejects.toThrow('gone');
  expect(magpie.erasing.run()).toMatchObject({ lastRun: { isDone: false } });
  vi.restoreAllMocks();
  // Of the hour before the acquittal, sent only now.
  await report(magpie.devicePort, one.wearerToken, { latDeg: 36.1, lonDeg: 124.6 }, atMs + 1);
  expect(await fixes(one.wearerId)).toBe(0);
});
