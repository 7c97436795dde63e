import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeviceId } from '../core/ids.ts';
import { HOUR_MS, MINUTE_MS } from '../core/time.ts';
import { emptyAtMs, heardHealth } from './decide-health.ts';
import { type Health, type HeardReport, NO_HEALTH } from './health.ts';

const START_MS = Date.parse('2026-11-21T03:00:00Z');

function report(saidAtMs: number, more: Partial<HeardReport> = {}): HeardReport {
  const none = { positionAtMs: null, batteryPct: null, charging: null, strap: null, satellites: null };
  return { deviceId: 'd' as DeviceId, receivedAtMs: saidAtMs, saidAtMs, ...none, source: 'watch', ...more };
}

/** A battery read every ten minutes. */
function drained(pcts: readonly number[], more: Partial<HeardReport> = {}): Health {
  return pcts.reduce(
    (health, batteryPct, i) => heardHealth(health, report(START_MS + i * 10 * MINUTE_MS, { batteryPct, ...more })),
    NO_HEALTH,
  );
}

test('a late batch changes nothing that is newer (H-133)', () => {
  const now = report(START_MS, { batteryPct: 40, strap: 'closed', positionAtMs: START_MS, charging: false });
  const late = report(START_MS - HOUR_MS, {
    ...{ receivedAtMs: START_MS + 1, positionAtMs: START_MS - HOUR_MS },
    ...{ batteryPct: 90, strap: 'open' as const, charging: true },
  });
  const health = heardHealth(heardHealth(NO_HEALTH, now), late);
  expect(health).toMatchObject({ batteryPct: 40, strap: 'closed', charging: false });
  expect(health).toMatchObject({ lastPositionMs: START_MS, lastContactMs: START_MS + 1 });
  expect(health.batteryHistory).toHaveLength(1);
});

test('a battery that falls steadily tells when it will be empty', () => {
  const health = drained([50, 48, 46, 44, 42, 40]);
  const lastMs = START_MS + 50 * MINUTE_MS;
  expect(emptyAtMs(health, lastMs)).toBe(lastMs + 200 * MINUTE_MS);
});

test('one odd reading does not move the forecast', () => {
  const lastMs = START_MS + 60 * MINUTE_MS;
  const even = emptyAtMs(drained([50, 48, 46, 44, 42, 40, 38]), lastMs)!;
  const odd = emptyAtMs(drained([50, 48, 46, 33, 34, 40, 38]), lastMs);
  expect(odd === null || Math.abs(odd - even) < HOUR_MS).toBe(true);
});

test.each([
  ['too few readings', [50, 40, 30], 20],
  ['no fall', [50, 50, 50, 49, 49], 40],
  ['just charged', [50, 48, 46, 80], 30],
] as const)('is unknown, and not guessed, after %s', (_, pcts, atMin) => {
  expect(emptyAtMs(drained([...pcts]), START_MS + atMin * MINUTE_MS)).toBe(null);
});

test('is unknown while it charges, and when the last reading is old', () => {
  const health = drained([50, 48, 46, 44, 42]);
  const lastMs = START_MS + 40 * MINUTE_MS;
  expect(emptyAtMs(health, lastMs)).not.toBe(null);
  expect(emptyAtMs(health, lastMs + 3 * HOUR_MS)).toBe(null);
  expect(emptyAtMs({ ...health, charging: true }, lastMs)).toBe(null);
});

test('whatever is reported, a forecast lies after the last reading, and the history stays short and in order', () => {
  const readings = fc.array(
    fc.record({ min: fc.integer({ min: 0, max: 600 }), pct: fc.integer({ min: 0, max: 100 }) }),
    {
      maxLength: 120,
    },
  );
  fc.assert(
    fc.property(readings, (all) => {
      let health = NO_HEALTH;
      for (const { min, pct } of all) {
        health = heardHealth(health, report(START_MS + min * MINUTE_MS, { batteryPct: pct }));
      }
      const { batteryHistory } = health;
      expect(batteryHistory.length).toBeLessThanOrEqual(38);
      for (const [i, point] of batteryHistory.entries()) {
        expect(point.atMs).toBeGreaterThanOrEqual(batteryHistory[i - 1]?.atMs ?? 0);
      }
      const lastMs = batteryHistory.at(-1)?.atMs ?? START_MS;
      const empty = emptyAtMs(health, lastMs);
      if (empty !== null) expect(empty).toBeGreaterThanOrEqual(lastMs);
    }),
  );
});

test('a battery that is read every few seconds is kept in few points, the newest among them', () => {
  let health = NO_HEALTH;
  for (let s = 0; s <= 7_200; s += 5) {
    health = heardHealth(health, report(START_MS + s * 1_000, { batteryPct: 80 - s / 300 }));
  }
  const { batteryHistory } = health;
  expect(batteryHistory.length).toBeLessThanOrEqual(14);
  expect(batteryHistory.at(-1)).toEqual({ atMs: START_MS + 2 * HOUR_MS, pct: 56 });
  // 12 % an hour.
  const emptyMs = emptyAtMs(health, START_MS + 2 * HOUR_MS)!;
  expect(Math.abs(emptyMs - (START_MS + 2 * HOUR_MS + (56 / 12) * HOUR_MS))).toBeLessThan(MINUTE_MS);
});
