/** What kind of device a person carries, drawn once a case: how often it reports, how honest it is, what goes wrong with it. */
import { between, type Rng } from '../../../src/core/rng.ts';
import { chance, pick } from '../plane.ts';

export interface Device {
  readonly intervalS: number;
  /** Reports come this much before or after their turn. */
  readonly jitterS: number;
  /** True error against what is claimed: 1 honest, 3 three times worse than claimed. */
  readonly understating: number;
  /** How long an error lasts (Gauss-Markov time constant). */
  readonly errorMemoryS: number;
  /** Size of errors against the usual ones of the place. */
  readonly errorFactor: number;
  /** Says speed and course from Doppler. */
  readonly hasVelocity: boolean;
  readonly saysAccuracy: boolean;
  readonly saysSource: boolean;
  /** Share of fixes that are somewhere else without knowing it, and how far. */
  readonly outlierShare: number;
  readonly outlierM: readonly [number, number];
  /** Reflections: how often an hour, for minutes, by how much. */
  readonly multipathPerHour: number;
  /** Share of fixes that come from the cell network instead, outdoors; indoors three times that. */
  readonly cellShare: number;
  /** How many times a day nothing is sent, and for how long. */
  readonly gapsPerDay: number;
  readonly gapS: readonly [number, number];
  /** How many times a day reports are kept back and come all at once. */
  readonly batchesPerDay: number;
  readonly batchS: readonly [number, number];
  readonly duplicateShare: number;
  /** The device's clock less the true time. */
  readonly clockErrorS: number;
  /** Times a day that a mock-location app puts the person elsewhere for some minutes. */
  readonly mocksPerDay: number;
  /** Nothing but the cell network for hours at a time: a tag whose GNSS is covered. */
  readonly cellOnlyPerDay: number;
}

export type Weakness = Partial<Device>;

/** An ordinary phone or tag of today, worn by an ordinary person. */
export function ordinaryDevice(rng: Rng, intervalS: number, over: Weakness = {}): Device {
  return {
    intervalS,
    jitterS: 2,
    understating: chance(rng, 0.2) ? between(rng, 1.5, 3) : between(rng, 0.8, 1.3),
    errorMemoryS: between(rng, 40, 200),
    errorFactor: between(rng, 0.7, 1.6),
    hasVelocity: chance(rng, 0.55),
    saysAccuracy: !chance(rng, 0.08),
    saysSource: !chance(rng, 0.12),
    outlierShare: between(rng, 0, 0.0025),
    outlierM: [150, 1600],
    multipathPerHour: between(rng, 0, 0.4),
    cellShare: between(rng, 0, 0.006),
    gapsPerDay: between(rng, 2, 10),
    gapS: [120, 1000],
    batchesPerDay: between(rng, 0, 4),
    batchS: [120, 600],
    duplicateShare: chance(rng, 0.2) ? 0.02 : 0,
    clockErrorS: chance(rng, 0.1) ? between(rng, -6, 6) : 0,
    mocksPerDay: 0,
    cellOnlyPerDay: chance(rng, 0.1) ? 1 : 0,
    ...over,
  };
}

/** Everything that goes wrong with devices, more of it. */
export function poorDevice(rng: Rng, intervalS: number, over: Weakness = {}): Device {
  return ordinaryDevice(rng, intervalS, {
    understating: between(rng, 1, 4),
    errorMemoryS: between(rng, 60, 400),
    errorFactor: between(rng, 1, 2.5),
    outlierShare: between(rng, 0.01, 0.04),
    multipathPerHour: between(rng, 0.3, 1.5),
    cellShare: between(rng, 0.01, 0.1),
    gapsPerDay: between(rng, 4, 15),
    gapS: [120, 1500],
    batchesPerDay: between(rng, 3, 15),
    batchS: [120, 1200],
    duplicateShare: between(rng, 0, 0.05),
    clockErrorS: chance(rng, 0.5) ? between(rng, -150, 150) : 0,
    cellOnlyPerDay: chance(rng, 0.4) ? 1 : 0,
    ...over,
  });
}

/** What devices were told to keep: most a minute, some half, few a quarter or two. */
export function anyInterval(rng: Rng): number {
  return pick(rng, [60, 60, 60, 60, 60, 30, 30, 30, 15, 120]);
}
