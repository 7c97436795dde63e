import { expect, it } from 'vitest';
import { GAP_MS, stretchesOf } from './stretches.ts';

it('draws no line over a time in which nothing was measured', () => {
  const at = (...times: number[]) => times.map((fixedAtMs) => ({ fixedAtMs }));
  const times = at(0, GAP_MS, 2 * GAP_MS + 1, 5 * GAP_MS, 5 * GAP_MS + 1);
  expect(stretchesOf(times)).toEqual([at(0, GAP_MS), at(5 * GAP_MS, 5 * GAP_MS + 1)]);
  expect(stretchesOf(at(7))).toEqual([]);
});
