import { expect, test } from 'vitest';
import { createEngine, step } from '../../src/proximity/engine.ts';
import { measureAll, measureEngine } from './measure.ts';
import { casesOf, familyCases, makeCase, mixOf, planMix } from './mixes.ts';

test('an engine can be measured over made cases, as a tuning script does', () => {
  const cases = familyCases('comes-to-her', 'dev', 3);
  const figures = measureEngine({ createEngine: () => createEngine(), step }, cases);
  expect(figures.pairDays).toBeCloseTo(cases.reduce((sum, { lengthS }) => sum + lengthS, 0) / 86_400);
  expect(figures.contacts).toBeGreaterThan(0);
  expect(figures.recall0).toBeGreaterThan(0);
});

test('cases made at once are those that a run makes one by one', () => {
  const ids = planMix(mixOf('hostile'), 'eval', 3, 1).map((plan) => makeCase(plan).id);
  expect(casesOf('hostile', 'eval', 3, 1).map(({ id }) => id)).toEqual(ids);
});

test('a silenced contact is judged by the run without the fixes, everything else by the whole one', () => {
  const cases = familyCases('comes-to-her', 'dev', 3).filter(({ silenced }) => silenced.length > 0);
  // Warns from the beginning, but only where the tag was silenced.
  const detector = {
    name: 'psychic',
    run: (one: (typeof cases)[number], fixes: unknown) =>
      fixes === one.fixes ? [] : [{ atMs: one.startMs, level: 'unknown' as const }],
  };
  const [row] = measureAll([detector], cases);
  expect(cases.length).toBeGreaterThan(0);
  expect(row!.figures).toMatchObject({ silence120: 1, recall0: 0, unknownMinPerDay: 0 });
});
