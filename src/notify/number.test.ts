import { expect, it } from 'vitest';
import { dialled } from './number.ts';

it.each([
  ['+82 10-0000-0001', '+821000000001'],
  ['+60 12 345 6789', '+60123456789'],
  ['010-1234-5678', '01012345678'],
  ['112', '112'],
  ['+010 1234 5678', '01012345678'],
])('%s is dialled as %s', (given, expected) => {
  expect(dialled(given)).toBe(expected);
  expect(dialled(expected)).toBe(expected);
});
