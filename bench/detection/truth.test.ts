import { expect, test } from 'vitest';
import { contactsOf } from './truth.ts';

/** Runs of seconds at a distance, one after the other. */
function distances(...runs: readonly (readonly [seconds: number, m: number])[]): Float64Array {
  return Float64Array.from(runs.flatMap(([seconds, m]) => Array<number>(seconds).fill(m)));
}

test('a contact is the first second at the restraint distance or less', () => {
  expect(contactsOf(distances([700, 3000], [50, 101], [10, 100], [5, 40]), 100)).toEqual([750]);
  expect(contactsOf(distances([700, 3000], [50, 101]), 100)).toEqual([]);
});

test('another contact needs ten minutes beyond 500 m', () => {
  const again = (apartS: number, m: number) => contactsOf(distances([700, 3000], [10, 50], [apartS, m], [10, 50]), 100);
  expect(again(600, 501)).toEqual([700, 1310]);
  expect(again(599, 501)).toEqual([700]);
  expect(again(3000, 500)).toEqual([700]);
});

test('who begins together has no contact then', () => {
  expect(contactsOf(distances([100, 20], [700, 900], [5, 20]), 100)).toEqual([800]);
});
