import { expect, test } from 'vitest';
import { ByteReader } from './byte-reader.ts';

const readerOf = (hex: string): ByteReader => new ByteReader(Buffer.from(hex, 'hex'));

test('reads numbers of every width, in the order of the wire', () => {
  const reader = readerOf('01 0203 040506 0708090a 0000000100000002'.replaceAll(' ', ''));
  expect([reader.uint(1), reader.uint(2), reader.uint(3), reader.uint(4)]).toEqual([1, 0x203, 0x40506, 0x708090a]);
  expect(reader.uint(8)).toBe(2 ** 32 + 2);
  expect(reader.leftBytes).toBe(0);
});

test('reads negative numbers', () => {
  const reader = readerOf('ff8000fffffffe7f');
  expect([reader.int(1), reader.int(2), reader.int(4), reader.int(1)]).toEqual([-1, -32768, 0xfffffffe - 2 ** 32, 127]);
});

test('past the end it answers null and takes nothing', () => {
  const reader = readerOf('010203');
  expect([reader.uint(4), reader.int(4), reader.bytes(4), reader.text(4), reader.uints(2, 2)]).toEqual(
    Array(5).fill(null),
  );
  expect([reader.passOver(4), reader.passOver(-1), reader.leftBytes]).toEqual([false, false, 3]);
  expect(reader.uints(1, 2)).toEqual([1, 0x203]);
  expect([reader.uint(1), reader.uints(1)]).toEqual([null, null]);
});

test('text is one character a byte', () => {
  expect(readerOf('41e9').text(2)).toBe('A\u00e9');
});
