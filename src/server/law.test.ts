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
