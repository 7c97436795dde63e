/**
 * Decision and view to what goes on the wire. Every field is named here: nothing is copied over from the view, so a field
 * that the engine gains later cannot leak. Fails toward refusing: a point without a place in the view is `unknown`'s business
 * and was decided before; here it is a broken invariant.
 */
import { assert, unreachable } from '../core/assert.ts';
import type { PairView } from '../proximity/types.ts';
import { coarseSpot } from './coarse.ts';
import type { Shown } from './contract.ts';
import type { Decision } from './decide.ts';

/** `view` is looked at for a point only. */
export function renderShown(decision: Decision, view: PairView | null): Shown {
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
        point: renderPoint(decision, view),
        ...(decision.trailS > 0 ? { trailS: decision.trailS } : {}),
        distanceM: decision.distanceM,
        trend: decision.trend,
        octant: decision.octant,
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

function renderPoint(decision: Decision & { kind: 'point' }, view: PairView | null) {
  const point = (decision.target === 'wearer' ? view?.wearer : view?.protected)?.point;
  assert(point !== null && point !== undefined, 'a decision for a point needs a point');
  const spot = coarseSpot(point, decision.pointM);
  return {
    latDeg: spot.latDeg,
    lonDeg: spot.lonDeg,
    radiusM: spot.radiusM,
    fixedAtMs: point.fixedAtMs,
    courseDeg: decision.direction ? point.courseDeg : null,
    speedMps: decision.direction ? point.speedMps : null,
  };
}
