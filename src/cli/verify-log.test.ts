/** The verifier against a log of made-up entries that everybody has, and against all that could be done to one. */
import '../../test/support/fast-check.ts';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSampleLog } from '../../tools/sample-log/make.ts';
import { run } from './verify-log/main.ts';
import type { Source } from './verify-log/source.ts';
import { type Verdict, verifyLog } from './verify-log/verify.ts';

const CHECKOUT = join(import.meta.dirname, '../..');
const SAMPLE = join(CHECKOUT, 'testdata/sample-log');
const EARLIER = `${SAMPLE}.earlier-checkpoint`;
const VKEY = readFileSync(join(SAMPLE, 'key'), 'utf8').trim();

let folder: string;
let n = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-verify-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function command(...args: string[]): Promise<{ code: number; said: Verdict | null; errors: string }> {
  const heard = { out: '', errors: '' };
  const into = (which: 'out' | 'errors') =>
    new Writable({
      write(chunk, _encoding, done) {
        heard[which] += String(chunk);
        done();
      },
    });
  const code = await run(args, { stdout: into('out'), stderr: into('errors') });
  return { code, said: heard.out === '' ? null : (JSON.parse(heard.out) as Verdict), errors: heard.errors };
}

async function copy(): Promise<string> {
  n += 1;
  const to = join(folder, String(n));
  await cp(SAMPLE, to, { recursive: true });
  return to;
}

/** A log that is held in memory. */
function sourceOf(files: ReadonlyMap<string, Buffer>): Source {
  return { read: async (path) => files.get(path) ?? null, list: async () => [...files.keys()] };
}

async function filesOf(where: string): Promise<Map<string, Buffer>> {
  const found = (await readdir(where, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
  const paths = found.map((file) => join(file.parentPath, file.name));
  return new Map(
    await Promise.all(paths.map(async (path) => [path.slice(where.length + 1), await readFile(path)] as const)),
  );
}

test('the sample log verifies, by its own process, from a folder and from an address', async () => {
  const whole = { ok: true, size: 700, root: expect.any(String), keyId: VKEY.split('+')[1], reason: null };
  const child = spawnSync(join(CHECKOUT, 'bin/magpie'), ['verify-log', SAMPLE, '--key', VKEY, '--since', EARLIER]);
  expect(JSON.parse(child.stdout.toString())).toEqual(whole);
  expect(child.status).toBe(0);
  const server = createServer((request, response) => {
    readFile(join(SAMPLE, request.url!.slice('/log/'.length))).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`;
  expect(await command(address)).toMatchObject({
    code: 0,
    said: whole,
    errors: expect.stringContaining('came with the log'),
  });
  server.close();
  server.closeAllConnections();
  expect((await command(address)).said?.reason).toBe('unreadable: key cannot be fetched');
});

test('what was made by the script is what lies there', async () => {
  const made = makeSampleLog(700, 100, 300);
  const lies = await filesOf(SAMPLE);
  expect(new Map(made.files.map(({ path, bytes }) => [path, bytes]))).toEqual(lies);
  expect(made.earlier).toEqual(await readFile(EARLIER));
});

test('wrong usage is told, and files that are not there', async () => {
  for (const args of [[], ['a', 'b'], ['--key', VKEY], [SAMPLE, '--since', join(folder, 'none')], ['--what']]) {
    expect(await command(...args)).toMatchObject({ code: 2, said: null, errors: expect.stringContaining('usage: ') });
  }
  expect((await command(join(folder, 'none'))).said).toEqual({
    ok: false,
    size: null,
    root: null,
    keyId: null,
    reason: 'missing: key',
  });
});

test('(H-457) each way of being wrong has its reason', async () => {
  const other = makeSampleLog(700, 100, 300);
  const longer = makeSampleLog(900, 100, 800);
  const forked = makeSampleLog(700, 100, 300);
  const cases: [string, RegExp, (log: string) => Promise<unknown>, string[]?][] = [
    ['no checkpoint', /^missing: checkpoint$/, (log) => rm(join(log, 'checkpoint'))],
    ['no tile', /^missing: tile\/0\/001$/, (log) => rm(join(log, 'tile/0/001'))],
    ['no upper tile', /^missing: tile\/1\/000\.p\/2$/, (log) => rm(join(log, 'tile/1/000.p/2'))],
    ['no entries', /^missing: tile\/entries\/002\.p\/188$/, (log) => rm(join(log, 'tile/entries/002.p/188'))],
    ['a tile cut short', /^wrong: tile\/0\/001 has not 256 hashes$/, (log) => truncate(join(log, 'tile/0/001'), 8_000)],
    [
      'entries cut short',
      /^wrong: tile\/entries\/001 ends within an entry$/,
      (log) => truncate(join(log, 'tile/entries/001'), 120),
    ],
    [
      'a bundle of fewer',
      /^wrong: tile\/entries\/001 has 100 entries/,
      (log) => truncate(join(log, 'tile/entries/001'), 5_000),
    ],
    [
      'two tiles swapped',
      /^wrong: entry 0 of tile\/entries\/000/,
      async (log) => {
        await cp(join(SAMPLE, 'tile/entries/000'), join(log, 'tile/entries/001'));
        await cp(join(SAMPLE, 'tile/entries/001'), join(log, 'tile/entries/000'));
      },
    ],
    [
      'another size',
      /^unsigned: checkpoint/,
      async (log) =>
        writeFile(
          join(log, 'checkpoint'),
          (await readFile(join(log, 'checkpoint'), 'utf8')).replace('\n700\n', '\n701\n'),
        ),
    ],
    [
      'another key',
      /^unsigned: checkpoint is not signed by the key/,
      async () => undefined,
      ['--key', 'log.example/sample+8f4c1a3d+AQ=='],
    ],
    [
      'cut short since',
      /^truncated: the earlier checkpoint has 800 entries, the log has 700$/,
      async (log) => writeFile(join(log, '..', 'later'), longer.earlier),
      ['--since', join(folder, 'later')],
    ],
    [
      'another history',
      /^forked: the earlier checkpoint has another history of 300 entries$/,
      async (log) => writeFile(join(log, '..', 'forked'), forked.sign(300, Buffer.alloc(32, 1))),
      ['--since', join(folder, 'forked')],
    ],
    [
      'a witness saw more',
      /^truncated: the witness witness.example\/w1 has 900 entries/,
      async (log) => {
        const path = longer.files.find((file) => file.path.startsWith('witness/'))!;
        await writeFile(join(log, path.path), path.bytes);
      },
    ],
  ];
  expect(other.vkey).toBe(VKEY);
  for (const [what, reason, harm, more = []] of cases) {
    const log = await copy();
    await harm(log);
    const key = more.includes('--key') ? [] : ['--key', VKEY];
    const { code, said } = await command(log, ...key, ...more);
    if (what === 'another key') expect(said?.reason, what).toMatch(/^wrong: --key is no key of a log$/);
    else expect(said?.reason, what).toMatch(reason);
    expect(code, what).toBe(1);
  }
});

test('(H-457) an entry whose time is before the one in front of it is found, though it is hashed and signed', async () => {
  const made = makeSampleLog(300, 100, 1);
  const files = new Map(made.files.map(({ path, bytes }) => [path, bytes]));
  expect((await verifyLog({ source: sourceOf(files), key: VKEY, since: null })).ok).toBe(true);
  const late = makeSampleLog(300, -100, 1);
  const lateFiles = new Map(late.files.map(({ path, bytes }) => [path, bytes]));
  const { reason } = await verifyLog({ source: sourceOf(lateFiles), key: VKEY, since: null });
  expect(reason).toMatch(/was published before the one in front of it$/);
});

test('(H-457) whichever byte of whichever file is flipped, it is found, or changes nothing that is claimed', async () => {
  const files = await filesOf(SAMPLE);
  const since = await readFile(EARLIER);
  const notes: string[] = [];
  const note = (line: string): void => void notes.push(line);
  const whole = await verifyLog({ source: sourceOf(files), key: VKEY, since, note });
  expect(notes).toEqual(['cosigned by witness.example/w1']);
  const paths = [...files.keys()].sort();
  const flips = fc.tuple(fc.constantFrom(...paths), fc.nat(), fc.integer({ min: 0, max: 7 }));
  await fc.assert(
    fc.asyncProperty(flips, async ([path, at, bit]) => {
      const bytes = Buffer.from(files.get(path)!);
      bytes[at % bytes.length]! ^= 1 << bit;
      notes.length = 0;
      const found = await verifyLog({ source: sourceOf(new Map([...files, [path, bytes]])), key: VKEY, since, note });
      if (!found.ok) return;
      // With the key given, the log's own copy of it proves nothing. A witness that is not recognised is no witness any more: none is claimed.
      expect(found).toEqual(whole);
      expect(path).toMatch(/^(key|checkpoint|witness.*)$/);
      if (path !== 'key' && !path.startsWith('witness/')) expect(notes).not.toContain('cosigned by witness.example/w1');
    }),
    { numRuns: 400 },
  );
});
