import { expect, it } from 'vitest';
import { decideSharingEnd } from './decide-sharing.ts';

const sharing = { incidentIds: ['a', 'b'], untilMs: 100 };
const now = { nowMs: 50, orderInForce: true, openIds: new Set(['b', 'c']) };

it('stands while one of its incidents is open, its order in force and its time not over', () => {
  expect(decideSharingEnd(sharing, now)).toBeNull();
  expect(decideSharingEnd(sharing, { ...now, nowMs: 99 })).toBeNull();
});

it('ends with the last of its incidents; one that was opened since does not prolong it', () => {
  expect(decideSharingEnd(sharing, { ...now, openIds: new Set(['c']) })).toBe('closed');
});

it('ends with the order, with its time, and when the time is none', () => {
  expect(decideSharingEnd(sharing, { ...now, orderInForce: false })).toBe('order-ended');
  expect(decideSharingEnd(sharing, { ...now, nowMs: 100 })).toBe('time');
  expect(decideSharingEnd({ ...sharing, untilMs: Number.NaN }, now)).toBe('time');
});
