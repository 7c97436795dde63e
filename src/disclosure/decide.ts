/**
 * What a viewer may see of one person of a pair, now, and by which rule. Pure. Fails toward refusing: a missing rule, a
 * number that is none, a missing view or an exception is `refused`, with the cause, so that the caller raises an alarm.
 * A decision holds no coordinate; `render.ts` takes the point from the view when, and only when, the decision says point.
 */
import { unreachable } from '../core/assert.ts';
import type { PairView, Trend, Whereabouts } from '../proximity/types.ts';
import { bandOf, coarseContactAtMs, coarseEtaS, type Held, octantOf } from './coarse.ts';
import type { Basis, Octant } from './contract.ts';
import { purposeOf, type Rule, rulesOf, type Table, type Target, type Use, type ViewerKind } from './rule.ts';

export interface Request {
  readonly viewer: {
    readonly kind: ViewerKind;
    /** The target is the viewer: their own position, from their own device. */
    readonly own: boolean;
  };
  readonly target: Target;
  readonly orderInForce: boolean;
  readonly orderUntilMs: number;
  /** Both people are simulated: what a pack in study mode may be shown of. */
  readonly exercise: boolean;
  /** The protected person shares their position of their own will, now; absent: they do not. */
  readonly shared?: boolean;
  /** The viewer gave the undertaking that the order's pack asks for, and wants to see places; absent: not. */
  readonly undertaken?: boolean;
  /** Null when the engine could give none. */
  readonly pairView: PairView | null;
  readonly nowMs: number;
  /** What this stream showed last of this target under the same rule; null at first. */
  readonly held: Held | null;
}

/** Why a decision refused although somebody might have had a right to see: each is an alarm. */
export type RefusalCause = 'no-view' | 'no-rule' | 'odd-number' | 'too-much' | 'no-purpose' | 'failed' | 'no-grant';

export type Decision =
  | {
      readonly kind: 'nothing';
      readonly statement: 'no-warning' | 'no-order' | 'not-allowed' | 'refused';
      readonly lastReportAtMs: number | null;
      readonly basis: Basis;
      readonly refusal: RefusalCause | null;
    }
  | {
      readonly kind: 'band';
      readonly fromM: number;
      readonly toM: number;
      readonly trend: Trend;
      readonly octant: Octant | null;
      readonly etaS: number | null;
      readonly lastReportAtMs: number | null;
      readonly basis: Basis;
      readonly rule: Rule;
      readonly use: Use;
    }
  | {
      readonly kind: 'point';
      readonly target: Target;
      /** Least radius of the precision circle, metres; 0 is as measured. */
      readonly pointM: number;
      /** How far back the way so far may be kept, seconds; 0: not at all. */
      readonly trailS: number;
      /** Whether course and speed may go with it. */
      readonly direction: boolean;
      readonly distanceM: number | null;
      readonly trend: Trend;
      readonly octant: Octant | null;
      readonly etaS: number | null;
      readonly lastReportAtMs: number | null;
      readonly basis: Basis;
      readonly rule: Rule;
      readonly use: Use;
    }
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      readonly sinceMs: number | null;
      readonly earliestContactAtMs: number | null;
      readonly lastReportAtMs: number | null;
      readonly basis: Basis;
      readonly rule: Rule;
      readonly use: Use;
    };

const NO_ORDER: Basis = { rule: 'no-order', article: 'Magpie I-5' };
const REFUSED: Basis = { rule: 'refused', article: 'Magpie I-3' };
const NOT_ALLOWED: Basis = { rule: 'not-allowed', article: 'Magpie I-4' };

export function decide(table: Table, request: Request): Decision {
  try {
    return decideNow(table, request);
  } catch {
    // The caller reports the cause. The error itself may quote a number of the view: it goes no further.
    return refuse('failed');
  }
}

export function refuse(cause: RefusalCause): Decision {
  return nothing('refused', null, REFUSED, cause);
}

function decideNow(table: Table, request: Request): Decision {
  const { viewer, target, pairView: view, nowMs } = request;
  // INVARIANT: outside an order in force nothing is shown (I-3, I-5).
  // HAZARD H-41: an order that ended is still shown
  if (!(request.orderInForce && nowMs < request.orderUntilMs)) return nothing('no-order', null, NO_ORDER, null);
  // INVARIANT: the wearer learns nothing, whatever a pack says, not even when the other's phone last reported (I-4).
  if (viewer.kind === 'wearer') return nothing('not-allowed', null, NOT_ALLOWED, null);
  if (table.mode !== 'law' && !request.exercise) return nothing('not-allowed', null, NOT_ALLOWED, null);
  if (view === null) return refuse('no-view');
  if (isOdd(view, nowMs)) return refuse('odd-number');
  const rule = rulesOf(table, viewer.kind, target, view.level).find((candidate) => holds(candidate, request, view));
  if (rule === undefined) return refuse('no-rule');
  const use = purposeOf(table, rule, target);
  return apply(rule, use, request, view);
}

function holds(rule: Rule, request: Request, view: PairView): boolean {
  const when = rule.when;
  if (when === undefined) return true;
  if (when.own === true && !request.viewer.own) return false;
  // HAZARD H-184: a position is shown as shared when nobody shares it.
  if (when.shared === true && !(request.shared === true && request.target === 'protected')) return false;
  // HAZARD H-503: the wearer's place is shown to somebody who was never told what leaking it means, or does not want to see it.
  if (when.undertaken === true && request.undertaken !== true) return false;
  if (when.insideM === undefined) return true;
  // Known and fresh on both sides: a distance to where somebody was is not "inside".
  const fresh = view.wearer.kind === 'fresh' && view.protected.kind === 'fresh';
  return fresh && view.distanceM !== null && view.distanceM <= when.insideM;
}

function apply(rule: Rule, use: Use | null, request: Request, view: PairView): Decision {
  const side = request.target === 'wearer' ? view.wearer : view.protected;
  const basis = { rule: rule.id, article: rule.article };
  // HAZARD H-501: a position is shown for what no law allows, or for nothing that anybody named.
  if (rule.shows !== 'nothing' && use === null) return refuse('no-purpose');
  const told = { basis, rule, use: use! };
  switch (rule.shows) {
    case 'nothing': {
      const silent = view.level !== 'clear' || request.target !== 'wearer';
      return silent
        ? nothing('not-allowed', null, basis, null)
        : nothing('no-warning', side.point?.receivedAtMs ?? null, basis, null);
    }
    case 'band':
      return bandDecision(rule, request, view, side, told);
    case 'point':
      return pointDecision(rule, request, view, side, told);
    case 'unknown':
      return unknownDecision(request, view, side, told);
    default:
      return unreachable(rule);
  }
}

/** What goes along with every decision that shows something. */
interface Told {
  readonly basis: Basis;
  readonly rule: Rule;
  readonly use: Use;
}

function bandDecision(
  rule: Rule & { shows: 'band' },
  request: Request,
  view: PairView,
  side: Whereabouts,
  told: Told,
): Decision {
  if (view.distanceM === null) return unknownDecision(request, view, side, told);
  const held = request.held?.rule === rule.id ? request.held : null;
  const band = bandOf(rule.bandsM, view.distanceM, view.gapM, held);
  if (band === null) return refuse('odd-number');
  return {
    kind: 'band',
    fromM: band.fromM,
    toM: band.toM,
    trend: rule.direction ? view.trend : 'unclear',
    octant: rule.direction ? octantOf(view.bearingDeg, held?.octant ?? null) : null,
    etaS: rule.direction ? coarseEtaS(view.etaS) : null,
    lastReportAtMs: side.point?.receivedAtMs ?? null,
    ...told,
  };
}

function pointDecision(
  rule: Rule & { shows: 'point' },
  request: Request,
  view: PairView,
  side: Whereabouts,
  told: Told,
): Decision {
  const civil = request.viewer.kind === 'protected' || request.viewer.kind === 'household';
  // INVARIANT: at unknown never a point of the wearer for the protected side, whatever a pack says.
  if (view.level === 'unknown' && civil && request.target === 'wearer') return refuse('too-much');
  if (side.kind === 'never' || side.point === null) return unknownDecision(request, view, side, told);
  // HAZARD H-46: one's own position gives the other's away
  // Numbers of the pair go with the wearer's point only: with one's own point they would tell the other's distance.
  const pair = request.target === 'wearer';
  const direction = pair && rule.direction;
  const held = request.held?.rule === rule.id ? request.held : null;
  return {
    kind: 'point',
    target: request.target,
    pointM: rule.pointM,
    trailS: rule.trailS ?? 0,
    direction: rule.direction,
    // Of a coarse place they come from what is shown (`render.ts`): exact ones would sharpen it.
    distanceM: pair && rule.pointM === 0 && view.distanceM !== null ? Math.round(view.distanceM) : null,
    trend: direction ? view.trend : 'unclear',
    octant: direction && rule.pointM === 0 ? octantOf(view.bearingDeg, held?.octant ?? null) : null,
    etaS: direction ? (rule.pointM > 0 ? coarseEtaS(view.etaS) : view.etaS) : null,
    lastReportAtMs: side.point.receivedAtMs,
    ...told,
  };
}

function unknownDecision(request: Request, view: PairView, side: Whereabouts, told: Told): Decision {
  const never = side.kind === 'never' || side.point === null;
  const pair = request.target === 'wearer';
  return {
    kind: 'unknown',
    reason: (pair ? view.reason : null) ?? (never ? `${request.target}-never-reported` : 'evaluation-failed'),
    sinceMs: pair ? view.reasonSinceMs : null,
    earliestContactAtMs: pair ? coarseContactAtMs(view.earliestContactS, request.nowMs) : null,
    lastReportAtMs: side.point?.receivedAtMs ?? null,
    ...told,
  };
}

function nothing(
  statement: 'no-warning' | 'no-order' | 'not-allowed' | 'refused',
  lastReportAtMs: number | null,
  basis: Basis,
  refusal: RefusalCause | null,
): Decision {
  return { kind: 'nothing', statement, lastReportAtMs, basis, refusal };
}

function isOdd(view: PairView, nowMs: number): boolean {
  return !(
    Number.isFinite(nowMs) &&
    Number.isFinite(view.levelSinceMs) &&
    isAmount(view.distanceM) &&
    isAmount(view.gapM) &&
    isAmount(view.etaS) &&
    isAmount(view.earliestContactS) &&
    isNumber(view.reasonSinceMs) &&
    isNumber(view.bearingDeg) &&
    isPlace(view.wearer) &&
    isPlace(view.protected)
  );
}

function isNumber(value: number | null): boolean {
  return value === null || Number.isFinite(value);
}

function isAmount(value: number | null): boolean {
  return value === null || (Number.isFinite(value) && value >= 0);
}

function isPlace(whereabouts: Whereabouts): boolean {
  const point = whereabouts.point;
  return (
    point === null ||
    (Math.abs(point.latDeg) <= 90 &&
      Math.abs(point.lonDeg) <= 180 &&
      Number.isFinite(point.radiusM) &&
      point.radiusM >= 0 &&
      Number.isFinite(point.fixedAtMs) &&
      Number.isFinite(point.receivedAtMs) &&
      isNumber(point.courseDeg) &&
      isNumber(point.speedMps))
  );
}
