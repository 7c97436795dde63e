import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadTraccarSecret, traccarSecretFile } from '../server/traccar-secret.ts';
import { capturedIo } from './captured-io.ts';
import { run } from './traccar.ts';

let data: string;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'magpie-traccar-'));
});
afterEach(() => rm(data, { recursive: true }));

async function traccar(args: string[], env: NodeJS.ProcessEnv = {}) {
  const io = capturedIo('');
  const code = await run(args, io, { MAGPIE_DATA: data, ...env });
  return { code, out: io.out(), err: io.err() };
}

test('prints the lines of traccar.xml with the secret that the server made', async () => {
  const secret = await loadTraccarSecret(data, {});
  expect(secret).toMatch(/^[\w-]{32}$/);
  expect((await stat(traccarSecretFile(data))).mode & 0o777).toBe(0o600);
  expect(await loadTraccarSecret(data, {})).toBe(secret);
  const { code, out } = await traccar(['--device-url', 'https://devices.example']);
  expect([code, out.split('\n')]).toEqual([
    0,
    [
      "<entry key='forward.url'>https://devices.example/traccar</entry>",
      "<entry key='forward.type'>json</entry>",
      `<entry key='forward.header'>Authorization: Bearer ${secret}</entry>`,
      "<entry key='forward.retry.enable'>true</entry>",
      "<entry key='event.forward.url'>https://devices.example/traccar/events</entry>",
      `<entry key='event.forward.header'>Authorization: Bearer ${secret}</entry>`,
      '',
    ],
  ]);
});

test("an operator's own secret goes before it, escaped as XML asks", async () => {
  const own = '<a-secret-of-one&s-own>';
  const { out } = await traccar([], { MAGPIE_TRACCAR_SECRET: own });
  expect(out).toContain('Bearer &lt;a-secret-of-one&amp;s-own&gt;<');
  expect((await traccar(['--secret'], { MAGPIE_TRACCAR_SECRET: own })).out).toBe(`${own}\n`);
});

test.each(['tiny-one', 'with a space in it, though long enough', 'ä'.repeat(20)])('%s is no secret', async (own) => {
  await expect(traccar([], { MAGPIE_TRACCAR_SECRET: own })).rejects.toThrow(/MAGPIE_TRACCAR_SECRET is too short/);
  await writeFile(traccarSecretFile(data), own);
  const failure = await traccar([]).catch((error: Error) => error.message);
  expect(failure).toMatch(/traccar-secret is too short/);
  expect(failure).not.toContain(own);
});

test('none yet', async () => {
  await expect(traccar([])).rejects.toThrow('There is no secret for Traccar yet.');
});

test.each([[['--nothing']], [['--device-url', 'nowhere']]])('wrong usage: %j', async (args) => {
  const { code, err } = await traccar(args);
  expect([code, err]).toEqual([2, 'usage: magpie traccar [--device-url URL] [--secret]\n']);
});
