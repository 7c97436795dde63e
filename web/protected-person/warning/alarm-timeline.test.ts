import { expect, test } from 'vitest';
import { alarmSteps, END_MS, FULL_MS, fullEveryMs } from './alarm-timeline.ts';

test('H-174: it is felt at once, again and again for a minute, then seldom, and not for an hour', () => {
  for (const level of ['danger', 'warning', 'unknown'] as const) {
    const steps = alarmSteps(level);
    expect(steps[0]).toEqual({ atMs: 0, row: 'full' });
    expect(steps.filter(({ row }) => row === 'full').length).toBe(FULL_MS / fullEveryMs(level));
    expect(steps.filter(({ atMs, row }) => row === 'full' && atMs >= FULL_MS)).toEqual([]);
    const shorts = steps.filter(({ row }) => row === 'short').map(({ atMs }) => atMs);
    expect(shorts).toEqual([60, 90, 120, 150, 180, 210, 240, 270, 300].map((s) => s * 1_000));
    expect(steps.at(-1)!.atMs).toBe(END_MS);
  }
});

test('a notice is felt once', () => {
  expect(alarmSteps('notice')).toHaveLength(1);
});
