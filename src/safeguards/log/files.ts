/** The log's folder: whole files or none, read by anybody. */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TileFile } from './tiles.ts';

const AT_ONCE = 16;

export class LogFiles {
  readonly folder: string;
  readonly #made = new Set<string>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Null: there is none. */
  async read(path: string): Promise<Buffer | null> {
    try {
      return await readFile(join(this.folder, path));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return null;
      throw error;
    }
  }

  /** Beside, flushed, then into place: a reader finds the old one or the new one, whole. */
  async write({ path, bytes }: TileFile): Promise<void> {
    const file = join(this.folder, path);
    const folder = dirname(file);
    if (!this.#made.has(folder)) {
      await mkdir(folder, { recursive: true });
      // Few stay in use; the others would only gather.
      if (this.#made.size > 100) this.#made.clear();
      this.#made.add(folder);
    }
    const beside = `${file}.part`;
    const handle = await open(beside, 'w', 0o644);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  }

  async writeAll(files: readonly TileFile[]): Promise<void> {
    for (let i = 0; i < files.length; i += AT_ONCE) {
      await Promise.all(files.slice(i, i + AT_ONCE).map((file) => this.write(file)));
    }
  }

  /** The partial tiles of one that is full now. */
  async removePartials(path: string): Promise<void> {
    await rm(join(this.folder, `${path}.p`), { recursive: true, force: true });
  }
}
