import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import {
  appendFile,
  type FileHandle,
  link,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BrokenSealError } from './cipher.ts';
import { writeAll } from './file-folder.ts';
import { FileKeyStore, type Step } from './file-store.ts';

let folder: string;
let under: Buffer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-keys-'));
  under = randomBytes(32);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const PLAIN = Buffer.alloc(32, 5);
const reopened = async (key = under): Promise<FileKeyStore> =>
  (await FileKeyStore.open({ folder, sealedUnder: [key] }))!;

async function filled(names: readonly string[], onStep?: (step: Step) => void): Promise<[FileKeyStore, Buffer[]]> {
  await (await FileKeyStore.make({ folder, sealedUnder: [under] })).close();
  const store = (await FileKeyStore.open({ folder, sealedUnder: [under], ...(onStep && { onStep }) }))!;
  await store.create(names);
  return [store, await store.wrap(names.map((name) => ({ name, plain: PLAIN, about: name })))];
}

function openAll(store: FileKeyStore, names: readonly string[], wrapped: readonly Buffer[]) {
  return store.unwrap(names.map((name, i) => ({ name, wrapped: wrapped[i]!, about: name })));
}

describe('the key store in files', () => {
  it('keeps keys over a start, opens only what is as it was wrapped, and refuses another sealing key', async () => {
    const names = [randomUUID(), randomUUID()];
    const [store, wrapped] = await filled(names);
    await store.close();
    const again = await reopened();
    expect(again.storeId).toBe(store.storeId);
    expect(await openAll(again, names, wrapped)).toEqual([PLAIN, PLAIN]);
    await expect(openAll(again, [...names].reverse(), wrapped)).rejects.toThrow(BrokenSealError);
    await again.close();
    await expect(reopened(randomBytes(32))).rejects.toThrow(BrokenSealError);
  });

  it('after destroying, neither the store nor its files of before open it, even with the sealing key (H-493)', async () => {
    const names = [randomUUID(), randomUUID()];
    const [store, wrapped] = await filled(names);
    const oldStore = await readFile(join(folder, 'store-1'));
    await store.destroy([names[0]!]);
    expect(await openAll(store, names, wrapped)).toEqual([null, PLAIN]);
    expect([...(await store.present(names))]).toEqual([names[1]]);
    await store.close();
    expect((await readdir(folder)).sort()).toEqual(['epoch-2', 'store-2']);
    // A store file that the file system kept is put back beside the epoch key that is there.
    await writeFile(join(folder, 'store-2'), oldStore);
    await expect(reopened()).rejects.toThrow(BrokenSealError);
  });

  it.each(['epoch-written', 'store-written'] as const)(
    'a crash after %s leaves the keys of before or after, and the next start finishes',
    async (at) => {
      const names = [randomUUID(), randomUUID()];
      const [store, wrapped] = await filled(names, (step) => {
        if (step === at) throw new Error('crash');
      });
      await expect(store.destroy([names[0]!])).rejects.toThrow('the key store failed');
      // Where nothing of the new one has its name, the one of before holds and is written on.
      const next = randomUUID();
      const made = store.create([next]);
      if (at === 'epoch-written') await made;
      else await expect(made).rejects.toThrow('the key store failed');
      const again = await reopened();
      expect((await again.present([next])).size).toBe(at === 'epoch-written' ? 1 : 0);
      expect(await openAll(again, names, wrapped)).toEqual([at === 'epoch-written' ? PLAIN : null, PLAIN]);
      expect(await readdir(folder)).toHaveLength(2);
      await again.destroy([names[0]!]);
      expect(await openAll(again, names, wrapped)).toEqual([null, PLAIN]);
      await again.close();
    },
  );

  it('a record that a crash cut short is let go of, and one that was changed stops the start', async () => {
    const names = [randomUUID(), randomUUID()];
    const [store, wrapped] = await filled(names);
    await store.close();
    const file = join(folder, 'store-1');
    const whole = await readFile(file);
    for (const rest of [randomBytes(40), Buffer.concat([randomBytes(30), Buffer.alloc(100)])]) {
      await writeFile(file, whole);
      await appendFile(file, rest);
      const again = await reopened();
      expect(await openAll(again, names, wrapped)).toEqual([PLAIN, PLAIN]);
      await again.close();
    }
    const changed = Buffer.from(whole);
    changed[changed.length - 5]! ^= 1;
    await writeFile(file, changed);
    await expect(reopened()).rejects.toThrow(BrokenSealError);
  });

  it('rotation: everything opens under the new key, nothing under the old one', async () => {
    const names = [randomUUID()];
    const [store, wrapped] = await filled(names);
    const next = randomBytes(32);
    await store.rotate(next);
    const more = randomUUID();
    await store.create([more]);
    expect(await openAll(store, names, wrapped)).toEqual([PLAIN]);
    await store.close();
    await expect(reopened()).rejects.toThrow(BrokenSealError);
    const again = await reopened(next);
    expect(await openAll(again, names, wrapped)).toEqual([PLAIN]);
    expect((await again.present([more])).size).toBe(1);
    await again.close();
  });

  it('a full disk cuts a write short: nobody is told of the key, what stood opens, and the next is written over it', async () => {
    await (await FileKeyStore.make({ folder, sealedUnder: [under] })).close();
    // 1,024 bytes a file, and not one more: the fourteenth record is cut in the middle, as by a disk that is full.
    const script = `
      const { FileKeyStore } = await import(${JSON.stringify(join(import.meta.dirname, 'file-store.ts'))});
      const [folder, under, ...names] = process.argv.slice(1);
      const store = await FileKeyStore.open({ folder, sealedUnder: [Buffer.from(under, 'hex')] });
      const told = [];
      for (const name of names) {
        const code = await store.create([name]).then(() => null, (error) => error.code);
        if (code === null) told.push(name); else { process.stdout.write(JSON.stringify({ told, code })); break; }
      }`;
    const names = Array.from({ length: 20 }, () => randomUUID());
    const limited = ['-c', 'ulimit -f 1 && exec "$@"', 'sh', process.execPath, '--input-type=module', '-e', script];
    const { stdout } = await promisify(execFile)('bash', [...limited, folder, under.toString('hex'), ...names]);
    const { told, code } = JSON.parse(stdout) as { told: string[]; code: string };
    expect([told, code]).toEqual([names.slice(0, 12), 'EFBIG']);
    expect((await stat(join(folder, 'store-1'))).size).toBe(1_024);
    const again = await reopened();
    expect([...(await again.present(names))]).toEqual(told);
    await again.create(names);
    await again.close();
    const third = await reopened();
    expect((await third.present(names)).size).toBe(20);
    await third.close();
  });

  it('where the new store could not be written, the one of before goes on, and destroying is done by the next try (H-579)', async () => {
    const names = [randomUUID(), randomUUID()];
    const blocked = join(folder, 'store-2.new');
    // In the place of the new store, once its epoch key has its name.
    const [store, wrapped] = await filled(names, (step) => {
      if (step === 'epoch-written' && !existsSync(`${folder}/witness`)) mkdirSync(blocked);
    });
    await expect(store.destroy([names[0]!])).rejects.toThrow('the key store failed');
    expect(await openAll(store, names, wrapped)).toEqual([PLAIN, PLAIN]);
    await store.create([randomUUID()]);
    await rm(blocked, { recursive: true });
    const epochKeyOfFailed = join(folder, 'epoch-2');
    await link(epochKeyOfFailed, join(folder, 'witness'));
    const sealed = await readFile(epochKeyOfFailed);
    await store.destroy([names[0]!]);
    // What the failed try had sealed, with the key that goes now, opens by nothing that lies anywhere.
    expect(await readFile(join(folder, 'witness'))).not.toEqual(sealed);
    expect(await openAll(store, names, wrapped)).toEqual([null, PLAIN]);
    await store.close();
  });

  it.each(['shredded', 'folder'] as const)(
    'a failure when the new store may stand already (%s) stops every further write until the next start',
    async (at) => {
      const names = [randomUUID(), randomUUID()];
      const moved = `${folder}-moved`;
      const [store, wrapped] = await filled(names, (step) => {
        if (at === 'folder' && step === 'epoch-written') renameSync(folder, moved);
        if (step === at) throw new Error('crash');
      });
      await expect(store.destroy([names[0]!])).rejects.toThrow('the key store failed');
      if (at === 'folder') renameSync(moved, folder);
      for (const work of [() => store.create([randomUUID()]), () => store.destroy(names), () => store.rotate(under)])
        await expect(work()).rejects.toThrow('the key store failed');
      // What is open stays so: reading needs no file.
      expect((await openAll(store, names, wrapped))[1]).toEqual(PLAIN);
      await store.close();
      const again = await reopened();
      expect(await openAll(again, names, wrapped)).toEqual([at === 'shredded' ? null : PLAIN, PLAIN]);
      await again.destroy([names[0]!]);
      expect(await openAll(again, names, wrapped)).toEqual([null, PLAIN]);
      await again.close();
    },
  );
});

it('all bytes are written however little is taken at once, and none taken is an error', async () => {
  const file = join(folder, 'slow');
  const bytes = randomBytes(1_000);
  const handle = await open(file, 'w+');
  const taking = (most: number) =>
    ({
      write: (from: Buffer, at: number, length: number, position: number) =>
        handle.write(from, at, Math.min(most, length), position),
    }) as unknown as FileHandle;
  await writeAll(taking(7), bytes, 3);
  expect((await readFile(file)).subarray(3)).toEqual(bytes);
  const nothing = { write: async () => ({ bytesWritten: 0 }) } as unknown as FileHandle;
  await expect(writeAll(nothing, bytes, 0)).rejects.toMatchObject({ code: 'ENOSPC' });
  await handle.close();
});
