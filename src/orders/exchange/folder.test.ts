/** Drop folders where whoever shares them puts links and pipes: nothing outside is written, read or waited for. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Folders, MessageInTheWay } from './folder.ts';
import { sign } from './signing.ts';

let root: string;
let outside: string;
let folders: Folders;
const KEY = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const signing = {
  headers: sign([KEY], 'm', 0, Buffer.from('1')),
  sign: (bytes: Buffer, id: string) => sign([KEY], id, 0, bytes),
};
const tell = (name: string) => folders.write('them', name, Buffer.from('{"told":1}'), signing);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'magpie-folder-'));
  outside = join(root, 'secret');
  await writeFile(outside, 'what is the server’s own');
  folders = new Folders(join(root, 'exchange'), 1_000);
  await folders.read('them', 1);
  await mkdir(join(root, 'exchange/them/out'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));
const at = (path: string) => join(root, 'exchange/them', path);

it.each(['manifest.ndjson.part', 'manifest.ndjson.sig.part', '1-a.json.part', '1-a.json.sig.part', 'manifest.ndjson'])(
  'a link at out/%s leads nothing of ours anywhere (H-349)',
  async (name) => {
    await symlink(outside, at(`out/${name}`));
    await tell('1-a').catch(() => undefined);
    expect(await readFile(outside, 'utf8')).toBe('what is the server’s own');
    await tell('1-a');
    expect(await readFile(at('out/1-a.json'), 'utf8')).toBe('{"told":1}');
    expect(await readFile(outside, 'utf8')).toBe('what is the server’s own');
  },
);

it('a link in the place of a message is no message of ours, and the manifest tells nothing of where it leads (H-349)', async () => {
  await symlink(outside, at('out/1-a.json'));
  await expect(tell('1-a')).rejects.toThrow(MessageInTheWay);
  await tell('2-b');
  const manifest = await readFile(at('out/manifest.ndjson'), 'utf8');
  expect(manifest.trim().split('\n')).toHaveLength(1);
  expect(manifest).toContain('2-b.json');
});

it('links and pipes in in/ are not read, and what lies beside them is (H-349)', async () => {
  await symlink(outside, at('in/a.json'));
  await symlink(outside, at('in/a.json.sig'));
  execFileSync('mkfifo', [at('in/b.json'), at('in/b.json.sig')]);
  await writeFile(at('in/c.json'), '{}');
  await writeFile(at('in/c.json.sig'), '{"webhook-id":"c"}');
  expect(await folders.read('them', 10)).toEqual([
    { name: 'c.json', headers: { 'webhook-id': 'c' }, bytes: Buffer.from('{}') },
  ]);
});

it('a part of the folder that is a link itself is not used (H-349)', async () => {
  await rm(at('out'), { recursive: true });
  await mkdir(join(root, 'elsewhere'));
  await symlink(join(root, 'elsewhere'), at('out'));
  await expect(tell('1-a')).rejects.toThrow('not a folder');
});
