/** That a copy is gone from what was saved before, and words with the register's clock: with a key store, as the server has one. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { asOwner } from '../../../test/support/as-owner.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { eraseDue } from '../erasure/erase.ts';
import { FileKeyStore } from '../keys/file-store.ts';
import { ErasedError, Sealer } from '../seal.ts';
import { sweepStore } from '../service.ts';
import { createWarrant, lockedWarrant, openWords, sealWords, writeEvents } from './book.ts';
import { openCopyPart, storeCopy } from './copy.ts';
import type { WarrantEventBody } from './warrant.ts';

const NOW_MS = Date.parse('2026-11-02T00:00:00Z');
const PLACE = { latDeg: 36.5, lonDeg: 127, accuracyM: 5, source: null, speedMps: null, courseDeg: null, mock: null };

it('(H-511) a dump of before the destruction opens no copy, and words go when the register’s time is over', async () => {
  const db = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'magpie-keys-'));
  const store = await FileKeyStore.make({ folder, sealedUnder: [randomBytes(32)] });
  const master = randomBytes(32);
  const sealer = new Sealer(master, db.database, store);
  const { database } = db;
  const warrantId = randomUUID();
  const base = {
    ...{ warrantId, number: 'W-KR-EX-2026-000001', jurisdiction: 'kr', exercise: true, createdAtMs: NOW_MS },
    ...{ orderId: randomUUID(), wearerId: randomUUID(), agencyId: randomUUID(), courtId: randomUUID() },
  };
  const first: WarrantEventBody = {
    ...{ kind: 'asked', use: 'compliance', article: 'x', documents: [] },
    ...{ period: { fromMs: 0, untilMs: 1 }, lapseAtMs: NOW_MS + 1_000 },
  };
  const clock = { what: 'register', because: 'written', startsAtMs: NOW_MS, article: 'x', packVersion: 'kr@1' };
  const written = {
    ...{ by: { kind: 'system', id: null }, may: null, nowMs: NOW_MS },
    registerClock: (endedAtMs: number) => ({ ...clock, destroyAtMs: endedAtMs + 5_000 }),
  };
  const words = await sealWords(sealer, warrantId, { reason: 'made up' }, NOW_MS);
  const warrant = await database.transaction((tx) => createWarrant(tx, base, first, { ...written, words }));
  const copied = await database.transaction(async (tx) => {
    const position = { ...PLACE, fixedAtMs: 0, receivedAtMs: 0 };
    const made = await storeCopy(
      tx,
      sealer,
      warrant,
      { positions: [position], erased: 0, elsewhere: 0, upTo: 1 },
      NOW_MS,
    );
    await writeEvents(tx, sealer, warrant, [made], written);
    return made;
  });
  expect((await openCopyPart(database, sealer, warrantId, 1, 0)).ok).toBe(true);
  const dumped = {
    copies: await database.query<{ key_id: number; sealed: Buffer }>(
      'select key_id, sealed from safeguards.warrant_copy',
    ),
    wrappings: await database.query<{ key_id: number; basis: string; wrapped: Buffer; store_key: string }>(
      `select key_id, basis, wrapped, store_key from safeguards.key_wrapping where basis = $1`,
      [`warrant:${warrantId}`],
    ),
  };
  expect(dumped.wrappings.rows).toHaveLength(1);
  const { generation, positions } = copied;
  const gone = { kind: 'copy-destroyed', because: 'withdrawn', generation, positions } as const;
  await database.transaction(async (tx) => {
    const now = (await lockedWarrant(tx, warrantId))!;
    await writeEvents(tx, sealer, now, [{ kind: 'withdrawn' }, gone], written);
  });
  await sweepStore(database, store, NOW_MS);
  const storeKeys = dumped.wrappings.rows.map(({ store_key }) => store_key);
  expect((await store.present(storeKeys)).size).toBe(0);
  // As they stood in the dump, put back.
  await asOwner(db, async (owner) => {
    for (const { key_id, basis, wrapped, store_key } of dumped.wrappings.rows)
      await owner.query('insert into safeguards.key_wrapping values ($1, $2, $3, 0, $4)', [
        key_id,
        basis,
        wrapped,
        store_key,
      ]);
  });
  const { key_id: keyId, sealed } = dumped.copies.rows[0]!;
  await expect(new Sealer(master, database, store).open(keyId, sealed)).rejects.toBeInstanceOf(ErasedError);

  const erasing = { database, sealer, store, isInForce: () => false };
  expect((await eraseDue({ ...erasing, clock: { nowMs: () => NOW_MS + 4_999 } })).proven).toEqual([]);
  expect((await openWords(sealer, warrantId, words))?.reason).toBe('made up');
  const done = await eraseDue({ ...erasing, clock: { nowMs: () => NOW_MS + 5_000 } });
  expect([done.failed, done.proven.map(({ basis, rowsGone }) => [basis, rowsGone])]).toEqual([
    [],
    [[`register:${warrantId}`, 1]],
  ]);
  expect(await openWords(sealer, warrantId, words)).toBeNull();
  const left = await database.query('select from safeguards.warrant_event where sealed is not null');
  expect(left.rowCount).toBe(0);
  await store.close();
  await db.close();
  await rm(folder, { recursive: true, force: true });
});
