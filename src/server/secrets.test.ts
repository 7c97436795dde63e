import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadSecrets, readSecrets, secretsFile } from './secrets.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-secrets-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('makes them once, for the owner only, and nothing beside', async () => {
  const first = await loadSecrets(folder);
  expect(await loadSecrets(folder)).toEqual(first);
  expect(Buffer.from(first.masterKeyHex, 'hex')).toHaveLength(32);
  expect((await stat(secretsFile(folder))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['secrets.json']);
});

it('gives all of several starters the same', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => loadSecrets(folder)));
  expect(new Set(all.map((secrets) => secrets.masterKeyHex)).size).toBe(1);
});

it('makes no two alike', async () => {
  const { postgres, adminToken, masterKeyHex } = await loadSecrets(folder);
  expect(new Set([postgres.app, postgres.owner, postgres.superuser, adminToken, masterKeyHex]).size).toBe(5);
});

it('narrows rights that have become too wide', async () => {
  await loadSecrets(folder);
  await chmod(secretsFile(folder), 0o644);
  await readSecrets(folder);
  expect((await stat(secretsFile(folder))).mode & 0o777).toBe(0o600);
});

it('answers null where there are none', async () => {
  expect(await readSecrets(folder)).toBeNull();
});

// HAZARD H-70: lost master key
it.each([
  ['cut short', (text: string) => text.slice(0, 200)],
  ['empty', () => ''],
  ['without its key', (text: string) => text.replace(/"masterKeyHex": "[0-9a-f]{8}/, '"masterKeyHex": "')],
])('refuses a file that is %s, and keeps it', async (_, damage) => {
  await loadSecrets(folder);
  const text = await readFile(secretsFile(folder), 'utf8');
  const damaged = damage(text);
  await writeFile(secretsFile(folder), damaged);
  const failure = await loadSecrets(folder).catch((error: Error) => error);
  expect(failure).toMatchObject({ name: 'OperatorError' });
  expect(String(failure)).not.toContain(text.slice(60, 90));
  expect(await readFile(secretsFile(folder), 'utf8')).toBe(damaged);
});
