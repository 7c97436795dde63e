import { execFile } from 'node:child_process';
import { chmod, link, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets, readSecrets, replaceSecrets, secretsFile, shredFormer } from './secrets.ts';

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

describe('replaced, and killed in between', () => {
  const [before, after] = ['a'.repeat(64), 'b'.repeat(64)];
  const kill = `process.kill(process.pid, 'SIGKILL')`;
  /** In a process of its own, which kills itself at that call of the file system. */
  function killedAt(point: string): Promise<unknown> {
    const script = `
      import fs from 'node:fs/promises';
      import { syncBuiltinESMExports } from 'node:module';
      const { rename, rm } = fs;
      ${point}
      syncBuiltinESMExports();
      const { readSecrets, replaceSecrets } = await import(${JSON.stringify(join(import.meta.dirname, 'secrets.ts'))});
      await replaceSecrets(process.argv[1], { ...(await readSecrets(process.argv[1])), masterKeyHex: '${after}' });`;
    return promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, folder]);
  }

  it.each([
    ['before the new ones are in place', `fs.rename = () => ${kill};`, before, false],
    ['after the new ones are in place', `fs.rename = async (...of) => { await rename(...of); ${kill}; };`, after, true],
    ['before the former ones are removed', `fs.rm = () => ${kill};`, after, true],
  ])('%s: the secrets hold, and the next start shreds what is beside (H-557)', async (_, point, holds, shreds) => {
    await writeFile(secretsFile(folder), JSON.stringify({ ...(await loadSecrets(folder)), masterKeyHex: before }));
    await link(secretsFile(folder), join(folder, 'former'));
    await expect(killedAt(point)).rejects.toMatchObject({ signal: 'SIGKILL' });
    expect((await readdir(folder)).length).toBeGreaterThan(2);
    expect(await shredFormer(folder)).toBeGreaterThan(0);
    expect((await readSecrets(folder))?.masterKeyHex).toBe(holds);
    expect((await readdir(folder)).sort()).toEqual(['former', 'secrets.json']);
    expect((await readFile(join(folder, 'former'), 'latin1')).includes(before)).toBe(!shreds);
    expect(await shredFormer(folder)).toBe(0);
  });

  it('not killed: nothing is beside, and the bytes of before are overwritten', async () => {
    await writeFile(secretsFile(folder), JSON.stringify({ ...(await loadSecrets(folder)), masterKeyHex: before }));
    await link(secretsFile(folder), join(folder, 'former'));
    await replaceSecrets(folder, { ...(await loadSecrets(folder)), masterKeyHex: after });
    expect((await readdir(folder)).sort()).toEqual(['former', 'secrets.json']);
    expect(await readFile(join(folder, 'former'), 'latin1')).not.toContain(before);
  });
});
