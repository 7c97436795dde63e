import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packOf } from '../../test/support/packs.ts';
import type { AgencyId, OrderId, PersonId } from '../core/ids.ts';
import type { Person, PersonKind } from '../people/service.ts';
import { orderRequestSchema } from './contract.ts';
import { decideOrder, type OrderContext } from './decide.ts';
import { ORDER_PARAMETERS } from './order.ts';

const pack = packOf('kr');
const NOW_MS = Date.parse('2026-11-21T03:00:00Z');
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [WEARER, FIRST, SECOND, AT_FIRST, AT_SECOND, OFFICER, AGENCY] = [1, 2, 3, 4, 5, 6, 7].map(id) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

function person(personId: string, kind: PersonKind, householdOf: string | null = null, exercise = true): Person {
  return {
    personId: personId as PersonId,
    kind,
    agencyId: AGENCY as AgencyId,
    householdOf: householdOf as PersonId | null,
    minor: false,
    exercise,
    createdAtMs: 0,
  };
}

const people = new Map<string, Person>([
  [WEARER, person(WEARER, 'wearer')],
  [FIRST, person(FIRST, 'protected')],
  [SECOND, person(SECOND, 'protected')],
  [AT_FIRST, person(AT_FIRST, 'household', FIRST)],
  [AT_SECOND, person(AT_SECOND, 'household', SECOND)],
  [OFFICER, person(OFFICER, 'officer')],
]);

const context: OrderContext = {
  realPersons: false,
  orderId: id(99) as OrderId,
  nowMs: NOW_MS,
  agency: {
    agencyId: AGENCY as AgencyId,
    name: 'Office',
    role: 'monitoring',
    jurisdiction: 'kr',
    phone: null,
    createdAtMs: 0,
  },
  pack,
  people,
};

function decide(change: object, at: Partial<OrderContext> = {}) {
  const request = { agencyId: AGENCY, wearerId: WEARER, protectedIds: [FIRST], exercise: true, ...change };
  return decideOrder(orderRequestSchema.parse(request), { ...context, ...at });
}

function code(change: object, at: Partial<OrderContext> = {}): string {
  const decided = decide(change, at);
  return decided.ok ? 'ok' : decided.error.code;
}

test('what is left out is taken from the pack', () => {
  const decided = decide({});
  expect(decided.ok && decided.value.order).toMatchObject({
    jurisdiction: 'kr',
    measure: 'provisional-3-2',
    restraintM: 100,
    warnM: 600,
    noticeM: 2000,
    rings: { police: 1000 },
    fromMs: NOW_MS,
    untilMs: Date.parse('2027-02-21T15:00:00Z'),
    packVersion: pack.versionId,
    status: 'active',
    endedAtMs: null,
  });
});

test('only exercise orders among exercise people', () => {
  expect(code({ exercise: false })).toBe('exercise-only');
  const real = new Map(people).set(FIRST, person(FIRST, 'protected', null, false));
  expect(code({}, { people: real })).toBe('exercise-only');
  expect(code({ exercise: false }, { people: real })).toBe('exercise-only');
});

test('H-355: under a pack without a legal basis nobody real is monitored, whatever else holds', () => {
  const real = new Map([...people].map(([key, one]) => [key, { ...one, exercise: false }]));
  const refused = decide({ exercise: false }, { pack: packOf('jp'), people: real });
  expect(!refused.ok && refused.error).toMatchObject({
    ...{ code: 'exercise-only', message: expect.stringContaining("No law of 'jp' allows a device") },
  });
  expect(code({}, { pack: packOf('jp') })).toBe('ok');
});

test('where the law sets the notice distance by the warning distance, no order sets another', () => {
  const coupled = structuredClone(pack);
  coupled.proximity.noticeTimesWarn = { factor: 2, article: 'SPA 9' };
  const decided = decide({ warnM: 900 }, { pack: coupled });
  expect(decided.ok && decided.value.order).toMatchObject({ warnM: 900, noticeM: 1800 });
  expect(code({ warnM: 900, noticeM: 1800 }, { pack: coupled })).toBe('ok');
  expect(code({ warnM: 900, noticeM: 2000 }, { pack: coupled })).toBe('out-of-bounds');
});

test('everybody is what the order says they are', () => {
  expect(code({ wearerId: FIRST, protectedIds: [SECOND] })).toBe('invalid');
  expect(code({ protectedIds: [OFFICER] })).toBe('invalid');
  expect(code({ protectedIds: [FIRST, FIRST] })).toBe('invalid');
  expect(code({ protectedIds: [id(50)] })).toBe('not-found');
  expect(code({ householdIds: [AT_SECOND] })).toBe('invalid');
  expect(code({ householdIds: [AT_FIRST] })).toBe('ok');
  expect(code({ protectedIds: [FIRST, SECOND], householdIds: [AT_FIRST, AT_SECOND] })).toBe('ok');
  expect(code({}, { agency: null })).toBe('not-found');
  expect(code({}, { pack: null })).toBe('invalid');
});

test('the period lies within what the measure allows', () => {
  expect(code({ until: '2027-02-22T00:00:00+09:00' })).toBe('ok');
  expect(code({ until: '2027-02-22T00:00:01+09:00' })).toBe('out-of-bounds');
  expect(code({ from: '2026-12-01T00:00:00+09:00', until: '2026-12-01T00:00:00+09:00' })).toBe('invalid');
  expect(code({ from: '2026-10-01T00:00:00+09:00', until: '2026-11-01T00:00:00+09:00' })).toBe('invalid');
  expect(code({ measure: 'provisional-2' })).toBe('invalid');
});

test('distances outside the bounds, or out of order, are refused; all others are taken as they are', () => {
  const { restraintM, warnM, noticeM } = pack.proximity;
  const near = fc.integer({ min: 1, max: 12_000 });
  fc.assert(
    fc.property(near, near, near, (r, w, n) => {
      const decided = decide({ restraintM: r, warnM: w, noticeM: n });
      const inside = [
        [r, restraintM],
        [w, warnM],
        [n, noticeM],
      ].every(([value, bound]) => {
        const { min, max } = bound as typeof warnM;
        return (value as number) >= min && (value as number) <= max;
      });
      expect(decided.ok).toBe(inside && r < w && w < n);
      if (decided.ok) expect(decided.value.order).toMatchObject({ restraintM: r, warnM: w, noticeM: n });
    }),
  );
  expect(code({ rings: { police: 1000, near: 99 } })).toBe('out-of-bounds');
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`ring-${i}`, 1000 + i]));
  expect(code({ rings: many })).toBe('invalid');
});

test("the engine's numbers lie within the pack's bounds; what neither order nor pack sets is the engine's (H-110)", () => {
  const { engine } = pack.proximity;
  const left = decide({});
  expect(left.ok && left.value.order.parameters).toEqual({});
  fc.assert(
    fc.property(fc.constantFrom(...ORDER_PARAMETERS), fc.integer({ min: 1, max: 4_000 }), (name, valueS) => {
      const decided = decide({ parameters: { [name]: valueS } });
      expect(decided.ok).toBe(valueS >= engine[name].min && valueS <= engine[name].max);
      if (decided.ok) expect(decided.value.order.parameters).toEqual({ [name]: valueS });
      else expect(decided.error).toMatchObject({ code: 'out-of-bounds', message: expect.stringContaining(name) });
    }),
  );
  const wanting = structuredClone(pack);
  wanting.proximity.engine.warnTauS.default = 500;
  const own = decide({ parameters: { warnHoldS: 300 } }, { pack: wanting });
  expect(own.ok && own.value.order.parameters).toEqual({ warnTauS: 500, warnHoldS: 300 });
  expect(() => decide({ parameters: { noticeTauS: 600 } })).toThrow();
  expect(() => decide({ parameters: { warnTauS: 400.5 } })).toThrow();
});

test("a zone is somebody's place", () => {
  const zone = { name: 'home', shape: { kind: 'circle', latDeg: 37, lonDeg: 127, radiusM: 100 } };
  const owner = (change: object) => {
    const decided = decide(change);
    return decided.ok ? decided.value.zones[0]?.ofPersonId : decided.error.code;
  };
  expect(owner({ zones: [zone] })).toBe(FIRST);
  expect(owner({ zones: [zone], householdIds: [AT_FIRST] })).toBe(FIRST);
  expect(owner({ zones: [{ ...zone, ofPersonId: AT_FIRST }], householdIds: [AT_FIRST] })).toBe(AT_FIRST);
  expect(owner({ zones: [zone], protectedIds: [FIRST, SECOND] })).toBe('invalid');
  expect(owner({ zones: [{ ...zone, ofPersonId: SECOND }] })).toBe('invalid');
  expect(owner({ zones: [{ ...zone, kind: 'inclusion' }] })).toBe(WEARER);
  expect(owner({ zones: [{ ...zone, warnM: 1500 }] })).toBe('invalid');
});
