import { expect, test } from 'vitest';
import { DEVICE_EVENT_KINDS } from '../proximity/types.ts';
import { decideAlarm, decideSuppression, isSuppressible } from './decide-alarm.ts';
import type { Suppression } from './incident.ts';

const CUSTODY: Suppression = { reason: 'custody', untilMs: null };
const base = { state: 'acknowledged', level: null, highestLevel: null, returnedAtMs: null, suppression: null } as const;

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

test('HAZARD H-192: an approach recedes for a paused position only, and never at warning or danger', () => {
  const paused: Suppression = { reason: 'not-sharing', untilMs: 5 };
  const approach = { ...base, kind: 'approach', level: 'unknown' } as const;
  const suppressed = { ...approach, suppression: paused } as const;
  expect(decideSuppression(approach, paused)).toMatchObject({ event: 'suppressed', suppression: paused });
  for (const level of ['warning', 'danger'] as const) {
    expect(decideSuppression({ ...approach, level }, paused)).toBe(null);
    expect(decideSuppression({ ...suppressed, level }, paused)).toMatchObject({
      ...{ event: 'unsuppressed', state: 'unacknowledged' },
    });
  }
  // It was a warning, and then their silence: that is still the incident of the warning.
  expect(decideSuppression({ ...approach, highestLevel: 'danger' }, paused)).toBe(null);
  // Calm again it stays aside for as long as the pause; then nobody need look at once.
  expect(decideSuppression({ ...suppressed, level: 'clear' }, paused)).toBe(null);
  expect(decideSuppression({ ...suppressed, level: 'clear' }, null)).toMatchObject({ state: 'acknowledged' });
  for (const kind of ['zone', 'ring:police', 'device:sos', 'device:strap-open', 'health:no-contact']) {
    expect([kind, decideSuppression({ ...base, kind, level: 'unknown' }, paused)]).toEqual([kind, null]);
  }
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
