import { expect, test } from 'vitest';
import type { Picture, Shown } from '../../../src/disclosure/contract.ts';
import { appMessages } from '../../ui/messages/app/catalogue.ts';
import { loadEveryLanguage } from '../../ui/messages/catalogue.ts';
import { commonMessages } from '../../ui/messages/common/catalogue.ts';
import { homeMessages } from '../../ui/messages/home/catalogue.ts';
import { translator } from '../../ui/messages/translate.ts';
import type { Voice } from '../voice.ts';
import { rowsOf } from './list-rows.ts';

await loadEveryLanguage();

const NOW_MS = Date.UTC(2026, 5, 24, 5, 5);
const MINUTE_MS = 60_000;
const voice: Voice = {
  app: translator(appMessages, 'en'),
  common: translator(commonMessages, 'en'),
  ...{ language: 'en', emergencyNumber: '112', nowMs: NOW_MS },
};
const basis = { rule: 'r', article: 'a' };
const motion = { trend: 'approaching', octant: 'N', etaS: 300, basis } as const;
const band = (lastReportAtMs: number): Shown => ({ kind: 'band', fromM: 0, toM: 600, lastReportAtMs, ...motion });
const point = (fixedAtMs: number): Shown => ({
  ...{ kind: 'point', distanceM: 400, lastReportAtMs: NOW_MS, ...motion },
  point: { latDeg: 0, lonDeg: 0, radiusM: 10, fixedAtMs, courseDeg: null, speedMps: null },
});
const labels = (wearer: Shown, stale: boolean): string[] =>
  rowsOf(
    {
      ...{ pairId: 'p', label: '', level: 'warning', levelSinceMs: 0, validUntilMs: NOW_MS + 1, wearer },
      protected: { kind: 'nothing', statement: 'not-allowed', lastReportAtMs: null, basis },
    } as Picture,
    { level: 'warning', stale },
    translator(homeMessages, 'en'),
    voice,
  ).map(([label]) => label);
const MOTION = ['list.direction', 'list.trend', 'list.eta'];

test.each([
  ['a band', band],
  ['a point', point],
] as const)('H-170: %s that is old has no direction, pace or time', (_, at) => {
  expect(labels(at(NOW_MS - 5_000), false)).toEqual(expect.arrayContaining(MOTION));
  for (const said of [labels(at(NOW_MS - 20 * MINUTE_MS), false), labels(at(NOW_MS - 5_000), true)]) {
    expect(said.filter((label) => MOTION.includes(label))).toEqual([]);
    expect(said).toContain('list.wearer');
  }
});
