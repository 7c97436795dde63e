/** Lines in, lines out, at the pace of the slower side. */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** The named file, or standard input for none or `-`; null when the file cannot be read. */
export async function openInput(path: string | undefined, stdin: Readable): Promise<Readable | null> {
  if (path === undefined || path === '-') return stdin;
  const readable = await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
  return readable ? createReadStream(path) : null;
}

/** Every line without its ending, blank ones too; a byte order mark is no part of the first. */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  let isFirst = true;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    yield isFirst ? line.replace(/^\uFEFF/, '') : line;
    isFirst = false;
  }
}

/** False when the reader has gone: there is no one left to write to. */
export async function writeLine(output: Writable, line: string): Promise<boolean> {
  if (output.destroyed || output.writableEnded) return false;
  if (!output.write(`${line}\n`)) await Promise.race([once(output, 'drain'), once(output, 'close')]);
  return !output.destroyed;
}
