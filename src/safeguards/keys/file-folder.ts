/**
 * The files of the file key store: `store-<n>` holds the keys, sealed under the epoch key in `epoch-<n>`, which is sealed under a key that
 * is kept elsewhere. Of a pair the larger number holds; what is left of others is overwritten and removed. Fails toward refusing.
 */
import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

export function storeFile(folder: string, epoch: number): string {
  return join(folder, `store-${epoch}`);
}

export function epochFile(folder: string, epoch: number): string {
  return join(folder, `epoch-${epoch}`);
}

export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await syncFolder(folder);
}

/** A name is durable only with its folder. */
export async function syncFolder(folder: string): Promise<void> {
  await withFile(folder, 'r', (handle) => handle.sync());
}

/** Numbers of the stores that are whole, ascending. */
export async function epochsIn(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  const epochs = names.flatMap((name) => /^store-(\d{1,15})$/.exec(name)?.slice(1, 2) ?? []);
  return epochs.map(Number).sort((a, b) => a - b);
}

/** All or nothing, and durable: written beside, flushed, put into place. */
export async function writeWhole(folder: string, file: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  const beside = `${file}.new`;
  await rm(beside, { force: true });
  await withFile(beside, 'wx', async (handle) => {
    for await (const chunk of chunks) await handle.writeFile(chunk);
    await handle.sync();
  });
  await rename(beside, file);
  await syncFolder(folder);
}

/**
 * Overwrites epoch keys but this one where they lie, and removes them with their stores. Where the file system writes elsewhere instead
 * (copy on write, flash), the old bytes may lie on the device until it uses the place again: see docs/operate/keys.md.
 */
export async function shredOthers(folder: string, epoch: number): Promise<void> {
  const kept = new Set([`store-${epoch}`, `epoch-${epoch}`]);
  for (const name of await readdir(folder)) {
    if (kept.has(name) || !/^(store|epoch)-\d+(\.new)?$/.test(name)) continue;
    const file = join(folder, name);
    if (name.startsWith('epoch-')) await overwrite(file);
    await rm(file, { force: true });
  }
  await syncFolder(folder);
}

/** A write may take less than it was given, without an error: what is missing would be lost in silence. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
    if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' });
    done += bytesWritten;
  }
}

/** In place, and flushed. */
export async function overwrite(file: string): Promise<void> {
  await withFile(file, 'r+', async (handle) => {
    const { size } = await handle.stat();
    await writeAll(handle, randomBytes(size), 0);
    await handle.sync();
  });
}

async function withFile<T>(file: string, flags: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file, flags, 0o600);
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}
