/**
 * Making numbers as coarse as the rule allows. Each function gives the same answer for a whole range of inputs, so that
 * what is shown cannot be turned back into a position.
 *
 * What an edge tells: at the instant a band or an octant changes, the viewer learns one circle or one bearing line, as
 * exact as the reports are frequent. That is inherent in telling anything at all. What is prevented is reading it over and
 * over: nearer is told at once, but farther only EDGE_MARGIN beyond the edge, so that jitter at an edge, or a viewer
 * stepping to and fro over it, gives one reading and not a stream of them. An octant holds OCTANT_MARGIN_DEG beyond its
 * sector in the same way.
 */
import type { Octant } from './contract.ts';

// HAZARD H-47: a band's edge, read again and again, gives the position away
/** A band keeps until the distance is this share beyond its outer edge. */
const EDGE_MARGIN = 0.1;
const OCTANT_MARGIN_DEG = 7.5;
const OCTANTS: readonly Octant[] = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'];

/** What was shown before under the same rule; carried by the stream, never leaves it. */
export interface Held {
  readonly rule: string;
  readonly fromM: number;
  readonly toM: number;
  readonly octant: Octant | null;
}

export interface Band {
  readonly fromM: number;
  readonly toM: number;
}

/**
 * The band of a distance, by the rule's fixed edges (metres, ascending from 0). Where the uncertainty of both positions is
 * large (over 100 m and a tenth of the distance) the band spans it: never more certain than the data.
 */
export function bandOf(
  edgesM: readonly number[],
  distanceM: number,
  gapM: number | null,
  held: Band | null,
): Band | null {
  const spreadM = gapM === null ? 0 : Math.max(0, distanceM - gapM);
  const wide = spreadM > 100 && spreadM > distanceM * 0.1;
  const lower = edgeIndex(edgesM, wide ? distanceM - spreadM : distanceM);
  const upper = edgeIndex(edgesM, wide ? distanceM + spreadM : distanceM);
  const fromM = edgesM[lower];
  const toM = edgesM[upper + 1] ?? edgesM[edgesM.length - 1];
  if (fromM === undefined || toM === undefined || toM <= fromM) return null;
  if (!wide && held !== null && fromM >= held.toM && distanceM < held.toM * (1 + EDGE_MARGIN)) {
    return { fromM: held.fromM, toM: held.toM };
  }
  return { fromM, toM };
}

function edgeIndex(edgesM: readonly number[], distanceM: number): number {
  let index = 0;
  for (let i = 1; i < edgesM.length - 1; i++) if (distanceM >= edgesM[i]!) index = i;
  return index;
}

/** Degrees from true north to one of eight sectors of 45 degrees. */
export function octantOf(bearingDeg: number | null, held: Octant | null): Octant | null {
  if (bearingDeg === null) return null;
  const turned = ((bearingDeg % 360) + 360) % 360;
  if (held !== null) {
    const off = Math.abs(turned - OCTANTS.indexOf(held) * 45);
    if (Math.min(off, 360 - off) <= 22.5 + OCTANT_MARGIN_DEG) return held;
  }
  return OCTANTS[Math.round(turned / 45) % 8] ?? null;
}

/**
 * Seconds, rounded down (toward warning): whole minutes below ten, five minutes above. An exact time to contact, with the
 * viewer's own speed, would give the distance back.
 */
export function coarseEtaS(etaS: number | null): number | null {
  if (etaS === null) return null;
  const stepS = etaS < 600 ? 60 : 300;
  return Math.max(0, Math.floor(etaS / stepS) * stepS);
}

/** The start of the minute in which contact becomes possible. */
export function coarseContactAtMs(earliestContactS: number | null, nowMs: number): number | null {
  if (earliestContactS === null) return null;
  return Math.floor((nowMs + earliestContactS * 1000) / 60_000) * 60_000;
}

export interface Spot {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly radiusM: number;
}

/** Eighths of a turn, degrees: with an exact course and speed a way could be drawn on from a coarse place. Null stays null. */
export function coarseCourseDeg(courseDeg: number | null): number | null {
  return courseDeg === null ? null : (Math.round(courseDeg / 45) * 45) % 360;
}

/** Steps of 2 m/s: standing, walking, running, riding, driving. */
export function coarseSpeedMps(speedMps: number | null): number | null {
  return speedMps === null ? null : Math.round(speedMps / 2) * 2;
}
