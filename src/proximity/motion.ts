/**
 * Two people's motion relative to each other: distance, gap, closing speed, who makes it, where courses would pass. Written into
 * the engine's scratch object; both beliefs must have been carried to now.
 */
import { measure } from '../core/geo.ts';
import type { Parameters } from './parameters.ts';
import { RADIUS68_SIGMAS } from './probability.ts';
import type { PersonState, Relative } from './state.ts';

/** `subject` moves relative to `other`; closing is positive when they come closer. */
export function relate(
  p: Parameters,
  other: PersonState,
  subject: PersonState,
  restraintM: number,
  out: Relative,
): void {
  const offset = out.offset;
  measure(other.nowLatDeg, other.nowLonDeg, subject.nowLatDeg, subject.nowLonDeg, offset);
  const distance = offset.distanceM;
  out.distanceM = distance;
  out.sigmaM = Math.sqrt(other.nowVarPos + subject.nowVarPos);
  const radius68 = (Math.sqrt(other.nowVarPos) + Math.sqrt(subject.nowVarPos)) * RADIUS68_SIGMAS;
  out.gapM = Math.max(0, distance - radius68);
  out.closingSigmaMps = Math.sqrt(other.nowVarVel + subject.nowVarVel);
  let east = subject.nowEastMps;
  let north = subject.nowNorthMps;
  if (offset.turnRad !== 0) {
    // Directions at the two ends differ near the poles and over long ways: turn the subject's into the other's.
    const cos = Math.cos(offset.turnRad);
    const sin = Math.sin(offset.turnRad);
    const turned = east * cos - north * sin;
    north = east * sin + north * cos;
    east = turned;
  }
  const ue = distance > 0 ? offset.eastM / distance : 0;
  const un = distance > 0 ? offset.northM / distance : 0;
  out.wearerClosingMps = -(east * ue + north * un);
  const relEast = east - other.nowEastMps;
  const relNorth = north - other.nowNorthMps;
  out.closingMps = -(relEast * ue + relNorth * un);
  out.speedMps = Math.sqrt(relEast * relEast + relNorth * relNorth);
  out.missM = out.speedMps > 0 ? Math.abs(offset.eastM * relNorth - offset.northM * relEast) / out.speedMps : distance;
  const clear = Math.max(p.motionMinMps, out.closingSigmaMps);
  const apart = distance > out.sigmaM;
  out.closing = apart && out.closingMps > clear;
  out.parting = apart && -out.closingMps > clear;
  out.tauS = out.closing ? Math.max(0, out.gapM - restraintM) / out.closingMps : Number.POSITIVE_INFINITY;
}

/** Seconds until the courses pass closest (TCPA), 0 when they do now or part; NaN when nobody moves. */
export function passS(relative: Relative): number {
  const { distanceM, speedMps, closingMps } = relative;
  return Math.max(0, (distanceM * closingMps) / (speedMps * speedMps));
}

/** Share of the closing that the wearer's own motion makes, 0..1; null when they are not coming closer. */
export function wearerShare(relative: Relative): number | null {
  if (!relative.closing) return null;
  return Math.min(1, Math.max(0, relative.wearerClosingMps / relative.closingMps));
}
