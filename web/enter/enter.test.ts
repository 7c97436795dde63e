import { expect, test } from 'vitest';
import type { SessionAnswer } from '../ui/session.ts';
import { codeOf, enter, wishOf } from './enter.ts';

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

const CODE = { kind: 'code', code: 'c' } as const;
const never = async (): Promise<SessionAnswer> => ({ kind: 'none' });
const by = (open: () => Promise<SessionAnswer>) => enter(CODE, { open, load: never });

test('words of our own are told from codes', () => {
  expect(wishOf('#mine')).toEqual({ kind: 'word', word: 'mine' });
  expect(wishOf('#agency-refused')).toEqual({ kind: 'word', word: 'agency-refused' });
  expect(wishOf('#abc')).toEqual({ kind: 'code', code: 'abc' });
  expect(wishOf('')).toBeNull();
});

test('everyone lands where they belong', async () => {
  expect(await by(signedIn('protected'))).toEqual({ kind: 'go', to: '/app/' });
  expect(await by(signedIn('household'))).toEqual({ kind: 'go', to: '/app/' });
  expect(await by(signedIn('supporter'))).toEqual({ kind: 'go', to: '/help/' });
  expect(await by(signedIn('officer'))).toEqual({ kind: 'go', to: '/centre/' });
});

test('a link that only enrols leads to the passkeys, and nowhere else', async () => {
  const session = { kind: 'officer', personId: 'x', exercise: false, enrolmentOnly: true } as const;
  expect(await by(async () => ({ kind: 'signed-in', session }))).toEqual({ kind: 'mine', session });
});

test('a used code, no code, a refusal of the agency and no network are told apart', async () => {
  expect(await by(never)).toEqual({ kind: 'none' });
  expect(await by(async () => ({ kind: 'no-connection' }))).toEqual({ kind: 'no-connection' });
  expect(await enter(null)).toEqual({ kind: 'choose', refused: false });
  const word = (word: 'mine' | 'signed-in' | 'agency-refused') =>
    enter({ kind: 'word', word }, { open: never, load: signedIn('officer') });
  expect(await word('agency-refused')).toEqual({ kind: 'choose', refused: true });
  expect(await word('signed-in')).toEqual({ kind: 'go', to: '/centre/' });
  expect(await word('mine')).toMatchObject({ kind: 'mine' });
  expect(await enter({ kind: 'word', word: 'mine' }, { open: never, load: never })).toEqual({
    ...{ kind: 'choose', refused: false },
  });
});
