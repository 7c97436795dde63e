/**
 * Zones that a wearer is far from: evaluating one could change nothing, and most zones are far at most times. What is found here
 * is exactly what the evaluation would find, for less: the distance is bounded from below without trigonometry for each zone, and
 * everything that a rule asks of it is bounded from above. Whatever is not certain - a number that is none, a side not sighted, a
 * zone that is no circle or not calm - is evaluated.
 */
import type { Parameters } from './parameters.ts';
import type { PersonState } from './state.ts';
import { NONE } from './table.ts';
import type { ZoneCursor } from './zone-record.ts';

/** A degree of latitude is 110.57 km at least, one of longitude on the equator 111.32 km: less, so that rounding is covered. */
const DEGREE_M = 109_000;
/** East and west count up to here only: further they grow, but not in proportion. */
const LON_MAX_DEG = 1;
const LON_WITHIN_LAT_DEG = 75;
/** Two places whose latitudes differ by less lie at a mean latitude that differs from the wearer's by half of it at most. */
const LAT_DIFFERENCE_MAX_DEG = 0.5;
/** Of a normal distribution one part in 10^9 lies beyond: no rule asks for so little. */
const SURE_SIGMAS = 6;
const PROBABLE_MIN = 0.001;

/** What one wearer's place and motion allow at an instant. */
export interface Horizon {
  /** Beyond this distance from an edge, and the ranges of its order, nothing is called for; NaN: that cannot be said. */
  beyondM: number;
  latDeg: number;
  lonDeg: number;
  /** Least metres of a degree of longitude around the wearer. */
  lonDegreeM: number;
}

export function newHorizon(): Horizon {
  return { beyondM: Number.NaN, latDeg: 0, lonDeg: 0, lonDegreeM: 0 };
}

/** The wearer must have been carried to now. */
export function readHorizon(p: Parameters, wearer: PersonState, nowMs: number, out: Horizon): void {
  out.latDeg = wearer.nowLatDeg;
  out.lonDeg = wearer.nowLonDeg;
  out.lonDegreeM = 0;
  if (Math.abs(out.latDeg) <= LON_WITHIN_LAT_DEG) {
    const away = Math.abs(out.latDeg) + LAT_DIFFERENCE_MAX_DEG / 2;
    out.lonDegreeM = DEGREE_M * Math.cos((away * Math.PI) / 180);
  }
  const isSighted =
    !wearer.failed &&
    Number.isNaN(wearer.strapOpenMs) &&
    Number.isNaN(wearer.distrustedMs) &&
    nowMs - wearer.good.atMs <= p.silenceAfterS * 1000;
  const speedMps = Math.abs(wearer.nowEastMps) + Math.abs(wearer.nowNorthMps);
  const tauS = Math.max(p.zoneWarnTauS, p.zoneDangerTauS);
  const isAsking = p.probable >= PROBABLE_MIN;
  out.beyondM =
    isSighted && isAsking ? SURE_SIGMAS * Math.sqrt(wearer.nowVarPos) + speedMps * tauS + p.zoneMarginM : Number.NaN;
}

/** True when the evaluation of this zone would raise and keep nothing, and leave it calm as it is. */
export function isFarOff(p: Parameters, zone: ZoneCursor, horizon: Horizon): boolean {
  const { spec } = zone;
  if (zone.levelsSlot !== NONE || spec.kind !== 'exclusion') return false;
  const rangeM = zone.radiusM + Math.max(1, p.exitFactor) * Math.max(spec.warnM, spec.noticeM);
  const leastM = horizon.beyondM + rangeM;
  return leastM * leastM < leastSquareM2(horizon, zone.latDeg, zone.lonDeg);
}

/** At most the square of the distance from the wearer to a place; NaN when it is none. */
export function leastSquareM2(horizon: Horizon, latDeg: number, lonDeg: number): number {
  const dLatDeg = Math.abs(latDeg - horizon.latDeg);
  const northM = dLatDeg * DEGREE_M;
  if (!(dLatDeg <= LAT_DIFFERENCE_MAX_DEG)) return northM * northM;
  const aroundDeg = Math.abs(lonDeg - horizon.lonDeg);
  const dLonDeg = aroundDeg > 180 ? Math.abs(360 - aroundDeg) : aroundDeg;
  const eastM = (dLonDeg < LON_MAX_DEG ? dLonDeg : LON_MAX_DEG) * horizon.lonDegreeM;
  return northM * northM + eastM * eastM;
}
