import { expect, test } from 'vitest';
import type { MyPlan } from '../../../src/notify/contract.ts';
import { reachesHere } from './reaches-here.ts';

const mine = (phones: number, sms = false, push = true) =>
  ({
    plan: { channels: { push, sms: true, call: true } },
    reach: { phones, sms, call: false, hasNumber: sms },
  }) as unknown as MyPlan;

test('a subscription of an old phone, or a permission withdrawn on this one, does not count', () => {
  for (const push of ['off', 'denied', 'unsupported', 'install'] as const)
    expect(reachesHere(mine(1), push)).toBe(false);
  expect(reachesHere(mine(1), 'on')).toBe(true);
  expect(reachesHere(mine(0), 'on')).toBe(false);
  expect(reachesHere(mine(1, false, false), 'on')).toBe(false);
});

test('by SMS it is reached whatever this browser says; before the browser has said anything nothing is claimed', () => {
  expect(reachesHere(mine(0, true), 'denied')).toBe(true);
  expect(reachesHere(mine(1), 'loading')).toBeNull();
});
