import { expect, test } from 'vitest';
import { loadPlan, loudnessNow, minuteOfDay, quietOf, storePlan } from './plan.ts';

const calm = { calm: true, quietHours: null };
const NOW_MS = Date.UTC(2026, 5, 24, 5, 5);

test('H-175: no plan, or one that cannot be read, makes nothing quieter; nothing makes danger quieter', () => {
  expect(loudnessNow('warning', null, NOW_MS)).toBe('full');
  expect(loudnessNow('warning', calm, NOW_MS)).toBe('soft');
  expect(loudnessNow('danger', calm, NOW_MS)).toBe('full');
  const all = { calm: false, quietHours: { fromMinute: 0, toMinute: 1_439 } };
  expect(loudnessNow('danger', all, NOW_MS)).toBe('full');
});

test('only what decides loudness is taken, and kept', () => {
  const notification = { title: 'Memo', body: '' };
  const plan = quietOf({ ...calm, channels: { push: true, sms: true, call: true }, notification });
  expect(plan).toEqual(calm);
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  storePlan(storage, plan);
  expect([...kept.values()].join()).not.toMatch(/Memo/);
  expect(loadPlan(storage)).toEqual(calm);
  storePlan(storage, null);
  expect(loadPlan(storage)).toBeNull();
  expect(loadPlan({ getItem: () => '{"calm"' })).toBeNull();
});

test('the minute is the phone zone’s', () => {
  const at = new Date(NOW_MS);
  expect(minuteOfDay(NOW_MS)).toBe(at.getHours() * 60 + at.getMinutes());
});
