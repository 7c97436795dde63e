import { expect, test } from 'vitest';
import { type LockStep, next, type PinAsked } from './lock-steps.ts';

function run(first: LockStep, pins: readonly string[], withDecoy = false) {
  let step = first;
  let done: PinAsked | null = null;
  const said: (string | null)[] = [];
  for (const pin of pins) {
    const taken = next(step, pin, withDecoy);
    ({ step, done } = taken);
    said.push(taken.said);
  }
  return { asks: step.asks, done, said };
}
const SET: LockStep = { wish: 'set', asks: 'pin' };

test('a PIN is entered twice; what differs begins again', () => {
  expect(run(SET, ['240816', '240816']).done).toMatchObject({ pin: '240816' });
  expect(run(SET, ['240816', '240817'])).toEqual({ asks: 'pin', done: null, said: [null, 'lock.differs'] });
});

test('the second PIN is asked for after the first, must differ, and is entered twice', () => {
  expect(run(SET, ['240816', '240816', '240816'], true)).toMatchObject({ asks: 'decoy', done: null });
  const all = run(SET, ['240816', '240816', '775533', '775533'], true);
  expect(all.done).toMatchObject({ pin: '240816', decoy: '775533' });
});

test('a change begins with the PIN until now, and so does taking it away', () => {
  expect(run({ wish: 'remove', asks: 'old' }, ['240816']).done).toMatchObject({ wish: 'remove', old: '240816' });
  expect(run({ wish: 'set', asks: 'old' }, ['240816', '918273', '918273']).done).toMatchObject({
    old: '240816',
    pin: '918273',
  });
});
