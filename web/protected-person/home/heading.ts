/**
 * Which way the top of the phone points, from what browsers tell of its orientation. Pure. Fails toward "not known": an event without
 * a fixed reference, or a broken one, is no heading. Degrees clockwise from magnetic north: no browser says more, and the difference to
 * true north (some 8° in Korea and Japan) is far below the 45° of an octant.
 */

/** What is read of a DeviceOrientationEvent; iOS adds the last two. */
export interface Orientation {
  readonly absolute: boolean;
  readonly alpha: number | null;
  readonly beta: number | null;
  readonly gamma: number | null;
  readonly webkitCompassHeading?: number | null;
  /** Degrees; negative: not calibrated. */
  readonly webkitCompassAccuracy?: number | null;
}

/** Null: the event gives no heading. `screenDeg`: how far the picture is turned on the screen. */
export function headingOf(event: Orientation, screenDeg: number): number | null {
  const { webkitCompassHeading: compass, webkitCompassAccuracy: accuracy } = event;
  if (typeof compass === 'number') {
    if (!Number.isFinite(compass) || (typeof accuracy === 'number' && accuracy < 0)) return null;
    return wrap(compass + screenDeg);
  }
  const { alpha, beta, gamma } = event;
  if (!event.absolute || alpha === null || beta === null || gamma === null) return null;
  if (![alpha, beta, gamma].every(Number.isFinite)) return null;
  return wrap(ofAngles(alpha, beta, gamma) + screenDeg);
}

const RAD = Math.PI / 180;

/** W3C DeviceOrientation, appendix A.1: where the back of the phone looks when it is held up, its top when it lies flat. */
function ofAngles(alphaDeg: number, betaDeg: number, gammaDeg: number): number {
  // Lying flat the formula divides nothing by nothing; there the turn about the vertical is the heading.
  if (Math.abs(betaDeg) < FLAT_DEG && Math.abs(gammaDeg) < FLAT_DEG) return -alphaDeg;
  const [cA, sA] = [Math.cos(alphaDeg * RAD), Math.sin(alphaDeg * RAD)];
  const [cB, sB] = [Math.cos(betaDeg * RAD), Math.sin(betaDeg * RAD)];
  const [cG, sG] = [Math.cos(gammaDeg * RAD), Math.sin(gammaDeg * RAD)];
  const east = -cA * sG - sA * sB * cG;
  const north = -sA * sG + cA * sB * cG;
  // The vector out of the screen's back, laid flat; held like a tray it is the top edge that counts.
  if (Math.abs(betaDeg) < UPRIGHT_DEG) return Math.atan2(-sA * cB, cA * cB) / RAD;
  return Math.atan2(east, north) / RAD;
}

const FLAT_DEG = 5;
const UPRIGHT_DEG = 60;

/** 0 up to, but not including, 360. */
export function wrap(deg: number): number {
  return ((deg % 360) + 360) % 360;
}

/** The shorter way round from one heading to another, -180 to 180. */
export function turnDeg(from: number, to: number): number {
  return wrap(to - from + 180) - 180;
}

/** Time in which a smoothed heading has gone two thirds of the way: steady in a shaking hand, and yet it follows a turn. */
const SETTLE_MS = 250;

/** Low pass along the circle. `before` null: the first one counts as it is. */
export function smooth(before: number | null, next: number, sinceMs: number): number {
  if (before === null) return next;
  const share = 1 - Math.exp(-Math.max(0, sinceMs) / SETTLE_MS);
  return wrap(before + turnDeg(before, next) * share);
}
