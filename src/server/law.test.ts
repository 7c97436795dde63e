import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { readAccess, readLaw, registerAccess, registerLaw } from './law.ts';
import { OperatorError, operatorLine } from './operator-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'magpie-law-'));
const file = join(folder, 'kr', '2026.10.02-6.json');
let db: TestDatabase;

beforeAll(async () => {
  cpSync(fileURLToPath(new URL('../../jurisdictions/', import.meta.url)), folder, { recursive: true });
  db = await testDatabase();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await db.close();
});

test('H-351: a start stops, with one line and its remedy, at a pack that is wrong and at one that was changed while in force', async () => {
  const deps = { database: db.database, clock: { nowMs: () => Date.parse('2026-11-28T00:00:00Z') } };
  await registerLaw(deps, readLaw(folder));
  const text = readFileSync(file, 'utf8');
  // An invisible change is one as well: what stands in the file is what was signed for.
  writeFileSync(file, `${text}\n`);
  const changed = await registerLaw(deps, readLaw(folder)).catch((error: unknown) => error);
  expect(changed).toBeInstanceOf(OperatorError);
  expect(operatorLine(changed)).toMatch(
    /^jurisdictions\/kr\/2026\.10\.02-6\.json, or a version it rests on, was changed.* Restore it as it was/,
  );
  writeFileSync(file, text.replace('"weekend": [6, 7]', '"weekend": [6, 9]'));
  expect(() => readLaw(folder)).toThrow(OperatorError);
  expect(() => readLaw(folder)).toThrow(/kr\/2026\.10\.02-6\.json:\d+: calendar\.weekend\.1: /);
});

test('H-462: a start stops at policies of access that are wrong, and at those that were changed while in force', async () => {
  const deps = { database: db.database, clock: { nowMs: () => Date.parse('2026-11-28T00:00:00Z') } };
  const packs = readLaw();
  await registerAccess(deps, readAccess(packs, folder));
  const common = join(folder, 'common', 'access', '2026.10.02-2.cedar');
  const text = readFileSync(common, 'utf8');
  // What a jurisdiction's version rests on is of its hash as well.
  writeFileSync(common, `${text}\n`);
  const changed = await registerAccess(deps, readAccess(packs, folder)).catch((error: unknown) => error);
  expect(operatorLine(changed)).toMatch(
    /^jurisdictions\/\w+\/access\/2026\.10\.02-2\.cedar, or the common version.* Restore it as it was/,
  );
  writeFileSync(common, text.replace('resource.phase', 'resource.phases'));
  expect(() => readAccess(packs, folder)).toThrow(/common\/access\/2026\.10\.02-2\.cedar:\d+: .*phases/);
});

/** What installations have run with: `[jurisdiction, version, hash]`. Never taken out. */
const ONCE_IN_FORCE = [
  ['example', '2026.10.02', '264ed538b49c8aad41078bcdff34040e9be53570a810144f186d4ac5a91cdc85'],
  ['jp', '2026.10.02', '185927550448d04f57111153f62b6a151cf780df33eb3abf65033d2404136e4b'],
  ['kr', '2026.10.02', '59c24b6e11cc09d30645f9edd1b358b9343a64e1962a3806c838f8748bb09d9a'],
  ['my', '2026.10.02', 'a1b3a74f20b84f0765bce0d7c876e2ef98b01416ccff634d246e029d00ab6d81'],
];

test('H-590: an installation that ran with the policies of before starts with those of now, and the newer hold', async () => {
  const own = await testDatabase();
  try {
    const deps = { database: own.database, clock: { nowMs: () => Date.parse('2026-11-28T00:00:00Z') } };
    for (const [jurisdiction, version, hash] of ONCE_IN_FORCE) {
      await own.database.query(
        `insert into safeguards.policy_version (jurisdiction, version, hash, holds_from_ms, registered_at_ms) values ($1, $2, $3, 0, 0)`,
        [jurisdiction, version, hash],
      );
    }
    const policies = readAccess(readLaw());
    await registerAccess(deps, policies);
    for (const [jurisdiction] of ONCE_IN_FORCE)
      expect(policies.current(jurisdiction!, deps.clock.nowMs())?.version).toBe('2026.10.02-2');
  } finally {
    await own.close();
  }
});
