import { expect, it } from 'vitest';
import { approversOf, decideAnswer, expiresAtMs } from './decide.ts';
import type { ActingPerson, AskedAct, TwoPersonRule } from './two-person.ts';

const rule: TwoPersonRule = { act: 'merge-records', otherAgency: true, expiresHours: 72, article: 'Magpie 21' };
const asked: AskedAct = {
  ...{ actId: 'act', act: 'merge-records', about: '{}', jurisdiction: 'kr', exercise: true, askedBy: 'first' },
  ...{ askedByAgency: 'a', askedAtMs: 0, approvers: ['b', 'c'], otherAgency: true, article: 'Magpie 21' },
  ...{ expiresAtMs: 100, answer: null },
};
const by = (personId: string, agencyId: string, exercise = true): ActingPerson => {
  return { kind: 'officer', personId, agencyId, exercise };
};
const code = (one: AskedAct, person: ActingPerson, answer: 'approved' | 'refused' | 'withdrawn', nowMs = 1) => {
  const decided = decideAnswer(one, person, answer, nowMs);
  return decided.ok ? 'ok' : decided.error.code;
};

it('who asks never answers, nor does their office, nor anybody late or without a part (H-464)', () => {
  expect(code(asked, by('second', 'b'), 'approved')).toBe('ok');
  expect(code(asked, by('second', 'c'), 'refused')).toBe('ok');
  expect(code(asked, by('first', 'a'), 'approved')).toBe('forbidden');
  expect(code(asked, by('first', 'b'), 'approved')).toBe('forbidden');
  expect(code(asked, by('colleague', 'a'), 'approved')).toBe('not-found');
  expect(code({ ...asked, approvers: ['a', 'b'] }, by('colleague', 'a'), 'approved')).toBe('forbidden');
  expect(code(asked, by('second', 'd'), 'approved')).toBe('not-found');
  expect(code(asked, by('second', 'b', false), 'approved')).toBe('not-found');
  expect(code(asked, by('second', 'b'), 'approved', 100)).toBe('conflict');
  for (const answer of ['approved', 'refused', 'withdrawn', 'expired'] as const)
    expect(code({ ...asked, answer }, by('second', 'b'), 'approved')).toBe('conflict');
  expect(code(asked, by('first', 'a'), 'withdrawn')).toBe('ok');
  expect(code(asked, by('second', 'b'), 'withdrawn')).toBe('forbidden');
});

it('the second is of another agency that the matter concerns, else of the same', () => {
  expect(approversOf(rule, 'a', ['a', 'b', 'b'])).toEqual(['b']);
  expect(approversOf(rule, 'a', ['a'])).toEqual([]);
  expect(approversOf({ ...rule, otherAgency: false }, 'a', ['b'])).toEqual(['a']);
  expect(code({ ...asked, otherAgency: false, approvers: ['a'] }, by('colleague', 'a'), 'approved')).toBe('ok');
  expect(expiresAtMs(rule, 1)).toBe(72 * 3_600_000 + 1);
});
