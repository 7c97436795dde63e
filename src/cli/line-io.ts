/** Lines in, lines out, at the pace of the slower side. */
import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
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

const ENDING = /\r\n|\n|\r/;

/** Every line without its ending (LF, CR LF or CR), blank ones too; a byte order mark is no part of the first. */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  for await (const lines of batchesOfLines(input)) yield* lines;
}

/** The same, as many lines at once as have come: of millions, waiting for each is most of what reading them costs. */
export async function* batchesOfLines(input: Readable): AsyncGenerator<readonly string[]> {
  let rest = '';
  let isFirst = true;
  for await (const chunk of input.setEncoding('utf8') as AsyncIterable<string>) {
    const text = rest + (isFirst ? chunk.replace(/^\uFEFF/, '') : chunk);
    isFirst = false;
    // A CR at the end may be half of an ending.
    const isHalf = text.endsWith('\r');
    const lines = (isHalf ? text.slice(0, -1) : text).split(ENDING);
    rest = lines.pop()! + (isHalf ? '\r' : '');
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') yield [rest.replace(/\r$/, '')];
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
