import { expect, it } from 'vitest';
import { LIMITS } from './limits.ts';
import { Pace } from './pace.ts';

it('HAZARD H-103: a device may send a long backlog at once, and then only so much a second', () => {
  const pace = new Pace();
  expect(pace.take('d', LIMITS.deviceInputsBurst, 0)).toBe(true);
  expect(pace.take('d', 1, 0)).toBe(false);
  expect(pace.take('other', 1, 0)).toBe(true);
  let taken = 0;
  for (let ms = 0; ms <= 10_000; ms += 10) if (pace.take('d', 1, ms)) taken += 1;
  expect(taken).toBe(10 * LIMITS.deviceInputsPerS);
});

it('a clock that is set back fills no bucket, and buckets that are full are forgotten', () => {
  const pace = new Pace();
  pace.take('d', LIMITS.deviceInputsBurst, 1_000_000);
  expect(pace.take('d', 1, 0)).toBe(false);
  for (let i = 0; i < 1_000; i += 1) pace.take(`d${i}`, 1, 1_000_000);
  pace.take('late', 1, 1_000_000 + 3_600_000);
  expect(pace.size).toBe(1);
});
