import { expect, test } from 'vitest';
import { figuresOf, quantile, recall } from './figures.ts';
import type { Outcome } from './score.ts';

const NOTHING: Outcome = {
  lengthS: 43_200,
  leadsS: [],
  dangerAtContact: 0,
  falseWarnings: 0,
  falseS: 0,
  unknownS: 0,
  dangers: 0,
  dangersRight: 0,
  silenceLeadsS: [],
};

test('recall@L counts leads of at least L, and a missed contact never', () => {
  const leads = [null, 0, 60, 59, 120, 300];
  expect(recall(leads, 0)).toBeCloseTo(5 / 6);
  expect(recall(leads, 60)).toBeCloseTo(3 / 6);
  expect(recall(leads, 120)).toBeCloseTo(2 / 6);
  expect(recall([], 0)).toBeNull();
});

test('a missed contact had no warning time', () => {
  expect(quantile([null, null, 100], 0.5)).toBe(0);
  expect(quantile([300, 100, 200], 0.5)).toBe(200);
  expect(quantile([null, ...Array.from({ length: 19 }, (_, i) => i + 1)], 0.1)).toBe(2);
});

test('counts and minutes are told per pair-day', () => {
  const figures = figuresOf([
    { ...NOTHING, falseWarnings: 3, falseS: 600, unknownS: 120, dangers: 3, dangersRight: 3 },
    { ...NOTHING, lengthS: 129_600, leadsS: [10, null], dangerAtContact: 1, dangers: 1, silenceLeadsS: [120, 119] },
  ]);
  expect(figures).toMatchObject({
    pairDays: 2,
    contacts: 2,
    falsePerDay: 1.5,
    falseMinPerDay: 5,
    unknownMinPerDay: 1,
    dangerPrecision: 0.75,
    dangerAtContact: 0.5,
    silence120: 0.5,
  });
});
