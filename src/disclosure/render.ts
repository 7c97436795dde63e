/**
 * Decision and view to what goes on the wire. Every field is named here: nothing is copied over from the view, so a field
 * that the engine gains later cannot leak. Fails toward refusing: a point without a place in the view is `unknown`'s business
 * and was decided before; here it is a broken invariant.
 */
import { assert, unreachable } from '../core/assert.ts';
import { bearingDeg, distanceM } from '../core/geo.ts';
import type { PairView } from '../proximity/types.ts';
import { coarseCourseDeg, coarseSpeedMps, octantOf, type Spot } from './coarse.ts';
import type { Octant, Shown } from './contract.ts';
import type { Decision } from './decide.ts';
import { micro, type Snaps } from './snap.ts';

/** `view` and `snaps` are looked at for a point only. */
export function renderShown(decision: Decision, view: PairView | null, snaps: Snaps): Shown {
  switch (decision.kind) {
    case 'nothing':
      return {
        kind: 'nothing',
        statement: decision.statement,
        lastReportAtMs: decision.lastReportAtMs,
        basis: decision.basis,
      };
    case 'band':
      return {
        kind: 'band',
        fromM: decision.fromM,
        toM: decision.toM,
        trend: decision.trend,
        octant: decision.octant,
        etaS: decision.etaS,
        lastReportAtMs: decision.lastReportAtMs,
        basis: decision.basis,
      };
    case 'point':
      return {
        kind: 'point',
        point: renderPoint(decision, view, snaps),
        ...(decision.trailS > 0 ? { trailS: decision.trailS } : {}),
        ...pairNumbers(decision, view, snaps),
        trend: decision.trend,
        etaS: decision.etaS,
        lastReportAtMs: decision.lastReportAtMs,
        basis: decision.basis,
      };
    case 'unknown':
      return {
        kind: 'unknown',
        reason: decision.reason,
        sinceMs: decision.sinceMs,
        earliestContactAtMs: decision.earliestContactAtMs,
        lastReportAtMs: decision.lastReportAtMs,
        basis: decision.basis,
      };
    default:
      return unreachable(decision);
  }
}

function renderPoint(decision: Decision & { kind: 'point' }, view: PairView | null, snaps: Snaps) {
  const point = (decision.target === 'wearer' ? view?.wearer : view?.protected)?.point;
  assert(view !== null && point !== null && point !== undefined, 'a decision for a point needs a point');
  const { pointM, target, direction } = decision;
  const isCoarse = pointM > 0;
  const spot = spotOf(point, view, target, pointM, snaps);
  return {
    latDeg: spot.latDeg,
    lonDeg: spot.lonDeg,
    radiusM: spot.radiusM,
    fixedAtMs: point.fixedAtMs,
    courseDeg: direction ? (isCoarse ? coarseCourseDeg(point.courseDeg) : point.courseDeg) : null,
    speedMps: direction ? (isCoarse ? coarseSpeedMps(point.speedMps) : point.speedMps) : null,
  };
}

function spotOf(spot: Spot, view: PairView, of: 'wearer' | 'protected', pointM: number, snaps: Snaps): Spot {
  if (pointM > 0) return snaps.spot(`${view.pairId} ${of}`, spot, pointM);
  return { latDeg: micro(spot.latDeg), lonDeg: micro(spot.lonDeg), radiusM: Math.ceil(spot.radiusM) };
}

/**
 * Of a coarse place distance and side follow from the two coarse places: whoever moves about and watches exact ones change draws
 * circles and lines that meet where the other is. Nearer than a cell nothing more is said than that.
 */
function pairNumbers(
  decision: Decision & { kind: 'point' },
  view: PairView | null,
  snaps: Snaps,
): { distanceM: number | null; octant: Octant | null } {
  const { pointM, target, direction, distanceM: exactM, octant } = decision;
  if (pointM === 0 || target !== 'wearer') return { distanceM: exactM, octant };
  const wearer = view?.wearer.point ?? null;
  const own = view?.protected.point ?? null;
  if (view === null || wearer === null || own === null) return { distanceM: null, octant: null };
  const there = spotOf(wearer, view, 'wearer', pointM, snaps);
  const here = spotOf(own, view, 'protected', pointM, snaps);
  const apartM = Math.max(pointM, Math.round(distanceM(here, there) / pointM) * pointM);
  const isApart = apartM > pointM;
  return { distanceM: apartM, octant: direction && isApart ? octantOf(bearingDeg(here, there), null) : null };
}
