import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../core/receiver.ts';
import { seededRng } from '../../core/rng.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import type { DeviceSideReport } from '../../ingest/protocols/device-side.ts';
import { SOCKET_PROTOCOLS } from '../../ingest/protocols/registry.ts';
import type { Itinerary } from '../people/itinerary.ts';
import { makeReporter } from '../people/reporter.ts';
import type { Happening } from './happening.ts';
import { sideOf } from './sides.ts';
import { Tracker, type TrackerFrame } from './tracker.ts';

const EPOCH_MS = 1_782_259_200_000;

function walking(around: (ms: number) => Surroundings = () => 'open'): Itinerary {
  const at = (elapsedMs: number) => ({
    point: { xM: elapsedMs / 1_000, yM: 0 },
    ...{ speedMps: 1, courseDeg: 90, mode: 'walk' as const, charging: false, surroundings: around(elapsedMs) },
  });
  return { durationMs: Infinity, marks: new Map(), at };
}

function tracker(
  happenings: readonly (readonly [atS: number, happening: Happening])[] = [],
  { seed = 3, batteryPct = 90, around = (_ms: number): Surroundings => 'open' } = {},
): Tracker {
  return new Tracker({
    reporter: makeReporter(walking(around), seed, { intervalMs: 10 * SECOND_MS, outliers: 0 }),
    happenings: happenings.map(([atS, happening]) => ({ device: 'd', atMs: atS * SECOND_MS, happening })),
    ...{ batteryPct, speed: 1, realMs: (elapsedMs: number) => EPOCH_MS + elapsedMs },
  });
}

interface Seen {
  readonly atS: number;
  readonly frame: TrackerFrame;
  readonly isLinked: boolean;
}

function run(one: Tracker, untilS: number): Seen[] {
  const seen: Seen[] = [];
  while (one.nextMs <= untilS * SECOND_MS) {
    const atS = one.nextMs / SECOND_MS;
    const frames = one.wake();
    seen.push(...frames.map((frame) => ({ atS, frame, isLinked: one.isLinked })));
  }
  return seen;
}

function reports(seen: readonly Seen[]): DeviceSideReport[] {
  return seen.flatMap(({ frame }) => (frame.kind === 'report' ? [frame.report] : []));
}

function events(seen: readonly Seen[]): string[] {
  return reports(seen).flatMap(({ event }) => (event ? [event] : []));
}

describe('a simulated tracker', () => {
  it('says the same bytes for the same seed and the same commands, in every protocol', () => {
    const bytes = (seed: number) => {
      const one = tracker([[50, { what: 'strap-cut' }]], { seed });
      const frames = [...run(one, 60), ...run(one, 61)].map(({ frame }) => frame);
      frames.push(...one.obey({ kind: 'report-now' }, 62 * SECOND_MS));
      one.obey({ kind: 'set-interval', intervalS: 30 }, 62 * SECOND_MS);
      frames.push(...run(one, 200).map(({ frame }) => frame));
      const names = SOCKET_PROTOCOLS.map(({ name }) => name);
      return names.map((name) => {
        const session = sideOf(name as 'gt06')!.open('001010000000002');
        const said = frames.map((frame) =>
          frame.kind === 'report' ? session.report(frame.report) : session.heartbeat(frame, frame.atMs),
        );
        return said.map((one) => Buffer.from(one ?? []).toString('hex')).join();
      });
    };
    expect(bytes(3)).toEqual(bytes(3));
    expect(bytes(3)).not.toEqual(bytes(4));
  });

  it('does what it is told: reports now, and as often as is asked', () => {
    const one = tracker();
    run(one, 60);
    const now = one.obey({ kind: 'report-now' }, 63 * SECOND_MS);
    expect(now).toHaveLength(1);
    expect(reports([{ atS: 0, frame: now[0]!, isLinked: true }])[0]!.fixedAtMs - EPOCH_MS).toBeCloseTo(63_000, -3.5);
    one.obey({ kind: 'set-interval', intervalS: 2 }, 63 * SECOND_MS);
    const faster = run(one, 75).map(({ atS }) => atS);
    expect(faster.slice(1).every((atS, i) => Math.abs(atS - faster[i]! - 2) < 0.001)).toBe(true);
    one.obey({ kind: 'set-interval', intervalS: 60 }, 75 * SECOND_MS);
    expect(run(one, 200)).toHaveLength(2);
    one.obey({ kind: 'vibrate' }, 201 * SECOND_MS);
    one.obey({ kind: 'message', text: 'Charge the device' }, 201 * SECOND_MS);
    expect([one.vibrations, one.messages]).toEqual([1, ['Charge the device']]);
  });

  it('tells at once that its strap was cut, and in each report that it is open', () => {
    const seen = run(
      tracker([
        [33, { what: 'strap-cut' }],
        [90, { what: 'strap-closed' }],
      ]),
      120,
    );
    expect(events(seen)).toEqual(['strap-open', 'strap-closed']);
    expect(seen.find(({ atS }) => atS === 33)).toBeDefined();
    const straps = seen.map(
      ({ atS, frame }) => `${atS >= 33 && atS < 90} ${frame.kind === 'report' && frame.report.strap}`,
    );
    expect(new Set(straps)).toEqual(new Set(['false closed', 'true open']));
  });

  it('has no position where its receiver is jammed, in a box or underground, and never tells an old one as new', () => {
    for (const [what, ends] of [
      ['jamming', 'jamming-ends'],
      ['shielding', 'shielding-ends'],
    ] as const) {
      const seen = run(
        tracker([
          [33, { what }],
          [93, { what: ends }],
        ]),
        150,
      );
      const blind = seen.filter(({ atS }) => atS > 33 && atS < 93);
      expect(blind.map(({ frame }) => frame.kind)).toEqual(blind.map(() => 'heartbeat'));
      expect(blind.every(({ isLinked }) => isLinked === (what === 'jamming'))).toBe(true);
      const told = seen.find(({ frame }) => frame.kind === 'report' && frame.report.event === what)!;
      expect(reports([told])[0]!.fixedAtMs).toBeLessThan(EPOCH_MS + 33 * SECOND_MS);
      expect(seen.at(-1)!.frame.kind).toBe('report');
    }
    const under = run(tracker([], { around: (ms) => (ms > 30_000 ? 'platform' : 'open') }), 100);
    expect(under.filter(({ atS }) => atS > 30).every(({ frame }) => frame.kind === 'heartbeat')).toBe(true);
  });

  it('uses its battery by reporting, says once that it is low, and with its last breath that it is empty', () => {
    const pctAfter = (intervalS: number) => {
      const one = tracker();
      one.obey({ kind: 'set-interval', intervalS }, 0);
      return reports(run(one, 4 * 3_600)).at(-1)!.batteryPct!;
    };
    expect(pctAfter(10)).toBeLessThan(pctAfter(60) - 10);
    const dying = tracker([[100, { what: 'battery', pct: 0.5 }]], { batteryPct: 16 });
    const seen = run(dying, 2 * 3_600);
    expect(events(seen)).toEqual(['low-battery', 'power-off']);
    expect(seen.at(-1)!.isLinked).toBe(true);
    expect([dying.isOn, dying.isLinked]).toEqual([false, false]);
    const charged = run(tracker([[0, { what: 'charger-on' }]], { batteryPct: 10 }), HOUR_MS / SECOND_MS / 2);
    expect(reports(charged).at(-1)!.batteryPct!).toBeGreaterThan(25);
  });

  it('lives by its own clock, and keeps what it says while the line is down', () => {
    const seen = run(
      tracker([
        [50, { what: 'clock', errorMs: -25 * MINUTE_MS }],
        [80, { what: 'link-down' }],
      ]),
      120,
    );
    const offS = (atS: number) => {
      const one = seen.find((found) => found.atS > atS)!;
      return (reports([one])[0]!.fixedAtMs - EPOCH_MS) / SECOND_MS - one.atS;
    };
    expect(Math.abs(offS(0))).toBeLessThan(3);
    expect(Math.abs(offS(51) + 25 * 60)).toBeLessThan(3);
    expect(seen.map(({ isLinked, atS }) => isLinked === atS < 80)).toEqual(seen.map(() => true));
  });

  it('whatever happens, its times rise, and it says nothing while it is off', () => {
    const rng = seededRng(1);
    const whats = [
      'strap-cut',
      'jamming',
      'jamming-ends',
      'shielding',
      'shielding-ends',
      'link-down',
      'link-up',
    ] as const;
    for (let round = 0; round < 200; round += 1) {
      const happenings = Array.from({ length: 8 }, (_, i) => {
        const what = whats[Math.floor(rng.next() * whats.length)]!;
        const happening: Happening = i === 6 ? { what: 'battery', pct: 0 } : { what };
        return [(i + 1) * 20 * rng.next() + i * 20, happening] as const;
      }).sort(([a], [b]) => a - b);
      const emptyS = happenings.find(([, one]) => one.what === 'battery')![0];
      const seen = run(tracker(happenings, { seed: round }), 400);
      const times = seen.map(({ atS }) => atS);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(seen.filter(({ atS }) => atS > emptyS)).toEqual([]);
    }
  });
});
