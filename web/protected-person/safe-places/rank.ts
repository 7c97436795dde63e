/**
 * In which order places with people are offered: those toward which the wearer is come last, then by how long the walk is about, lengthened for those
 * whose way leads nearer to the wearer and for those that are or may be closed. Pure, and worked out on the phone alone. Fails toward saying
 * less: where it is not known where the wearer is, it is by distance, and the answer says so.
 */
import { bearingDeg, distanceM, type LatLon } from '../../../src/core/geo.ts';
import type { Octant } from '../../../src/disclosure/contract.ts';
import type { Openness } from './hours.ts';

/** What the person may see of where the wearer is. */
export type WearerSeen =
  | { readonly kind: 'point'; readonly at: LatLon }
  /** `fromM`: at least this far away. */
  | { readonly kind: 'octant'; readonly octant: Octant; readonly fromM: number }
  | { readonly kind: 'unknown' };

export interface Candidate {
  readonly at: LatLon;
  readonly openness: Openness;
}

export type Side = 'away' | 'aside' | 'toward' | 'unknown';

export interface Ranked<T> {
  readonly place: T;
  readonly distanceM: number;
  readonly octant: Octant;
  readonly walkS: number;
  readonly side: Side;
}

/** Streets are longer than the bird's way, by about this. */
const DETOUR = 1.3;
const WALKING_MPS = 1.3;
/** Half the wedge in which the wearer is: an octant, and as much again for what may have changed since. */
const WEDGE_DEG = 45;
/** Beside that, up to here the way still leads a little nearer. */
const ASIDE_DEG = 90;
/** A place so much nearer than the wearer that the person is there long before: a tenth of the way. */
const LONG_BEFORE = 0.1;
const ASIDE_COST = 1.5;
const CLOSED_COST = 3;
const MAYBE_CLOSED_COST = 1.3;

const OCTANTS: readonly Octant[] = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'];

export function octantOfDeg(deg: number): Octant {
  return OCTANTS[Math.round((((deg % 360) + 360) % 360) / 45) % 8]!;
}

// HAZARD H-188: the way to a place that is offered first leads to the wearer.
/** All of them, best first; the same input gives the same order. */
export function rankPlaces<T extends Candidate>(
  here: LatLon,
  wearers: readonly WearerSeen[],
  places: readonly T[],
): Ranked<T>[] {
  const seen = wearers.map((wearer) => bearingOf(here, wearer)).filter((one) => one !== null);
  return places
    .map((place, i) => {
      const far = distanceM(here, place.at);
      const bearing = bearingDeg(here, place.at);
      const walkS = (far * DETOUR) / WALKING_MPS;
      const side = worst(seen.map((one) => sideOf(far, bearing, one)));
      const ranked = { place, distanceM: far, octant: octantOfDeg(bearing), walkS, side };
      return { ranked, isToward: side === 'toward', cost: walkS * costOf(side) * openCost(place.openness), i };
    })
    .sort((a, b) => Number(a.isToward) - Number(b.isToward) || a.cost - b.cost || a.i - b.i)
    .map(({ ranked }) => ranked);
}

interface Seen {
  readonly bearing: number;
  readonly awayM: number;
}

function bearingOf(here: LatLon, wearer: WearerSeen): Seen | null {
  switch (wearer.kind) {
    case 'point':
      return { bearing: bearingDeg(here, wearer.at), awayM: distanceM(here, wearer.at) };
    case 'octant':
      return { bearing: OCTANTS.indexOf(wearer.octant) * 45, awayM: wearer.fromM };
    case 'unknown':
      return null;
  }
}

/** Of several wearers the one counts to whom the way leads. */
function worst(sides: readonly Side[]): Side {
  return (['toward', 'aside', 'away'] as const).find((side) => sides.includes(side)) ?? 'unknown';
}

function sideOf(farM: number, bearing: number, seen: Seen): Side {
  const apart = Math.abs(((bearing - seen.bearing + 540) % 360) - 180);
  if (apart > ASIDE_DEG) return 'away';
  if (apart > WEDGE_DEG) return 'aside';
  return farM < seen.awayM * LONG_BEFORE ? 'aside' : 'toward';
}

function costOf(side: Side): number {
  return side === 'aside' ? ASIDE_COST : 1;
}

function openCost(openness: Openness): number {
  return openness === 'closed' ? CLOSED_COST : openness === 'unknown' ? MAYBE_CLOSED_COST : 1;
}
