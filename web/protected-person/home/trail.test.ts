import { expect, test } from 'vitest';
import type { Picture, Shown } from '../../../src/disclosure/contract.ts';
import { extendTrail, NO_TRAIL } from './trail.ts';

const basis = { rule: 'r', article: 'a' };

function picture(fixedAtS: number, trailS: number | undefined, pairId = 'p'): Picture {
  const point = { latDeg: 36, lonDeg: 124, radiusM: 9, fixedAtMs: fixedAtS * 1_000, courseDeg: null, speedMps: null };
  const motion = { distanceM: 100, trend: 'steady', octant: null, etaS: null, lastReportAtMs: null } as const;
  const wearer: Shown = { kind: 'point', point, ...motion, basis, ...(trailS === undefined ? {} : { trailS }) };
  return { pairId, label: '', level: 'danger', levelSinceMs: 0, wearer, protected: wearer, validUntilMs: 0 };
}

const ages = (...pictures: (Picture | null)[]) =>
  pictures.reduce(extendTrail, NO_TRAIL).fixes.map(({ fixedAtMs }) => fixedAtMs / 1_000);

test('H-173: without a right to it there is no trail, however many places were shown', () => {
  expect(ages(picture(10, undefined), picture(20, undefined))).toEqual([]);
  expect(ages(picture(10, 60), picture(20, 60), picture(30, undefined))).toEqual([]);
});

test('it goes back as far as the picture says, and no further', () => {
  expect(ages(picture(10, 60), picture(40, 60), picture(71, 60))).toEqual([40, 71]);
});

test('another pair, or nothing to show, forgets it', () => {
  expect(ages(picture(10, 60), null, picture(20, 60))).toEqual([20]);
  expect(ages(picture(10, 60), picture(20, 60, 'q'))).toEqual([20]);
});
