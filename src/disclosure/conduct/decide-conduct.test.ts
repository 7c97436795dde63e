import { describe, expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../core/time.ts';
import { viewAt } from '../live.harness.ts';
import {
  CONDUCT,
  type ConductAct,
  conductState,
  decideConductAct,
  factsOf,
  lookAt,
  runOn,
  type Streak,
} from './decide-conduct.ts';

const NOW_MS = Date.parse('2026-11-28T12:00:00Z');
const hers = { trend: 'approaching', wearerShare: 0.05, closingMps: 1.3 } as const;

describe('a look at a pair (H-509)', () => {
  const view = (change: Parameters<typeof viewAt>[3] = {}) => viewAt(NOW_MS, 'warning', 500, { ...hers, ...change });

  test('counts where the protected person comes nearer and the wearer does not', () => {
    expect(lookAt(view(), false)).toEqual({ towards: true, waits: false });
    expect(lookAt(view(), true).waits).toBe(true);
  });

  test.each<[string, Parameters<typeof viewAt>[3]]>([
    ['the wearer closes, too', { wearerShare: 0.5 }],
    ['nobody knows who closes', { wearerShare: null }],
    ['they part', { trend: 'receding' }],
    ['they hardly close', { closingMps: 0.2 }],
    ['they are far apart', { distanceM: 9_000 }],
    ['a side is old news', { protected: { ...viewAt(NOW_MS, 'warning', 1).protected, kind: 'stale' } }],
  ])('does not count where %s', (_, change) => {
    expect(lookAt(view(change), true).towards).toBe(false);
  });

  test('at unknown, or without a view, counts nothing', () => {
    expect(lookAt(viewAt(NOW_MS, 'unknown', 500, hers), false).towards).toBe(false);
    expect(lookAt(null, true)).toEqual({ towards: false, waits: false });
  });
});

test('a run is a sign when it lasted, ends by itself, and goes on over one look that missed', () => {
  let run: Streak | null = null;
  const minutes: (number | null)[] = [];
  for (let minute = 0; minute <= 12; minute += 1) {
    const step = runOn(run, minute !== 5, NOW_MS + minute * MINUTE_MS, CONDUCT.towardsMin);
    run = step.run;
    minutes.push(step.minutes);
  }
  expect(minutes.slice(0, 10)).toEqual(Array(10).fill(null));
  expect(minutes.slice(10)).toEqual([10, 11, 12]);
  expect(runOn(run, true, NOW_MS + 30 * MINUTE_MS, 10)).toEqual({
    ...{ run: { fromMs: NOW_MS + 30 * MINUTE_MS, lastMs: NOW_MS + 30 * MINUTE_MS }, minutes: null },
  });
});

test('only what was seen on three days within two weeks is put to a person', () => {
  const sign = (daysAgo: number) => ({
    kind: 'towards' as const,
    minutes: 11,
    day: new Date(NOW_MS - daysAgo * DAY_MS).toISOString().slice(0, 10),
  });
  expect(factsOf([sign(0), sign(0), sign(0), sign(3)], NOW_MS)).toEqual([]);
  expect(factsOf([sign(0), sign(3), sign(20)], NOW_MS)).toEqual([]);
  expect(factsOf([sign(0), sign(3), sign(13)], NOW_MS)).toEqual([{ kind: 'towards', days: 3, minutes: 33 }]);
});

describe('what people decide (H-510)', () => {
  const context = { actorId: 'officer', laws: ['EDA', 'Decree'], orderUntilMs: NOW_MS + 90 * DAY_MS, nowMs: NOW_MS };
  const restrict = { act: 'restrict', reason: 'seeks-contact', article: 'Decree 23-17(1)', days: 14 } as const;
  const decided = (acts: readonly ConductAct[] = [], more = {}) =>
    decideConductAct(acts, { ...restrict, ...more }, context);

  test('a restriction names an article of the law that holds, ends within thirty days and with the order', () => {
    expect(decided()).toMatchObject({ ok: true, value: { untilMs: NOW_MS + 14 * DAY_MS, article: 'Decree 23-17(1)' } });
    expect(decided([], { article: 'because' }).ok).toBe(false);
    const short = { ...context, orderUntilMs: NOW_MS + DAY_MS };
    expect(decideConductAct([], restrict, short)).toMatchObject({ value: { untilMs: NOW_MS + DAY_MS } });
    expect(decideConductAct([], restrict, { ...context, orderUntilMs: NOW_MS }).ok).toBe(false);
  });

  test('until somebody decides nothing holds; it ends by itself; what was contested somebody else decides', () => {
    expect(conductState([], NOW_MS)).toEqual({ state: 'open', restriction: null });
    const one = decided();
    if (!one.ok) throw new Error('it was decided');
    expect(conductState([one.value], NOW_MS + 14 * DAY_MS)).toEqual({ state: 'lifted', restriction: null });
    const contested = [one.value, { ...one.value, act: 'contest' as const, actorId: 'her' }];
    expect(conductState(contested, NOW_MS)).toMatchObject({ state: 'contested', restriction: { act: 'restrict' } });
    const lift = { act: 'lift', reason: 'explained' } as const;
    expect(decideConductAct(contested, lift, context)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(decideConductAct(contested, lift, { ...context, actorId: 'another' }).ok).toBe(true);
  });
});
