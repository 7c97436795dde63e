import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AgencyId, DeviceId, PersonId } from '../core/ids.ts';
import type { Person } from '../people/service.ts';
import { decideAssignment } from './decide.ts';
import { type Assignment, carrierAt, type Device } from './device.ts';

const device: Device = {
  deviceId: 'd' as DeviceId,
  agencyId: 'a' as AgencyId,
  protocol: 'osmand',
  externalId: null,
  createdAtMs: 0,
};

function person(personId: string, more: Partial<Person> = {}): Person {
  const base = {
    kind: 'wearer',
    agencyId: device.agencyId,
    householdOf: null,
    minor: false,
    exercise: true,
    createdAtMs: 0,
  } as const;
  return { ...base, personId: personId as PersonId, ...more };
}

const NOW_MS = 1_000_000;

test('whatever is tried, a device is carried by one person at a time and every instant keeps its carrier', () => {
  const change = fc.record({
    who: fc.constantFrom('p', 'q', null),
    fromMs: fc.integer({ min: 0, max: NOW_MS + 10 }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      let assignments: Assignment[] = [];
      for (const { who, fromMs } of changes) {
        const decided = decideAssignment({
          device,
          person: who === null ? null : person(who),
          assignments,
          fromMs,
          nowMs: NOW_MS,
        });
        if (!decided.ok) continue;
        expect(fromMs).toBeLessThanOrEqual(NOW_MS);
        const before = assignments;
        const { ends, begins } = decided.value;
        assignments = assignments.map((a) => (a === ends ? { ...a, untilMs: fromMs } : a));
        if (begins !== null) assignments = [...assignments, begins];
        // The past before the change is as it was; from the change on it is the new carrier.
        if (fromMs > 0) expect(carrierAt(assignments, fromMs - 1)).toBe(carrierAt(before, fromMs - 1));
        expect(carrierAt(assignments, NOW_MS)).toBe(who);
      }
      for (const [i, a] of assignments.entries()) {
        if (a.untilMs !== null) expect(a.untilMs).toBeGreaterThan(a.fromMs);
        const next = assignments[i + 1];
        if (next !== undefined) expect(a.untilMs !== null && a.untilMs <= next.fromMs).toBe(true);
      }
    }),
  );
});

test('not to an officer, not to another agency, not in the future', () => {
  const to = (who: Person | null | 'missing', fromMs = NOW_MS) => {
    const decided = decideAssignment({ device, person: who, assignments: [], fromMs, nowMs: NOW_MS });
    return decided.ok ? 'ok' : decided.error.code;
  };
  expect(to(person('p'))).toBe('ok');
  expect(to(person('p'), NOW_MS + 1)).toBe('invalid');
  expect(to(person('p', { kind: 'officer' }))).toBe('invalid');
  expect(to(person('p', { agencyId: 'b' as AgencyId }))).toBe('invalid');
  expect(to('missing')).toBe('not-found');
  expect(to(null)).toBe('conflict');
});
