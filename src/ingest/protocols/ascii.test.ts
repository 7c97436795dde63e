import { describe, expect, test } from 'vitest';
import { digitsOfUtcMs, frameBetween, frameText, headOfWords, type Marks, utcMsOfDigits } from './ascii.ts';

const MARKS: Marks = { headBytes: headOfWords(['+A:', '+BB:']), ends: [0x24], bytesMax: 16 };
const frame = (text: string) => frameBetween(Buffer.from(text, 'latin1'), MARKS);

describe('a stream', () => {
  test.each([
    ['', 'incomplete', 0],
    ['\r\n ', 'incomplete', 0],
    ['+', 'incomplete', 0],
    ['+B', 'incomplete', 0],
    ['+A:12', 'incomplete', 0],
    ['+A:12$', 'frame', 6],
    ['+BB:$+A:', 'frame', 5],
    ['\r\n+A:12$', 'frame', 8],
    ['xyz', 'garbage', 3],
    ['xyz+A:12$', 'garbage', 3],
    ['xyz+', 'garbage', 3],
    ['+C:12$', 'garbage', 6],
    // The end of the first was lost.
    ['+A:1+BB:2$', 'garbage', 4],
    // As long as a frame may be, and one longer.
    [`+A:${'0'.repeat(12)}$`, 'frame', 16],
    [`+A:${'0'.repeat(13)}$`, 'garbage', 17],
    [' '.repeat(20), 'garbage', 16],
  ])('%j begins with: %s of %i', (text, kind, bytes) => {
    expect(frame(text)).toEqual(kind === 'incomplete' ? { kind } : { kind, bytes });
  });
});

test('a text is without what stands around it', () => {
  expect(frameText(Buffer.from('\r\n +A: 1 $\0'), [0x24])).toBe('+A: 1');
  expect(frameText(Buffer.from(' $ '), [0x24])).toBe('');
});

test.each([
  ['20260624', '010203', Date.UTC(2026, 5, 24, 1, 2, 3)],
  ['20240229', '235959', Date.UTC(2024, 1, 29, 23, 59, 59)],
  ['20260229', '000000', null],
  ['20260624', '240000', null],
  ['20261324', '000000', null],
  ['00000000', '000000', null],
  ['19691231', '235959', null],
  ['2026062', '010203', null],
  ['2026062x', '010203', null],
])('%s and %s are %s', (date, time, ms) => {
  expect(utcMsOfDigits(date, time)).toBe(ms);
  if (ms !== null) expect(digitsOfUtcMs(ms)).toBe(`${date}${time}`);
});
