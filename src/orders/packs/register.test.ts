import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asOwner } from '../../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { PackFile } from './pack.ts';
import { loadPacks, parsePack } from './read.ts';
import { registerPacks } from './register.ts';
import { Packs } from './versions.ts';

const file = new URL('../../../jurisdictions/kr/2026.10.02-6.json', import.meta.url);
const BEFORE_MS = Date.parse('2026-10-01T14:59:59Z');
const FROM_MS = Date.parse('2026-10-01T15:00:00Z');

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(() =>
  asOwner(db, async (owner) => {
    await owner.query('alter table orders.pack_version disable trigger pack_version_append_only');
    await owner.query('truncate orders.pack_version');
    await owner.query('alter table orders.pack_version enable trigger pack_version_append_only');
  }),
);

function kr(change: Partial<PackFile> = {}) {
  const pack = { ...(JSON.parse(readFileSync(file, 'utf8')) as PackFile), ...change };
  return parsePack(Buffer.from(JSON.stringify(pack)), 'kr');
}

const register = (atMs: number, ...packs: ReturnType<typeof kr>[]) =>
  registerPacks({ database: db.database, clock: { nowMs: () => atMs } }, new Packs(packs));

async function rows(): Promise<string[]> {
  const { rows } = await db.database.query<{ version: string; hash: string }>(
    'select version, hash from orders.pack_version order by number',
  );
  return rows.map(({ version, hash }) => `${version}+${hash.slice(0, 12)}`);
}

test('H-351: a version that has begun to hold is neither changed nor taken away; that is said with what to do', async () => {
  expect(await register(FROM_MS, kr())).toBeNull();
  expect(await register(FROM_MS + 1, kr())).toBeNull();
  expect(await register(FROM_MS, kr({ emergencyNumber: '119' }))).toEqual({
    what: 'jurisdictions/kr/2026.10.02-6.json, or a version it rests on, was changed, but it has been in force here.',
    remedy: expect.stringContaining('a new version'),
  });
  expect((await register(FROM_MS))?.what).toBe(
    'jurisdictions/kr/2026.10.02-6.json is gone, but it has been in force here.',
  );
  // Moving its beginning does not help.
  expect(await register(FROM_MS, kr({ holdsFrom: '2027-01-01' }))).not.toBeNull();
  expect(await rows()).toHaveLength(1);
  // As a new version beside it, it may.
  const next = kr({ version: '2026.10.02-7', holdsFrom: '2026-10-05', emergencyNumber: '119' });
  expect(await register(FROM_MS, kr(), next)).toBeNull();
});

test('H-351: before its day a version may be corrected, and taken back', async () => {
  expect(await register(BEFORE_MS, kr())).toBeNull();
  expect(await register(BEFORE_MS, kr({ emergencyNumber: '119' }))).toBeNull();
  expect(await register(BEFORE_MS, kr())).toBeNull();
  expect(await register(BEFORE_MS)).toBeNull();
  expect(await register(FROM_MS, kr({ emergencyNumber: '119' }))).not.toBeNull();
  expect(await register(FROM_MS, kr())).toBeNull();
});

test('the packs of this tree register as they are, once, and the record is append-only', async () => {
  const packs = loadPacks();
  for (let i = 0; i < 2; i += 1)
    expect(await registerPacks({ database: db.database, clock: { nowMs: () => FROM_MS } }, packs)).toBeNull();
  expect(await rows()).toEqual(packs.all().map(({ version, hash }) => `${version}+${hash.slice(0, 12)}`));
  await expect(db.database.query('delete from orders.pack_version')).rejects.toThrow();
  await expect(asOwner(db, (owner) => owner.query('delete from orders.pack_version'))).rejects.toThrow('append-only');
});
