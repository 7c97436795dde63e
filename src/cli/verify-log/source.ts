/** Where a log is read from: a folder, or an address. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Source {
  /** Null: there is none. Throws when that cannot be told. */
  read(path: string): Promise<Buffer | null>;
  /** Every file of a folder; null of an address, which does not tell. */
  list(): Promise<readonly string[] | null>;
}

/** What was asked for could not be read: not the same as that it is not there. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

const TIMEOUT_MS = 20_000;
/** The largest file of a log: a bundle of 256 entries of 65,535 bytes. */
const BYTES_MAX = 256 * (2 + 65_535);

export function openSource(where: string): Source {
  return /^https?:\/\//.test(where) ? addressSource(where) : folderSource(where);
}

function folderSource(folder: string): Source {
  return {
    async read(path) {
      try {
        return await readFile(join(folder, path));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT' || code === 'ENOTDIR') return null;
        throw new UnreadableError(`${path} cannot be read (${code})`);
      }
    },
    async list() {
      const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
      const paths = found.filter((file) => !file.isDirectory()).map((file) => join(file.parentPath, file.name));
      return paths.map((path) => path.slice(join(folder, '.').length + 1).replaceAll('\\', '/'));
    },
  };
}

function addressSource(address: string): Source {
  const base = address.endsWith('/') ? address : `${address}/`;
  return {
    async read(path) {
      let response: Response;
      let bytes: Buffer;
      try {
        response = await fetch(new URL(path, base), { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
        bytes = Buffer.from(await response.arrayBuffer());
      } catch {
        throw new UnreadableError(`${path} cannot be fetched`);
      }
      if (response.status === 404 || response.status === 410) return null;
      if (!response.ok) throw new UnreadableError(`${path} cannot be fetched (${response.status})`);
      if (bytes.length > BYTES_MAX) throw new UnreadableError(`${path} is too long`);
      return bytes;
    },
    list: () => Promise.resolve(null),
  };
}
