import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answer, type Answers, adviceFor, outlookOf, QUESTIONS } from './phone-check.ts';

const all = (answer: Answer): Answers => Object.fromEntries(QUESTIONS.map((question) => [question, answer]));

test('all quiet: only the advice for everybody', () => {
  expect(outlookOf(all('no'))).toBe('quiet');
  expect(adviceFor(all('no'))).toEqual(['keep-updated']);
});

test('somebody knows what they cannot know: another phone first, and nothing is removed without a plan', () => {
  const answers: Answers = { ...all('no'), knows: 'yes' };
  expect(outlookOf(answers)).toBe('watched');
  expect(adviceFor(answers).slice(0, 3)).toEqual(['other-phone', 'plan-first', 'do-not-remove']);
  expect(adviceFor(answers)).toContain('check-tags');
});

test('no answer and "not sure" are never better than "yes" for what is advised first', () => {
  const answers = fc.record(Object.fromEntries(QUESTIONS.map((one) => [one, fc.constantFrom('yes', 'no', 'unsure')])));
  fc.assert(
    fc.property(answers, fc.constantFrom(...QUESTIONS), (given, one) => {
      const yes = adviceFor({ ...(given as Answers), [one]: 'yes' });
      expect(adviceFor({ ...(given as Answers), [one]: 'unsure' })).toEqual(yes);
      const { [one]: _left, ...rest } = given as Record<string, Answer>;
      expect(adviceFor(rest)).toEqual(yes);
    }),
  );
  expect(outlookOf({})).toBe('reachable');
});
