import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../core/time.ts';
import {
  type AlarmName,
  type Cause,
  decideAlarms,
  untilMorningMs,
  type WatchedDevice,
  type WatchedWearer,
} from './decide-alarms.ts';
import { type Health, NO_HEALTH } from './health.ts';

/** 2026-11-21 12:00 in Seoul. */
const NOON_MS = Date.parse('2026-11-21T03:00:00Z');
const EVENING_MS = Date.parse('2026-11-21T13:00:00Z');

function device(health: Partial<Health> = {}, more: Partial<WatchedDevice> = {}): WatchedDevice {
  return { health: { ...NO_HEALTH, ...health }, carriedFromMs: NOON_MS - 48 * HOUR_MS, removedUntilMs: null, ...more };
}

function wearer(more: Partial<WatchedWearer> = {}): WatchedWearer {
  const from = { orderFromMs: NOON_MS - 48 * HOUR_MS, listeningSinceMs: NOON_MS - 24 * HOUR_MS };
  return { devices: [device()], intervalS: 60, timeZone: 'Asia/Seoul', ...from, ...more };
}

function cause(name: AlarmName, of: WatchedWearer, nowMs = NOON_MS): Cause | undefined {
  return decideAlarms(of, nowMs).find((word) => word.name === name)?.cause;
}

/** 42 % and 12 % an hour: empty in three and a half hours. */
function falling(nowMs: number): Partial<Health> {
  const batteryHistory = [54, 51, 48, 45, 42].map((pct, i) => ({ atMs: nowMs - (60 - 15 * i) * MINUTE_MS, pct }));
  return { batteryPct: 42, batteryHistory, charging: false };
}

test('nothing heard for two and a half intervals, and at least four minutes', () => {
  const heard = (ageMs: number, intervalS: number) =>
    cause('no-contact', wearer({ intervalS, devices: [device({ lastContactMs: NOON_MS - ageMs })] }));
  expect([heard(239_999, 60), heard(240_000, 60)]).toEqual(['ended', 'stands']);
  expect([heard(1_499_999, 600), heard(1_500_000, 600)]).toEqual(['ended', 'stands']);
});

test('a device that was never heard counts from when it was carried', () => {
  const carried = (agoMs: number) => device({}, { carriedFromMs: NOON_MS - agoMs });
  expect(cause('no-contact', wearer({ devices: [carried(3 * MINUTE_MS)] }))).toBe('ended');
  expect(cause('no-contact', wearer({ devices: [carried(5 * MINUTE_MS)] }))).toBe('stands');
});

test('after a start nobody could have been heard before it: neither an alarm nor its end', () => {
  const just = wearer({ listeningSinceMs: NOON_MS - MINUTE_MS });
  expect(cause('no-contact', just)).toBe('unclear');
});

test('heard without a position is told from silence', () => {
  const blind = device({ lastContactMs: NOON_MS - SECOND_MS, lastPositionMs: NOON_MS - 10 * MINUTE_MS });
  expect([
    cause('no-contact', wearer({ devices: [blind] })),
    cause('no-position', wearer({ devices: [blind] })),
  ]).toEqual(['ended', 'stands']);
  expect(cause('no-position', wearer())).toBe('unclear');
});

test('of two devices the worse one counts', () => {
  const well = device({ lastContactMs: NOON_MS, lastPositionMs: NOON_MS });
  expect(cause('no-contact', wearer({ devices: [well, device()] }))).toBe('stands');
  expect(cause('no-contact', wearer({ devices: [device(), well] }))).toBe('stands');
});

test('a battery that will not last two hours, or in the evening not until the morning', () => {
  const of = (nowMs: number) => wearer({ devices: [device(falling(nowMs))] });
  expect(cause('battery-forecast', of(NOON_MS))).toBe('ended');
  expect(cause('battery-forecast', of(EVENING_MS), EVENING_MS)).toBe('stands');
  const [word] = decideAlarms(of(EVENING_MS), EVENING_MS).filter(({ name }) => name === 'battery-forecast');
  expect(word!.why).toEqual({
    key: 'health.battery-forecast',
    params: { emptyAtMs: EVENING_MS + 3.5 * HOUR_MS, timeZone: 'Asia/Seoul', batteryPct: 42 },
  });
  const charging = wearer({ devices: [device({ ...falling(EVENING_MS), charging: true })] });
  expect(cause('battery-forecast', charging, EVENING_MS)).toBe('ended');
  // Nothing that was learnt is no reason to think it well.
  expect(cause('battery-forecast', wearer(), EVENING_MS)).toBe('unclear');
});

test('the evening begins and ends by the clock of the jurisdiction', () => {
  expect(untilMorningMs(NOON_MS, 'Asia/Seoul')).toBe(0);
  expect(untilMorningMs(EVENING_MS, 'Asia/Seoul')).toBe(10 * HOUR_MS);
  expect(untilMorningMs(NOON_MS, 'UTC')).toBe(5 * HOUR_MS);
});

test('a removal past its time is an alarm of its own until somebody ends it', () => {
  const off = (untilMs: number | null) =>
    cause('removal-overrun', wearer({ devices: [device({}, { removedUntilMs: untilMs })] }));
  expect([off(null), off(NOON_MS + 1), off(NOON_MS)]).toEqual(['ended', 'ended', 'stands']);
  expect(cause('removal-overrun', wearer({ devices: [] }))).toBe('ended');
});

test('an order in force for a day without a device is an alarm (H-134)', () => {
  const bare = (agoMs: number) => cause('not-fitted', wearer({ devices: [], orderFromMs: NOON_MS - agoMs }));
  expect([bare(23 * HOUR_MS), bare(24 * HOUR_MS)]).toEqual(['unclear', 'stands']);
  expect(cause('not-fitted', wearer())).toBe('ended');
  // Without a device there is nothing to be silent: what stands of it is not called well again.
  expect(cause('no-contact', wearer({ devices: [] }))).toBe(undefined);
});
