import { randomBytes, randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BrokenSealError } from './cipher.ts';
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
});
