import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AgencyId, PersonId } from '../../core/ids.ts';
import { decideDirection, type MatterOrder, type MergeSide, mayProtect } from './decide-linking.ts';

const side = (
  personId: string,
  more: { wearsDevice?: boolean; createdAtMs?: number; jurisdiction?: string } = {},
): MergeSide => ({
  person: {
    ...{
      personId: personId as PersonId,
      kind: 'wearer',
      agencyId: 'agency' as AgencyId,
      householdOf: null,
      minor: false,
    },
    ...{ exercise: true, createdAtMs: more.createdAtMs ?? 0 },
  },
  jurisdiction: more.jurisdiction ?? 'kr',
  wearsDevice: more.wearsDevice ?? false,
});

test('the record that wears the device goes on, else the older one; from either side the same (H-303)', () => {
  const sides = fc.record({ wearsDevice: fc.boolean(), createdAtMs: fc.integer({ min: 0, max: 3 }) });
  fc.assert(
    fc.property(sides, sides, (a, b) => {
      const [one, other] = [side('a', a), side('b', b)];
      const decided = decideDirection(one, other);
      expect(decideDirection(other, one)).toEqual(decided);
      expect(decided.ok).toBe(!(a.wearsDevice && b.wearsDevice));
      if (!decided.ok) return;
      const [into, merged] = decided.value.into.personId === 'a' ? [a, b] : [b, a];
      expect(merged.wearsDevice).toBe(false);
      if (!into.wearsDevice) expect(into.createdAtMs).toBeLessThanOrEqual(merged.createdAtMs);
    }),
  );
});

test('records of two jurisdictions, of exercise and real people, or of one record are not merged (H-302)', () => {
  const code = (a: MergeSide, b: MergeSide) => {
    const decided = decideDirection(a, b);
    return decided.ok ? 'merged' : decided.error.code;
  };
  expect(code(side('a'), side('b', { jurisdiction: 'jp' }))).toBe('invalid');
  expect(code(side('a'), { ...side('b'), person: { ...side('b').person, exercise: false } })).toBe('exercise-only');
  expect(code(side('a'), { ...side('b'), person: { ...side('b').person, kind: 'protected' } })).toBe('invalid');
  expect(code(side('a'), side('a'))).toBe('conflict');
});

test('a worn device may be used for a matter while an order in force with a device is there, and at no other time (H-304)', () => {
  const order: MatterOrder = { status: 'active', fromMs: 100, untilMs: 200, hasDevice: true };
  expect(mayProtect(order, 100)).toEqual({ kind: 'allowed' });
  expect(mayProtect(null, 100)).toEqual({ kind: 'not-yet', reason: 'no-decision' });
  expect(mayProtect({ ...order, hasDevice: false }, 100)).toEqual({ kind: 'not-yet', reason: 'no-device-measure' });
  expect(mayProtect(order, 99)).toEqual({ kind: 'not-yet', reason: 'not-in-force-yet' });
  expect(mayProtect(order, 200)).toEqual({ kind: 'not-yet', reason: 'order-ended' });
  const orders = fc.record({
    status: fc.constantFrom('active', 'cancelled', 'non-indictment'),
    ...{ fromMs: fc.integer({ min: 0, max: 5 }), untilMs: fc.integer({ min: 0, max: 5 }), hasDevice: fc.boolean() },
  }) as fc.Arbitrary<MatterOrder>;
  fc.assert(
    fc.property(orders, fc.integer({ min: 0, max: 5 }), (one, nowMs) => {
      const isAllowed = one.status === 'active' && one.hasDevice && one.fromMs <= nowMs && nowMs < one.untilMs;
      expect(mayProtect(one, nowMs).kind === 'allowed').toBe(isAllowed);
    }),
  );
});
