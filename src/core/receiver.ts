/**
 * What a phone or tag makes of the truth: position with drift that lasts, accuracy that is roughly honest, sources that
 * change with the surroundings, outliers now and then, and nothing at all in a tunnel. For drills and simulations.
 */
import { between, normal, type Rng } from './rng.ts';

/** Decides what satellites and networks can do: `tunnel` is out of reach of both, `platform` has cells but no satellites. */
export type Surroundings = 'open' | 'canyon' | 'indoors' | 'platform' | 'tunnel';

/** What is true at an instant, on a plane in metres. */
export interface Truth {
  readonly point: { readonly xM: number; readonly yM: number };
  readonly speedMps: number;
  /** Null when still. */
  readonly courseDeg: number | null;
  readonly surroundings: Surroundings;
}

export interface Reading {
  readonly point: Truth['point'];
  /** 68 % radius as the device states it. */
  readonly accuracyM: number;
  readonly speedMps: number | null;
  readonly courseDeg: number | null;
  readonly source: ReadingSource;
}

type ReadingSource = 'gnss' | 'wifi' | 'cell';

interface Quality {
  readonly source: ReadingSource;
  /** Error per axis (standard deviation), metres. */
  readonly sigmaM: number;
  /** How long an error lasts. */
  readonly memoryS: number;
  /** Share of fixes that are elsewhere without knowing it. */
  readonly outlierShare: number;
}

/** From what phones do: open sky 4-6 m, between tall houses 15-20 m, Wi-Fi indoors about 20 m, a cell some 400 m. */
const QUALITY: Readonly<Record<Surroundings, Quality | null>> = {
  open: { source: 'gnss', sigmaM: 3.2, memoryS: 60, outlierShare: 0.0006 },
  canyon: { source: 'gnss', sigmaM: 10, memoryS: 35, outlierShare: 0.003 },
  indoors: { source: 'wifi', sigmaM: 12, memoryS: 150, outlierShare: 0.001 },
  platform: { source: 'cell', sigmaM: 260, memoryS: 300, outlierShare: 0 },
  tunnel: null,
};

/** Radius that holds 68 % of a round normal error, in standard deviations of one axis. */
const RADIUS_68 = 1.51;
const OUTLIER_M_MIN = 250;
const OUTLIER_M_MAX = 1_200;
/** Below this a receiver gives no course. */
const COURSE_MPS_MIN = 0.7;
/** Filters in the receiver let quality change over seconds, not at once. */
const SETTLING_S = 12;

export interface Receiver {
  /** Ask in order of time. Null: no position can be had here. */
  read(state: Truth, elapsedMs: number): Reading | null;
}

export interface ReceiverChoice {
  /** 0 makes a receiver that never errs wildly, for drills that must be on time. */
  readonly outliers: number;
}

export function makeReceiver(rng: Rng, choice: ReceiverChoice = { outliers: 1 }): Receiver {
  let east = normal(rng);
  let north = normal(rng);
  let sigmaM = QUALITY.open!.sigmaM;
  let lastMs: number | null = null;
  return {
    read(state, elapsedMs) {
      const passedS = lastMs === null ? Infinity : (elapsedMs - lastMs) / 1000;
      const quality = QUALITY[state.surroundings];
      if (!quality) return null;
      lastMs = elapsedMs;
      // A first-order Gauss-Markov error: it lasts `memoryS` and keeps its spread.
      const keep = Math.exp(-passedS / quality.memoryS);
      const fresh = Math.sqrt(1 - keep * keep);
      east = east * keep + normal(rng) * fresh;
      north = north * keep + normal(rng) * fresh;
      const settled = quality.source === 'cell' ? 1 : 1 - Math.exp(-passedS / SETTLING_S);
      sigmaM += (quality.sigmaM - sigmaM) * settled;
      const outlier = rng.next() < quality.outlierShare * choice.outliers;
      const awayM = outlier ? between(rng, OUTLIER_M_MIN, OUTLIER_M_MAX) : 0;
      const angle = rng.next() * 2 * Math.PI;
      return {
        point: {
          xM: state.point.xM + east * sigmaM + awayM * Math.cos(angle),
          yM: state.point.yM + north * sigmaM + awayM * Math.sin(angle),
        },
        accuracyM: Math.max(3, sigmaM * RADIUS_68 * between(rng, 0.85, 1.35)),
        ...velocity(state, quality.source, rng),
        source: quality.source,
      };
    },
  };
}

/** Doppler: only satellites give it. */
function velocity(state: Truth, source: ReadingSource, rng: Rng): Pick<Reading, 'speedMps' | 'courseDeg'> {
  if (source !== 'gnss') return { speedMps: null, courseDeg: null };
  const speedMps = Math.max(0, state.speedMps + normal(rng) * 0.25);
  if (state.courseDeg === null || speedMps < COURSE_MPS_MIN) return { speedMps, courseDeg: null };
  const errorDeg = normal(rng) * Math.min(40, 12 / speedMps + 1);
  return { speedMps, courseDeg: (state.courseDeg + errorDeg + 360) % 360 };
}
