/** Lines in, lines out, at the pace of the slower side. */
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
  if (!output.write(`${line}\n`)) await drained(output);
  return !output.destroyed;
}

/** Never rejects: what an error means is for the owner of the stream to say. */
function drained(output: Writable): Promise<void> {
  return new Promise((resolve) => {
    const names = ['drain', 'close', 'error'] as const;
    const done = () => {
      for (const name of names) output.off(name, done);
      resolve();
    };
    for (const name of names) output.on(name, done);
  });
}
