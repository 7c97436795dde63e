import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inForce, inForceAt } from './order.ts';

const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
const order = fc.record({
  fromMs: instant,
  lengthMs: fc.integer({ min: 1, max: 10_000_000_000 }),
  status: fc.constantFrom('active', 'cancelled', 'non-indictment'),
  endedAfterMs: fc.integer({ min: 0, max: 10_000_000_000 }),
});

function orderOf(o: typeof order extends fc.Arbitrary<infer T> ? T : never) {
  const untilMs = o.fromMs + o.lengthMs;
  const endedAtMs = o.status === 'active' ? null : o.fromMs + o.endedAfterMs;
  return { fromMs: o.fromMs, untilMs, status: o.status, endedAtMs } as const;
}

test('in force only while active, from the first instant up to and without the last', () => {
  fc.assert(
    fc.property(order, instant, (raw, nowMs) => {
      const o = orderOf(raw);
      expect(inForce(o, nowMs)).toBe(o.status === 'active' && nowMs >= o.fromMs && nowMs < o.untilMs);
      expect(inForce(o, o.untilMs)).toBe(false);
      expect(inForce(o, o.fromMs - 1)).toBe(false);
      expect(inForce(o, o.fromMs)).toBe(o.status === 'active');
    }),
  );
});

test('an ended order is in force at no time now, and was in force only before it ended', () => {
  fc.assert(
    fc.property(order, instant, (raw, atMs) => {
      const o = orderOf(raw);
      if (o.status !== 'active') expect(inForce(o, atMs)).toBe(false);
      // Whatever is in force now was so at this instant too.
      if (inForce(o, atMs)) expect(inForceAt(o, atMs)).toBe(true);
      if (o.endedAtMs !== null && atMs >= o.endedAtMs) expect(inForceAt(o, atMs)).toBe(false);
      if (atMs < o.fromMs || atMs >= o.untilMs) expect(inForceAt(o, atMs)).toBe(false);
    }),
  );
});

test('inForceAt holds up to the end of a cancelled order', () => {
  const cancelled = { fromMs: 100, untilMs: 1_000, endedAtMs: 500 };
  expect([99, 100, 499, 500].map((atMs) => inForceAt(cancelled, atMs))).toEqual([false, true, true, false]);
});
