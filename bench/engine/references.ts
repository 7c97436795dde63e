/**
 * What the engine is measured beside, on the same positions in the same process: a bare threshold on a haversine distance, the
 * distance of Turf.js, the engine's own innermost step, and Karney's geodesic. Each pair is found by its index, all in memory;
 * one distance a pair: no zones, no motion, no uncertainty, no state.
 */
import { distance } from '@turf/distance';
import { point } from '@turf/helpers';
import geographiclib from 'geographiclib-geodesic';
import { measure, newOffset } from '../../src/core/geo.ts';
import type { Population } from './population.ts';
import type { Loop } from './rounds.ts';

const WARN_M = 600;
const MEAN_RADIUS_M = 6_371_008.8;
const RAD = Math.PI / 180;

/** Last positions, wearer of pair i at 2 i, protected person at 2 i + 1. */
export interface Positions {
  readonly latDeg: Float64Array;
  readonly lonDeg: Float64Array;
}

export function positionsOf(population: Population): Positions {
  const homes = Array.from({ length: 2 * population.pairs }, (_, person) => population.home(person));
  return {
    latDeg: Float64Array.from(homes, ({ latDeg }) => latDeg),
    lonDeg: Float64Array.from(homes, ({ lonDeg }) => lonDeg),
  };
}

/** Distances a round, about; whole passes over the pairs. */
const DISTANCES_A_ROUND = { haversine: 4e6, turf: 2e6, measure: 4e6, karney: 2e5 };

export function referenceLoops(positions: Positions): Loop[] {
  const pairs = positions.latDeg.length / 2;
  return [
    loopOf('haversine', pairs, haversinePass(positions)),
    loopOf('turf', pairs, turfPass(positions)),
    loopOf('measure', pairs, measurePass(positions)),
    loopOf('karney', pairs, karneyPass(positions)),
  ];
}

function loopOf(name: keyof typeof DISTANCES_A_ROUND, pairs: number, pass: () => number): Loop {
  const passes = Math.max(1, Math.round(DISTANCES_A_ROUND[name] / pairs));
  return {
    run() {
      const startMs = performance.now();
      let near = 0;
      for (let i = 0; i < passes; i++) near += pass();
      const tookMs = performance.now() - startMs;
      if (near === 0) throw new Error(`${name}: no pair is near, so nothing was measured`);
      return [{ name, count: passes * pairs, tookMs }];
    },
  };
}

// A pass counts the pairs within the warn ring, so that no distance goes unused. Each has a loop of its own: one loop over
// four kinds of distance would be compiled for none of them.

function haversinePass({ latDeg, lonDeg }: Positions): () => number {
  return () => {
    let near = 0;
    for (let w = 0; w < latDeg.length; w += 2) {
      const lat1 = latDeg[w]! * RAD;
      const lat2 = latDeg[w + 1]! * RAD;
      const sinLat = Math.sin((lat2 - lat1) / 2);
      const sinLon = Math.sin(((lonDeg[w + 1]! - lonDeg[w]!) * RAD) / 2);
      const h = sinLat * sinLat + Math.cos(lat1) * Math.cos(lat2) * sinLon * sinLon;
      if (2 * MEAN_RADIUS_M * Math.asin(Math.sqrt(h)) <= WARN_M) near += 1;
    }
    return near;
  };
}

function turfPass({ latDeg, lonDeg }: Positions): () => number {
  const points = Array.from(latDeg, (lat, person) => point([lonDeg[person]!, lat]));
  const options = { units: 'meters' } as const;
  return () => {
    let near = 0;
    for (let w = 0; w < points.length; w += 2) {
      if (distance(points[w]!, points[w + 1]!, options) <= WARN_M) near += 1;
    }
    return near;
  };
}

function measurePass({ latDeg, lonDeg }: Positions): () => number {
  const offset = newOffset();
  return () => {
    let near = 0;
    for (let w = 0; w < latDeg.length; w += 2) {
      measure(latDeg[w + 1]!, lonDeg[w + 1]!, latDeg[w]!, lonDeg[w]!, offset);
      if (offset.distanceM <= WARN_M) near += 1;
    }
    return near;
  };
}

function karneyPass({ latDeg, lonDeg }: Positions): () => number {
  const geodesic = geographiclib.Geodesic.WGS84;
  return () => {
    let near = 0;
    for (let w = 0; w < latDeg.length; w += 2) {
      const line = geodesic.Inverse(
        latDeg[w]!,
        lonDeg[w]!,
        latDeg[w + 1]!,
        lonDeg[w + 1]!,
        geographiclib.Geodesic.DISTANCE,
      );
      if ((line.s12 ?? Number.NaN) <= WARN_M) near += 1;
    }
    return near;
  };
}
