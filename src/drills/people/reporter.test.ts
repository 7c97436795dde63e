import { describe, expect, it } from 'vitest';
import { makeReceiver, type Surroundings } from '../../core/receiver.ts';
import { seededRng } from '../../core/rng.ts';
import { distanceM, toPlane } from '../city/plane.ts';
import { feed } from './feed.ts';
import type { Itinerary } from './itinerary.ts';
import { makeReporter } from './reporter.ts';
import type { TrueState } from './true-state.ts';

const HOUR_MS = 3_600_000;

/** Stands still; the surroundings change with time. */
function standing(around: (ms: number) => Surroundings): Itinerary {
  const at = (elapsedMs: number): TrueState => ({
    point: { xM: 0, yM: 0 },
    speedMps: 0,
    courseDeg: null,
    mode: 'still',
    surroundings: around(elapsedMs),
    charging: false,
  });
  return { durationMs: Infinity, marks: new Map(), at };
}

function errorsM(around: Surroundings, seed: number): { readonly errors: number[]; readonly claimed: number[] } {
  const receiver = makeReceiver(seededRng(seed), { outliers: 0 });
  const still = standing(() => around);
  const errors: number[] = [];
  const claimed: number[] = [];
  for (let ms = 0; ms < 20 * HOUR_MS; ms += 20_000) {
    const reading = receiver.read(still.at(ms), ms);
    if (!reading || ms < 600_000) continue;
    errors.push(distanceM(reading.point, { xM: 0, yM: 0 }));
    claimed.push(reading.accuracyM);
  }
  return { errors, claimed };
}

describe('receivers', () => {
  it.each(['open', 'canyon', 'indoors', 'platform'] as const)(
    '%s: about 68 %% of errors lie within the claim',
    (around) => {
      let within = 0;
      let all = 0;
      for (const seed of [1, 2, 3]) {
        const { errors, claimed } = errorsM(around, seed);
        within += errors.filter((error, i) => error <= claimed[i]!).length;
        all += errors.length;
      }
      expect(within / all).toBeGreaterThan(0.6);
      expect(within / all).toBeLessThan(0.8);
    },
  );

  it('drifts rather than jumps in the open', () => {
    const receiver = makeReceiver(seededRng(5), { outliers: 0 });
    const still = standing(() => 'open');
    let steps = 0;
    let before = receiver.read(still.at(0), 0)!;
    for (let ms = 1000; ms < 600_000; ms += 1000) {
      const now = receiver.read(still.at(ms), ms)!;
      steps += distanceM(before.point, now.point);
      before = now;
    }
    // White noise of this spread would step about 5.7 m each time.
    expect(steps / 600).toBeLessThan(1.5);
  });

  it('errs wildly now and then, and never when told not to', () => {
    const wild = (outliers: number) => {
      const receiver = makeReceiver(seededRng(9), { outliers });
      const still = standing(() => 'canyon');
      let count = 0;
      for (let i = 0; i < 5000; i++) {
        if (distanceM(receiver.read(still.at(i * 5000), i * 5000)!.point, { xM: 0, yM: 0 }) > 180) count += 1;
      }
      return count;
    };
    expect(wild(0)).toBe(0);
    expect(wild(1)).toBeGreaterThan(3);
    expect(wild(1)).toBeLessThan(50);
  });
});

describe('a reporter', () => {
  const choice = { intervalMs: 5_000, outliers: 0 };

  it('has nothing in a tunnel, and is the same for the same seed', () => {
    const path = standing((ms) => (ms > 60_000 && ms < 120_000 ? 'tunnel' : 'open'));
    const beats = (seed: number) => {
      const reporter = makeReporter(path, seed, choice);
      return Array.from({ length: 40 }, () => reporter.next());
    };
    for (const beat of beats(3)) {
      const inTunnel = beat.atMs > 60_000 && beat.atMs < 120_000;
      expect(beat.measured === null).toBe(inTunnel);
      expect(beat.online).toBe(!inTunnel);
    }
    expect(beats(3)).toEqual(beats(3));
    expect(beats(3)).not.toEqual(beats(4));
  });

  it('keeps its clock error: near true time, the same at every report', () => {
    const reporter = makeReporter(
      standing(() => 'open'),
      11,
      choice,
    );
    reporter.next();
    const offsets = Array.from({ length: 20 }, () => {
      const beat = reporter.next();
      return beat.measured!.fixedElapsedMs - beat.atMs;
    });
    expect(new Set(offsets).size).toBe(1);
    expect(Math.abs(offsets[0]!)).toBeLessThan(2_600);
  });

  it('uses up its battery and charges it', () => {
    const reporter = makeReporter(
      standing(() => 'open'),
      2,
      choice,
    );
    const first = reporter.next().measured!.batteryPct;
    for (let i = 0; i < 720 * 4; i++) reporter.next();
    const later = reporter.next().measured!.batteryPct;
    expect(first - later).toBeGreaterThan(14);
    expect(first - later).toBeLessThan(18);
  });
});

describe('store and forward', () => {
  it('delivers what was kept, oldest first, when the network is back', () => {
    const path = standing((ms) => (ms > 30_000 && ms < 90_000 ? 'tunnel' : 'open'));
    const offline = {
      next: (() => {
        const reporter = makeReporter(path, 7, { intervalMs: 5_000, outliers: 0 });
        const measuredAnyway = makeReporter(
          standing(() => 'open'),
          7,
          { intervalMs: 5_000, outliers: 0 },
        );
        // Satellites but no network: what a phone in a valley has.
        return () => ({ ...reporter.next(), measured: measuredAnyway.next().measured });
      })(),
    };
    const arrivals = feed(new Map([['d', offline]]), 150_000);
    const fixed = arrivals.map((a) => a.measured.fixedElapsedMs);
    expect(fixed).toEqual([...fixed].sort((a, b) => a - b));
    const late = arrivals.filter((a) => a.arrivedMs - a.measured.fixedElapsedMs > 20_000);
    expect(late.length).toBeGreaterThan(6);
    expect(Math.min(...late.map((a) => a.arrivedMs))).toBeGreaterThanOrEqual(90_000);
    expect(arrivals).toHaveLength(30);
  });
});

it('a reading stands where it was taken', () => {
  const reporter = makeReporter(
    standing(() => 'open'),
    1,
    { intervalMs: 5_000, outliers: 0 },
  );
  const { latDeg, lonDeg } = reporter.next().measured!;
  expect(distanceM(toPlane({ latDeg, lonDeg }), { xM: 0, yM: 0 })).toBeLessThan(30);
});
