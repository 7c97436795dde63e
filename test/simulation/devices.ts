/** How one simulated device behaves: its habits, drawn once a seed. Most are decent; every vice of real devices is here somewhere. */
import { between, type Rng } from '../../src/core/rng.ts';
import { pick } from './streets.ts';

/** Seconds from the start, `toS` excluded. An empty span never holds. */
export interface Span {
  readonly fromS: number;
  readonly toS: number;
}

export interface Device {
  /** What the order told the device to keep, and what it keeps. */
  readonly intervalS: number;
  readonly hasDoppler: boolean;
  /** Knots read as metres a second, or a course that spins at rest. */
  readonly isDopplerBad: boolean;
  readonly saysAccuracy: boolean;
  readonly saysSource: boolean;
  /** Says 5 m, whatever it has. */
  readonly understates: boolean;
  readonly clockErrorS: number;
  /** From here on the clock is off by `clockErrorS`, before it is right: devices jump when they lose the network's time. */
  readonly clockJumpS: number;
  readonly mockShare: number;
  readonly outlierShare: number;
  /** Latest arrival after the fix, seconds: above a few, reports overtake one another. */
  readonly delayMaxS: number;
  readonly silent: Span;
  /** What is made within it arrives at its end, all at once. */
  readonly late: Span;
  /** No satellites, only cells. */
  readonly cellOnly: Span;
  /** The receiver repeats one position. */
  readonly frozen: Span;
  /** A report every second or two. */
  readonly burst: Span;
}

const NEVER: Span = { fromS: 0, toS: 0 };

export function isWithin(span: Span, s: number): boolean {
  return s >= span.fromS && s < span.toS;
}

export function makeDevice(rng: Rng, lengthS: number): Device {
  const chance = (share: number): boolean => rng.next() < share;
  const spanOf = (share: number, longestS: number): Span => {
    const fromS = between(rng, 0, lengthS);
    const toS = fromS + between(rng, 0, longestS);
    return chance(share) ? { fromS, toS } : NEVER;
  };
  const isPoorClock = chance(0.1);
  return {
    intervalS: pick(rng, [15, 30, 60, 60, 60, 60, 120]),
    hasDoppler: chance(0.5),
    isDopplerBad: chance(0.05),
    saysAccuracy: chance(0.9),
    saysSource: chance(0.9),
    understates: chance(0.06),
    clockErrorS: isPoorClock ? between(rng, -300, 500) : between(rng, -1, 1),
    clockJumpS: chance(0.5) ? 0 : between(rng, 0, lengthS),
    mockShare: chance(0.05) ? 0.5 : 0,
    outlierShare: pick(rng, [0, 0, 0.01, 0.01, 0.04]),
    delayMaxS: chance(0.06) ? between(rng, 20, 120) : 6,
    silent: chance(0.04) ? { fromS: 0, toS: lengthS } : spanOf(0.8, chance(0.2) ? lengthS : 900),
    late: spanOf(0.5, 500),
    cellOnly: spanOf(0.12, 1200),
    frozen: spanOf(0.12, 1500),
    burst: spanOf(0.06, 120),
  };
}
