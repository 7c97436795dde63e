/**
 * Drop folders, for agencies that exchange files: one folder an endpoint, `out/` for what is told and `in/` for what they send. A file is
 * whole when it has its name (written aside, flushed, renamed), signed beside it, and counts when the manifest lists it. They may write in it:
 * what they put there that is no plain file - a link, a pipe - is neither followed nor waited for. Fails toward leaving files where they are.
 */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SignatureHeaders } from './signing.ts';

const FILE = /^[0-9a-z-]{1,80}\.json$/;
const MANIFEST = 'manifest.ndjson';

/** A file of that name is there and holds something else. */
export class MessageInTheWay extends Error {
  override readonly name = 'MessageInTheWay';
}

interface Signing {
  readonly headers: SignatureHeaders;
  sign(bytes: Buffer, id: string): SignatureHeaders;
}

/** A file that came in, with what its signature says; `headers` empty where there is none. */
export interface FileIn {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

export class Folders {
  readonly #root: string;
  readonly #bytesMax: number;

  /** `root`: a folder of this server's own; the endpoints' folders are made in it. */
  constructor(root: string, bytesMax: number) {
    this.#root = root;
    this.#bytesMax = bytesMax;
  }

  pathOf(endpointId: string): string {
    return join(this.#root, endpointId);
  }

  /** `out/<name>.json`, `out/<name>.json.sig`, and the manifest anew. The same file again changes nothing. */
  async write(endpointId: string, name: string, body: Buffer, { headers, sign }: Signing): Promise<void> {
    const out = await this.#folder(endpointId, 'out');
    const file = `${name}.json`;
    const before = await readPlain(join(out, file), this.#bytesMax);
    // HAZARD H-349: somebody who may write there puts another message in the place of one that was told
    if (before !== 'none' && !(Buffer.isBuffer(before) && before.equals(body))) throw new MessageInTheWay();
    await writeWhole(join(out, `${file}.sig`), Buffer.from(`${JSON.stringify(headers)}\n`));
    if (before === 'none') await writeWhole(join(out, file), body);
    await this.#writeManifest(out, sign);
  }

  /** What lies in `in/` with a signature beside it, oldest name first. */
  async read(endpointId: string, most: number): Promise<FileIn[]> {
    const folder = await this.#folder(endpointId, 'in');
    const names = new Set(await readdir(folder));
    const files: FileIn[] = [];
    for (const name of [...names].sort()) {
      // Without its signature it may still be on its way.
      if (!FILE.test(name) || !names.has(`${name}.sig`) || files.length >= most) continue;
      const path = join(folder, name);
      const [bytes, signature] = [
        await readPlain(path, this.#bytesMax),
        await readPlain(`${path}.sig`, this.#bytesMax),
      ];
      if ([bytes, signature].some((one) => one === 'none' || one === 'no-file')) continue;
      const isWhole = Buffer.isBuffer(bytes) && Buffer.isBuffer(signature);
      files.push({
        name,
        headers: isWhole ? headersOf(signature.toString('utf8')) : {},
        bytes: isWhole ? bytes : Buffer.alloc(0),
      });
    }
    return files;
  }

  /** Out of `in/`, with what was answered. */
  async settle(endpointId: string, name: string, taken: boolean, answer: object): Promise<void> {
    const from = join(await this.#folder(endpointId, 'in'), name);
    const to = join(await this.#folder(endpointId, taken ? 'taken' : 'refused'), name);
    await writeWhole(`${to}.answer`, Buffer.from(`${JSON.stringify(answer)}\n`));
    await rename(from, to);
    await rename(`${from}.sig`, `${to}.sig`);
  }

  /** Of what lies there now: what they took away is not listed any longer. Signed like a message, by its hash as its id. */
  async #writeManifest(out: string, sign: Signing['sign']): Promise<void> {
    const lines: string[] = [];
    for (const file of (await readdir(out)).filter((name) => FILE.test(name)).sort()) {
      const bytes = await readPlain(join(out, file), this.#bytesMax);
      // None of ours.
      if (!Buffer.isBuffer(bytes)) continue;
      lines.push(
        JSON.stringify({ file, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }),
      );
    }
    const manifest = Buffer.from(`${lines.join('\n')}\n`);
    const id = `manifest-${createHash('sha256').update(manifest).digest('hex')}`;
    await writeWhole(join(out, `${MANIFEST}.sig`), Buffer.from(`${JSON.stringify(sign(manifest, id))}\n`));
    await writeWhole(join(out, MANIFEST), manifest);
  }

  async #folder(endpointId: string, part: string): Promise<string> {
    const folder = join(this.pathOf(endpointId), part);
    await mkdir(folder, { recursive: true, mode: 0o770 });
    if (!(await lstat(folder)).isDirectory()) throw new Error('a part of a drop folder is not a folder');
    return folder;
  }
}

/** Aside, flushed, renamed: nobody ever reads half of it. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const aside = `${path}.part`;
  try {
    // HAZARD H-349: a link of that name would lead what is written to a file of the server's own.
    await rm(aside, { force: true });
    const file = await open(aside, 'wx', 0o660);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

/** A plain file's bytes; 'none': there is nothing; 'no-file': a link, a pipe, a folder, which is neither followed nor waited for. */
async function readPlain(path: string, bytesMax: number): Promise<Buffer | 'none' | 'no-file' | 'too-big'> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const found = await file.stat();
      if (!found.isFile()) return 'no-file';
      return found.size > bytesMax ? 'too-big' : await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'none';
    if (code === 'ELOOP' || code === 'ENXIO') return 'no-file';
    throw error;
  }
}

function headersOf(text: string): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(
      Object.entries(parsed).filter((one): one is [string, string] => typeof one[1] === 'string'),
    );
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
