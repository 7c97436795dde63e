import { expect, test } from 'vitest';
import type { SessionAnswer } from '../ui/session.ts';
import { codeOf, enter } from './enter.ts';

const signedIn = (kind: 'protected' | 'household' | 'officer' | 'supporter') => async (): Promise<SessionAnswer> => ({
  kind: 'signed-in',
  session: { kind, personId: 'x', exercise: true },
});

test('the code is what follows the hash', () => {
  expect(codeOf('#abc-1')).toBe('abc-1');
  expect(codeOf('#a%2Bb')).toBe('a+b');
  expect(codeOf('#')).toBeNull();
  expect(codeOf('')).toBeNull();
  expect(codeOf('#%')).toBe('%');
});

test('everyone lands where they belong', async () => {
  expect(await enter('c', signedIn('protected'))).toEqual({ kind: 'go', to: '/app/' });
  expect(await enter('c', signedIn('household'))).toEqual({ kind: 'go', to: '/app/' });
  expect(await enter('c', signedIn('supporter'))).toEqual({ kind: 'go', to: '/help/' });
  expect(await enter('c', signedIn('officer'))).toEqual({ kind: 'go', to: '/centre/' });
});

test('a used code, no code and no network are told apart', async () => {
  expect(await enter('c', async () => ({ kind: 'none' }))).toEqual({ kind: 'none' });
  expect(await enter('c', async () => ({ kind: 'no-connection' }))).toEqual({ kind: 'no-connection' });
  expect(await enter(null, signedIn('protected'))).toEqual({ kind: 'missing' });
});
