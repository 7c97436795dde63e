import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideParticipation, type ParticipationAct } from './decide-participation.ts';
import { PARTICIPATION_STATES, type ParticipationState } from './household/contract.ts';

const ACTS: readonly ParticipationAct[] = ['consent', 'withdraw', 'consent-as-guardian', 'end', 'invite-again'];
const next = (state: ParticipationState, act: ParticipationAct, by: 'member' | 'protected', minor = false) => {
  const decided = decideParticipation(state, act, by, minor);
  return decided.ok ? decided.value : decided.error.code;
};

test('a member consents, withdraws and consents again; the protected person ends it and may invite again', () => {
  expect(next('invited', 'consent', 'member')).toBe('consented');
  expect(next('consented', 'withdraw', 'member')).toBe('withdrawn');
  expect(next('withdrawn', 'consent', 'member')).toBe('consented');
  expect(next('consented', 'end', 'protected')).toBe('ended');
  expect(next('ended', 'invite-again', 'protected')).toBe('invited');
});

test('nobody consents for another adult, a child not for itself, and what was ended stays ended (H-205)', () => {
  expect(next('invited', 'consent', 'protected')).toBe('forbidden');
  expect(next('invited', 'consent-as-guardian', 'protected')).toBe('forbidden');
  expect(next('invited', 'consent-as-guardian', 'protected', true)).toBe('consented');
  expect(next('invited', 'consent', 'member', true)).toBe('forbidden');
  for (const act of ['consent', 'withdraw'] as const) expect(next('ended', act, 'member')).toBe('conflict');
  expect(next('ended', 'consent-as-guardian', 'protected', true)).toBe('conflict');
});

test('whatever is tried, only a consent of the right person leads to taking part (H-205)', () => {
  const state = fc.constantFrom(...PARTICIPATION_STATES);
  const by = fc.constantFrom('member' as const, 'protected' as const);
  fc.assert(
    fc.property(state, fc.constantFrom(...ACTS), by, fc.boolean(), (from, act, who, minor) => {
      if (next(from, act, who, minor) !== 'consented') return;
      expect([act, who]).toEqual(minor ? ['consent-as-guardian', 'protected'] : ['consent', 'member']);
    }),
  );
});
