import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchesOfLines, linesOf } from './line-io.ts';

async function read(chunks: readonly (string | Uint8Array)[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(Readable.from(chunks, { objectMode: false }))) lines.push(line);
  return lines;
}

describe('lines', () => {
  it('are the same wherever the bytes are cut', async () => {
    const text = fc.array(fc.constantFrom('a', 'é', '\u{1f600}', '\n', '\r\n', '\r', '\u2028', '{"x":1}'), {
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(60), { maxLength: 8 }), async (parts, cuts) => {
        const whole = parts.join('');
        const bytes = Buffer.from(whole);
        const at = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
        const expected = whole.split(/\r\n|\n|\r/);
        if (expected.at(-1) === '') expected.pop();
        expect(await read(chunks.filter((chunk) => chunk.length > 0))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('begin after a byte order mark, of the first only', async () => {
    expect(await read(['\uFEFFa\n\uFEFFb'])).toEqual(['a', '\uFEFFb']);
  });

  it('come as soon as they are whole, many at once', async () => {
    const batches: (readonly string[])[] = [];
    for await (const lines of batchesOfLines(Readable.from(['a\nb\nc', 'd\n', 'e']))) batches.push(lines);
    expect(batches).toEqual([['a', 'b'], ['cd'], ['e']]);
  });
});
