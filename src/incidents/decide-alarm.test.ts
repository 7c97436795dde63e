import { expect, test } from 'vitest';
import { DEVICE_EVENT_KINDS } from '../proximity/types.ts';
import { decideAlarm, decideSuppression, isSuppressible } from './decide-alarm.ts';
import type { Suppression } from './incident.ts';

const CUSTODY: Suppression = { reason: 'custody', untilMs: null };
const base = { state: 'acknowledged', returnedAtMs: null, suppression: null } as const;

test('what a person needs, and what is found of two people or a place, is never suppressed (H-137)', () => {
  const never = ['approach', 'zone', 'ring:police', 'device:sos', 'device:fall', 'device:shielding', 'device:jamming'];
  for (const kind of [...never, 'pattern:probing', 'device:unheard-of', 'approach:x']) {
    expect([kind, decideSuppression({ ...base, kind }, CUSTODY)]).toEqual([kind, null]);
  }
  // Whoever adds a kind of event decides about it: it is an alarm until they do.
  const suppressed = DEVICE_EVENT_KINDS.filter((kind) => isSuppressible(`device:${kind}`)).sort();
  expect(suppressed).toEqual([
    ...['connection-lost', 'low-battery', 'power-cut', 'power-off', 'separation', 'strap-open', 'tamper'],
  ]);
});

test('a suppressed alarm comes back by itself, and waits for a person, while its cause stands', () => {
  const kind = 'device:strap-open';
  const suppressed = { ...base, kind, suppression: CUSTODY };
  expect(decideSuppression({ ...base, kind }, CUSTODY)).toEqual({
    ...{ event: 'suppressed', state: 'acknowledged', suppression: CUSTODY },
  });
  expect(decideSuppression(suppressed, CUSTODY)).toBe(null);
  expect(decideSuppression(suppressed, null)).toMatchObject({ event: 'unsuppressed', state: 'unacknowledged' });
  expect(decideSuppression({ ...suppressed, returnedAtMs: 1 }, null)).toMatchObject({ state: 'acknowledged' });
  const longer: Suppression = { reason: 'custody', untilMs: 5 };
  expect(decideSuppression(suppressed, longer)).toMatchObject({ event: 'suppressed', suppression: longer });
});

test('an alarm opens, returns to normal, and alarms again; its end closes nothing', () => {
  expect(decideAlarm(null, 'ended')).toBe(null);
  expect(decideAlarm(null, 'stands')).toMatchObject({ event: 'opened', state: 'unacknowledged' });
  const open = { state: 'acknowledged', returnedAtMs: null } as const;
  expect(decideAlarm(open, 'stands')).toBe(null);
  expect(decideAlarm(open, 'ended')).toEqual({ event: 'returned', state: 'acknowledged', isReturned: true });
  const returned = { ...open, returnedAtMs: 1 };
  expect(decideAlarm(returned, 'ended')).toBe(null);
  expect(decideAlarm(returned, 'stands')).toEqual({ event: 'changed', state: 'unacknowledged', isReturned: false });
});
