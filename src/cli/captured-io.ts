/** Standard streams for tests of commands: what goes in, and what came out. */
import { PassThrough, Readable } from 'node:stream';
import type { CommandIo } from './command.ts';

export interface CapturedIo extends CommandIo {
  readonly out: () => string;
  readonly err: () => string;
  /** Standard output's lines, as JSON. */
  readonly lines: () => readonly Record<string, unknown>[];
}

export function capturedIo(stdin = ''): CapturedIo {
  const [stdout, out] = collector();
  const [stderr, err] = collector();
  const lines = () =>
    out()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr, out, err, lines };
}

function collector(): readonly [PassThrough, () => string] {
  const stream = new PassThrough();
  let text = '';
  stream.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  return [stream, () => text];
}
