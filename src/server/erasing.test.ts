import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { callServer, makeCase, newMagpie, report, signedIn, type TestCase } from '../../test/support/magpie.ts';
import { verifyProofs } from '../cli/verify-log/proof.ts';
import { systemClock } from '../core/clock.ts';
import type { OrderId } from '../core/ids.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import { MINUTE_MS } from '../core/time.ts';
import { endOrderNow } from '../orders/service.ts';
import type { Magpie } from './assemble.ts';
import { type Keys, openKeys } from './keys/open-keys.ts';
import { logSettingOf } from './log/setting.ts';
import { loadSecrets } from './secrets.ts';

let db: TestDatabase;
let folder: string;
let keys: Keys;
let magpie: Magpie;
let one: TestCase;
let aheadMs: number;
const clock = { nowMs: () => systemClock.nowMs() + aheadMs };
beforeEach(async () => {
  aheadMs = 0;
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
  const verifiableLog = logSettingOf(folder, '0123456789abcdef', { MAGPIE_LOG_ENTRIES: '1024' });
  magpie = newMagpie({ appUrl: db.appUrl, clock, verifiableLog, masterKey, keyStore: store, rotateKeys: rotate });
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
  await certificateIsHandedOut();
});

/** To the wearer, with a proof that says of which order it is and when, and not how much was destroyed: that is of both sides. */
async function certificateIsHandedOut(): Promise<void> {
  await magpie.logKeeper!.look();
  aheadMs += MINUTE_MS - (clock.nowMs() % MINUTE_MS) + MINUTE_MS / 2;
  await magpie.logKeeper!.look();
  const cookie = await signedIn(magpie, one.wearerId);
  const held = await callServer(magpie, cookie, 'GET', '/api/wearer/held');
  const certificate = { label: expect.any(String), part: 'location', article: expect.stringMatching(/^EDA/) };
  expect(held.body.erased).toMatchObject([certificate]);
  const file = await callServer(magpie, cookie, 'GET', '/api/wearer/proofs');
  const { entries } = file.body as unknown as {
    entries: { certificate: object | null; proof: { row: string | null } }[];
  };
  const erased = entries.filter((entry) => entry.certificate !== null);
  expect(erased).toMatchObject([{ certificate, proof: { row: null } }]);
  const { vkey } = (await callServer(magpie, null, 'GET', '/api/log')).body as { vkey: string };
  const verdicts = verifyProofs(JSON.stringify(file.body), vkey);
  expect(verdicts.every(({ ok }) => ok)).toBe(true);
  const says = verdicts.find(({ says: { kind } }) => kind === 'retention.erase')!.says;
  expect(says).toEqual({ at: expect.any(String), case: one.orderId, kind: 'retention.erase', purpose: 'retention' });
}
