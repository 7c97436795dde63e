/**
 * How people travel in the simulation. Streets are not known: a way is the straight line, bent by a detour factor, with halts and a walk at
 * its ends. docs/feasibility.md gives each number its source or reason. Pure; the table is an argument, so that a test can plane it.
 */
import type { Surroundings } from '../../core/receiver.ts';
import type { Means } from './contract.ts';

export interface Ride {
  /** Between halts, metres a second. */
  readonly speedMps: number;
  /** Beyond `townM` of either end: country roads. */
  readonly fastMps: number;
  readonly townM: number;
  /** Way as ridden over the straight line. */
  readonly detour: number;
  readonly legM: number;
  /** Share of leg ends with a halt, and its length. */
  readonly haltShare: number;
  readonly haltS: number;
  /** On foot from and to where it is boarded, each. */
  readonly walkM: number;
  readonly surroundings: Surroundings;
}

export type Travel = Readonly<Record<Means, Ride>>;

const ON_FOOT: Ride = {
  speedMps: 1.35,
  fastMps: 1.35,
  townM: 0,
  detour: 1.3,
  legM: 120,
  haltShare: 0.1,
  haltS: 20,
  walkM: 0,
  surroundings: 'open',
};

export const TRAVEL: Travel = {
  walk: ON_FOOT,
  bus: { ...ON_FOOT, speedMps: 9, fastMps: 12, townM: 4_000, legM: 400, haltShare: 0.9, haltS: 22, walkM: 250 },
  car: { ...ON_FOOT, speedMps: 11, fastMps: 20, townM: 3_000, legM: 400, haltShare: 0.4, haltS: 25, walkM: 60 },
  train: {
    ...ON_FOOT,
    speedMps: 22,
    fastMps: 28,
    townM: 5_000,
    detour: 1.15,
    legM: 2_500,
    haltShare: 1,
    haltS: 45,
    walkM: 450,
  },
  underground: {
    ...ON_FOOT,
    speedMps: 15,
    fastMps: 15,
    detour: 1.15,
    legM: 1_100,
    haltShare: 1,
    haltS: 30,
    walkM: 350,
    surroundings: 'tunnel',
  },
};

/** Nobody rides for less than this between the two walks: they walk all the way. */
const RIDE_M_MIN = 400;

/** Straight metres of each walk at the ends; null: the whole way is walked. */
export function endWalkM(ride: Ride, straightM: number): number | null {
  if (ride.walkM === 0) return 0;
  return straightM - 2 * ride.walkM < RIDE_M_MIN ? null : ride.walkM;
}

/** Seconds that a way takes on average. */
export function meanTravelS(travel: Travel, means: Means, straightM: number): number {
  const ride = travel[means];
  const walkM = means === 'walk' ? 0 : endWalkM(ride, straightM);
  if (means === 'walk' || walkM === null) return rideS(travel.walk, straightM);
  return 2 * rideS(travel.walk, walkM) + rideS(ride, straightM - 2 * walkM);
}

function rideS(ride: Ride, straightM: number): number {
  const fastM = ride.townM > 0 ? Math.max(0, straightM - 2 * ride.townM) : 0;
  const wayM = straightM * ride.detour;
  const halts = (wayM / ride.legM) * ride.haltShare * ride.haltS;
  return ((straightM - fastM) * ride.detour) / ride.speedMps + (fastM * ride.detour) / ride.fastMps + halts;
}
