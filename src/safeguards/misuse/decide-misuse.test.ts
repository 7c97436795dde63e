import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../core/time.ts';
import { decideMisuse, type MisuseFacts, type Question } from './decide-misuse.ts';
import { MISUSE_LIMITS } from './limits.ts';
import type { Look } from './look.ts';

const NOW_MS = Date.parse('2026-11-23T09:00:00Z');
const SINCE_MS = NOW_MS;
const FACTS: MisuseFacts = {
  sinceMs: SINCE_MS,
  isRelated: () => false,
  isKnown: () => false,
  hasActed: () => true,
  hourOfWeek: (_, atMs) => Math.floor((atMs - Date.parse('2026-01-05T00:00:00Z')) / HOUR_MS) % 168,
};
let number = 0;
function look(atMs: number, more: Partial<Look> = {}): Look {
  number += 1;
  return {
    ...{
      number,
      atMs,
      actorId: 'a',
      actorKind: 'officer',
      action: 'identity.read',
      purpose: 'order',
      subject: 's',
      caseId: null,
    },
    ...{ isRefused: false, times: 1, hadPart: true, ...more },
  };
}
const kinds = (questions: readonly Question[]): string[] => questions.map(({ kind }) => kind);
/** Weekdays at nine, four weeks back. */
const HABIT = Array.from({ length: 28 }, (_, day) =>
  [0, 1].map((hour) => look(NOW_MS - (28 - day) * DAY_MS + hour * HOUR_MS)),
).flat();

describe('looking asks nothing', () => {
  it('where somebody works on their own cases at their usual hours', () => {
    expect(decideMisuse([...HABIT, look(NOW_MS), look(NOW_MS + HOUR_MS)], FACTS)).toEqual([]);
  });
  it('of what was judged before', () => {
    const foreign = HABIT.map((one) => ({ ...one, hadPart: false }));
    expect(decideMisuse(foreign, { ...FACTS, isRelated: () => true })).toEqual([]);
  });
});

describe('looking asks for an explanation', () => {
  it('at once where somebody is related to whom they look at, first of all (H-531)', () => {
    const related = { ...FACTS, isRelated: ({ actorId, subject }: Look) => actorId === 'a' && subject === 's' };
    const found = decideMisuse([look(NOW_MS, { hadPart: false })], related);
    expect(kinds(found)).toEqual(['own-relation', 'no-relation']);
    expect(found[0]).toMatchObject({ subject: 's', evidence: [number], score: 95 });
    // Somebody else's relative, and somebody else of whom the relative is none; and a try that came to nothing.
    expect(decideMisuse([look(NOW_MS, { actorId: 'b' }), look(NOW_MS, { subject: 't' })], related)).toEqual([]);
    expect(decideMisuse([look(NOW_MS, { isRefused: true })], related)).toEqual([]);
  });
  it('where they had no part in the case, more so the oftener, and only of those looks (H-575)', () => {
    const foreign = (times: number) =>
      decideMisuse(
        Array.from({ length: times }, (_, i) => look(NOW_MS + i, { hadPart: false })),
        FACTS,
      )[0]!;
    const [once, often] = [foreign(1), foreign(4)];
    expect([once.kind, often.params]).toEqual(['no-relation', { times: 4 }]);
    expect(often.score).toBeGreaterThan(once.score);
    const handedOn = decideMisuse([look(NOW_MS), look(NOW_MS + 1, { hadPart: false })], FACTS);
    expect(handedOn.map(({ params, evidence }) => [params, evidence])).toEqual([[{ times: 1 }, [number]]]);
  });
  it('of refused tries from the third within a day on, however they were counted', () => {
    const tries = (times: number) =>
      decideMisuse(
        [{}, { times }].map((more, i) => look(NOW_MS + i * HOUR_MS, { isRefused: true, hadPart: false, ...more })),
        FACTS,
      );
    expect(kinds(tries(1))).toEqual([]);
    expect(kinds(tries(2))).toEqual(['refused']);
    expect(
      kinds(
        decideMisuse(
          [0, 30, 60].map((hours) => look(NOW_MS + hours * HOUR_MS, { isRefused: true })),
          FACTS,
        ),
      ),
    ).toEqual([]);
  });
  it('of somebody whom many know, unless something was done for them', () => {
    const known = { ...FACTS, isKnown: ({ subject }: Look) => subject === 's' };
    expect(decideMisuse([look(NOW_MS)], known)).toEqual([]);
    expect(decideMisuse([look(NOW_MS, { subject: 't' })], { ...known, hasActed: () => false })).toEqual([]);
    expect(kinds(decideMisuse([look(NOW_MS)], { ...known, hasActed: () => false }))).toEqual(['known-person']);
  });
  it('of the same person on three days without an act, and not of three looks on one', () => {
    const idle = { ...FACTS, hasActed: () => false };
    const on = (days: readonly number[]) =>
      decideMisuse(days.map((day) => look(NOW_MS - (10 - day) * DAY_MS)).concat(look(NOW_MS)), idle);
    expect(kinds(on([0, 5]))).toEqual(['curiosity']);
    expect(on([0, 5])[0]!.params).toEqual({ days: 3, times: 3 });
    expect(on([])).toEqual([]);
    expect(
      decideMisuse(
        [0, 1, 2].map((i) => look(NOW_MS + i * MINUTE_MS)),
        idle,
      ),
    ).toEqual([]);
    // Too long ago to be the same interest.
    expect(decideMisuse([look(NOW_MS - 20 * DAY_MS), look(NOW_MS - 18 * DAY_MS), look(NOW_MS)], idle)).toEqual([]);
  });
  it('of many people within an hour: more than anybody needs, and more than they usually do', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => look(NOW_MS + i * MINUTE_MS, { subject: `s${i}` }));
    expect(decideMisuse(many(MISUSE_LIMITS.bulkMin - 1), FACTS)).toEqual([]);
    expect(decideMisuse(many(MISUSE_LIMITS.bulkMin), FACTS)[0]).toMatchObject({
      kind: 'bulk',
      subject: null,
      params: { people: 30, usual: 0 },
    });
    const clerk = Array.from({ length: 20 }, (_, day) =>
      Array.from({ length: 20 }, (_, i) => look(NOW_MS - (20 - day) * DAY_MS + i * MINUTE_MS, { subject: `s${i}` })),
    ).flat();
    expect(kinds(decideMisuse([...clerk, ...many(40)], FACTS))).toEqual([]);
  });
  it('at hours at which they never worked, once they have a habit', () => {
    const night = [0, 1, 2].map((i) => look(NOW_MS + 15 * HOUR_MS + i * MINUTE_MS));
    expect(kinds(decideMisuse([...HABIT, ...night], FACTS))).toEqual(['odd-hours']);
    expect(decideMisuse([...HABIT, ...night.slice(1)], FACTS)).toEqual([]);
    expect(decideMisuse([...HABIT.slice(-10), ...night], FACTS)).toEqual([]);
    // An hour before or after is overtime.
    expect(
      decideMisuse([...HABIT, ...[0, 1, 2].map((i) => look(NOW_MS + 2 * HOUR_MS + i * MINUTE_MS))], FACTS),
    ).toEqual([]);
  });
});

it('what comes over several hours is judged as a whole, however few at a time', () => {
  const tries = [0, 1, 2].map((i) => look(NOW_MS + i * HOUR_MS, { isRefused: true }));
  const night = [0, 1, 2].map((i) => look(NOW_MS + (15 + i / 4) * HOUR_MS));
  const last = (looks: readonly Look[]) =>
    decideMisuse([...HABIT, ...looks], { ...FACTS, sinceMs: looks.at(-1)!.atMs });
  expect(kinds(last(tries))).toEqual(['refused']);
  expect(kinds(last(tries.slice(0, 2)))).toEqual([]);
  expect(kinds(last(night))).toEqual(['odd-hours']);
});

it('every question is explained by entries that are the actor’s own, and one person’s looks change nothing for another', () => {
  const looks = fc.array(
    fc.record({
      at: fc.integer({ min: -28 * 24, max: 48 }),
      who: fc.constantFrom('a', 'b'),
      of: fc.integer({ min: 0, max: 40 }),
      no: fc.boolean(),
    }),
    { maxLength: 120 },
  );
  const facts = { ...FACTS, hasActed: () => false };
  fc.assert(
    fc.property(looks, (drawn) => {
      const all = drawn
        .toSorted((a, b) => a.at - b.at)
        .map(({ at, who, of, no }) =>
          look(NOW_MS + at * HOUR_MS, { actorId: who, subject: `s${of}`, isRefused: no, hadPart: of !== 1 }),
        );
      const found = decideMisuse(all, facts);
      for (const one of found) {
        expect(one.score).toBeGreaterThanOrEqual(1);
        expect(one.score).toBeLessThanOrEqual(100);
        expect(one.evidence.every((n) => all.find((of) => of.number === n)!.actorId === one.actorId)).toBe(true);
      }
      const alone = decideMisuse(
        all.filter(({ actorId }) => actorId === 'a'),
        facts,
      );
      expect(found.filter(({ actorId }) => actorId === 'a')).toEqual(alone);
    }),
  );
});
