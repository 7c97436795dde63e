import { describe, expect, test } from 'vitest';
import { loadEveryLanguage } from '../messages/catalogue.ts';
import { commonMessages } from '../messages/common/catalogue.ts';
import { translator } from '../messages/translate.ts';
import { ageText, spanText, timeText } from './age.ts';
import { distanceText, precisionText, roundDistanceM } from './distance.ts';

await loadEveryLanguage();

const t = translator(commonMessages, 'en');
/** Unbreakable spaces as plain ones. */
const spaced = (text: string) => text.replaceAll('\u00a0', ' ');

describe('ages', () => {
  test.each([
    [-5_000, 'just now'],
    [1_999, 'just now'],
    [20_999, '20 seconds ago'],
    [119_999, '119 seconds ago'],
    [120_000, '2 minutes ago'],
    [7_199_000, '119 minutes ago'],
    [7_200_000, '2 hours ago'],
    [200_000_000, '2 days ago'],
  ])('%i ms reads %s', (ageMs, text) => {
    expect(ageText(t, ageMs)).toBe(text);
  });

  test('spans are rounded as a person says them', () => {
    expect([4, 42, 62, 361, 7_300].map((s) => spanText(t, s))).toEqual([
      '10 seconds',
      '40 seconds',
      '1 minute',
      '6 minutes',
      '2 hours',
    ]);
  });

  test('a time of another day carries its date', () => {
    const nowMs = Date.UTC(2026, 5, 24, 12);
    expect(timeText('en', nowMs, nowMs)).toMatch(/^\d\d:\d\d$/);
    expect(timeText('en', nowMs - 2 * 86_400_000, nowMs)).toMatch(/Jun/);
  });
});

describe('distances', () => {
  test.each([
    [7, 'less than 20 m'],
    [86, '90 m'],
    [97, '100 m'],
    [780, '800 m'],
    [990, '1 km'],
    [1_240, '1.2 km'],
    [12_600, '13 km'],
  ])('%i m reads %s', (metres, text) => {
    expect(spaced(distanceText(t, 'en', metres))).toBe(text);
  });

  test('rounding never changes a distance by more than an eighth, from 40 m on', () => {
    for (let metres = 40; metres < 60_000; metres += 7) {
      expect(Math.abs(roundDistanceM(metres) - metres)).toBeLessThanOrEqual(metres / 8);
    }
  });

  test('a precision is never said to be better than it is', () => {
    expect([3, 12, 96, 940, 960, 1_210].map((m) => spaced(precisionText(t, 'en', m)))).toEqual([
      '5 m',
      '15 m',
      '100 m',
      '950 m',
      '1 km',
      '1.3 km',
    ]);
  });
});
