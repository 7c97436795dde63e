import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { budgetLine, FIRST_LOAD_BYTES_MAX, firstLoadOf } from './first-load.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function dist(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'magpie-dist-'));
  folders.push(folder);
  await mkdir(join(folder, 'app'));
  await mkdir(join(folder, 'assets'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

const PAGE = '<script type="module" crossorigin src="/assets/a-1.js"></script>';
const TEXTS = {
  'assets/texts-en-1.js': 'x',
  'assets/texts-ko-1.js': 'xyz',
  'assets/texts-later-ko-1.js': 'x'.repeat(9),
};

test('counts what is imported at once, however deep, as it is sent, and the longest texts; not what comes later', async () => {
  const folder = await dist({
    'app/index.html': PAGE,
    'assets/a-1.js': `import{x as y}from"./b-1.js";import"./c-1.js";const l=()=>import("./later-1.js");`,
    'assets/b-1.js': `import{z}from"./d-1.js";`,
    'assets/c-1.js': 'c',
    'assets/c-1.js.br': '',
    'assets/d-1.js': 'dd',
    'assets/later-1.js': 'x'.repeat(500_000),
    ...TEXTS,
  });
  const { files } = await firstLoadOf(folder);
  const sizes = Object.fromEntries(files.map(({ name, bytes }) => [name.replace(/^assets\//, ''), bytes]));
  expect(Object.keys(sizes).sort()).toEqual(['a-1.js', 'b-1.js', 'c-1.js', 'd-1.js', 'texts-ko-1.js']);
  expect(sizes).toMatchObject({ 'c-1.js': 0, 'd-1.js': 2, 'texts-ko-1.js': 3 });
});

test('a page that is over the limit says by which files', async () => {
  const folder = await dist({ 'app/index.html': PAGE, 'assets/a-1.js': 'x'.repeat(FIRST_LOAD_BYTES_MAX), ...TEXTS });
  const load = await firstLoadOf(folder);
  expect(load.bytes).toBeGreaterThan(FIRST_LOAD_BYTES_MAX);
  expect(budgetLine(load)).toContain('assets/a-1.js 200.0 kB');
});

test('what cannot be read holds no budget', async () => {
  await expect(firstLoadOf(await dist({ 'app/index.html': '<p>' }))).rejects.toThrow(/0 scripts/);
  await expect(firstLoadOf(await dist({ 'app/index.html': PAGE, 'assets/a-1.js': '' }))).rejects.toThrow(/texts/);
});
