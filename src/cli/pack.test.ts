import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { capturedIo } from './captured-io.ts';
import { run } from './pack.ts';

const example = fileURLToPath(new URL('../../jurisdictions/example/2026.10.02-2.json', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'magpie-pack-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function check(...args: string[]) {
  const io = capturedIo();
  const code = await run(args, io);
  return { code, out: io.out(), err: io.err() };
}

test('a pack that holds together is named; one that does not is told line by line, and ends with 1', async () => {
  expect(await check('check', example)).toEqual({
    code: 0,
    out: expect.stringMatching(/^example@2026\.10\.02-2\+[0-9a-f]{12}\n$/),
    err: '',
  });
  const lines = readFileSync(example, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes('"weekend"'));
  lines[at] = lines[at]!.replace('[6, 7]', '[6, 8]');
  const wrong = join(folder, '2026.10.02-2.json');
  writeFileSync(wrong, lines.join('\n').replace('"mode": "study"', '"mode": "law"'));
  const { code, out } = await check('check', wrong, example);
  expect(code).toBe(1);
  expect(out.split('\n')[0]).toMatch(`${wrong}:${at + 1}: calendar.weekend.1: `);
  expect(out).toMatch(/example@2026\.10\.02-2\+/);
  writeFileSync(wrong, '{ "mode": ');
  expect((await check('check', wrong)).out).toMatch(`${wrong}:1: not JSON: `);
});

test('wrong usage, and a file that is not there', async () => {
  for (const args of [[], ['check'], ['list', example], ['check', '--all']])
    expect((await check(...args)).code).toBe(2);
  await expect(check('check', join(folder, 'none.json'))).rejects.toThrow('There is no ');
});
