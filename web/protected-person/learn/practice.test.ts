import { describe, expect, it } from 'vitest';
import { appMessages } from '../../ui/messages/app/catalogue.ts';
import { LANGUAGES, type Language, loadEveryLanguage } from '../../ui/messages/catalogue.ts';
import { commonMessages } from '../../ui/messages/common/catalogue.ts';
import { translator } from '../../ui/messages/translate.ts';
import { heroOf } from '../hero.ts';
import type { Voice } from '../voice.ts';
import { practiceCourses, practiceState, practiceWarning, STEPS, stageUnder } from './practice.ts';

await loadEveryLanguage();

const NOW_MS = Date.parse('2026-11-21T03:00:00Z');
const voice = (language: Language): Voice => ({
  app: translator(appMessages, language),
  common: translator(commonMessages, language),
  ...{ language, emergencyNumber: '112', nowMs: NOW_MS },
});
const heroAt = (step: (typeof STEPS)[number], language: Language = 'en') =>
  heroOf(practiceState(step, 'protected', NOW_MS), voice(language), false, practiceCourses(step, NOW_MS));

describe('practice', () => {
  it('goes through every level that a warning has, with a sheet where a warning would have one', () => {
    expect(STEPS.map((step) => heroAt(step).level)).toEqual([
      ...['clear', 'warning', 'warning', 'danger', 'notice', 'unknown'],
    ]);
    expect(STEPS.map((step) => practiceWarning(step, NOW_MS)?.level ?? null)).toEqual([
      ...[null, 'warning', null, 'danger', null, 'unknown'],
    ]);
  });

  it('says what the real page would say: turned away, and not known since when', () => {
    expect(heroAt('away').headline).toMatch(/turned away/);
    expect(heroAt('coming').headline).toMatch(/coming closer from the north.east/);
    expect(heroAt('blind').headline).not.toMatch(/No warning/);
    for (const language of LANGUAGES) for (const step of STEPS) expect(heroAt(step, language).headline).not.toBe('');
  });

  it('holds no place', () => {
    expect(JSON.stringify(STEPS.map((step) => [...practiceState(step, 'protected', NOW_MS).pairs]))).not.toMatch(
      /latDeg/,
    );
  });

  it('H-211: ends with a real warning or a lost connection, and does not go on by itself when that is over', () => {
    const at = { kind: 'at', step: 'danger', sinceMs: NOW_MS } as const;
    const calm = { isLive: true, isAlerting: false };
    expect(stageUnder(at, calm)).toBe(at);
    for (const [real, kind] of [
      [{ isLive: true, isAlerting: true }, 'ended'],
      [{ isLive: false, isAlerting: false }, 'before'],
    ] as const) {
      const after = stageUnder(at, real);
      expect(after).toEqual({ kind });
      expect(stageUnder(stageUnder(after, real), calm)).toEqual({ kind });
    }
  });
});
