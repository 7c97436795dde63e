/** One way from place to place as the pieces of a track: bends for the detour, halts, a walk at both ends. Pure; chance is an argument. */
import { type LatLon, measure, moved, newOffset, normalLonDeg } from '../../core/geo.ts';
import { between, type Rng } from '../../core/rng.ts';
import { SECOND_MS } from '../../core/time.ts';
import type { Means } from './contract.ts';
import { endWalkM, type Ride, type Travel } from './means.ts';
import type { TrackBuilder } from './track.ts';
import { ON_THE_WAY } from './track.ts';

/** Nobody walks or drives just like the average. */
const PACE_MIN = 0.9;
const PACE_MAX = 1.1;
/** Walks from and to stops are not all alike. */
const WALK_MIN = 0.6;
const WALK_MAX = 1.4;

export function addTrip(track: TrackBuilder, travel: Travel, rng: Rng, means: Means, to: LatLon): void {
  const from = track.at;
  const straightM = lengthM(from, to);
  const pace = between(rng, PACE_MIN, PACE_MAX);
  const ride = travel[means];
  const walkM = means === 'walk' ? null : endWalkM(ride, straightM);
  if (walkM === null) {
    bend(track, travel.walk, rng, pace, from, to);
    return;
  }
  const boards = along(from, to, (walkM * between(rng, WALK_MIN, WALK_MAX)) / straightM);
  const leaves = along(from, to, 1 - (walkM * between(rng, WALK_MIN, WALK_MAX)) / straightM);
  if (walkM > 0) bend(track, travel.walk, rng, between(rng, PACE_MIN, PACE_MAX), from, boards);
  bend(track, ride, rng, pace, boards, leaves);
  if (walkM > 0) bend(track, travel.walk, rng, between(rng, PACE_MIN, PACE_MAX), leaves, to);
}

/** A zigzag around the straight line, as long as the detour makes it: about what blocks of streets do to a way. */
function bend(track: TrackBuilder, ride: Ride, rng: Rng, pace: number, from: LatLon, to: LatLon): void {
  const offset = newOffset();
  measure(from.latDeg, from.lonDeg, to.latDeg, to.lonDeg, offset);
  const straightM = offset.distanceM;
  if (straightM < 1) {
    track.move(to, 0, ride.surroundings);
    return;
  }
  const legs = Math.max(2, Math.round((straightM * ride.detour) / ride.legM));
  const advanceM = straightM / legs;
  const asideM = (advanceM * Math.sqrt(ride.detour * ride.detour - 1)) / 2;
  let sign = rng.next() < 0.5 ? 1 : -1;
  for (let leg = 1; leg <= legs; leg += 1) {
    const doneM = leg * advanceM;
    const onLine = along(from, to, leg / legs);
    const aside = leg === legs ? 0 : sign * asideM;
    sign = -sign;
    const point =
      leg === legs ? to : moved(onLine, (-offset.northM / straightM) * aside, (offset.eastM / straightM) * aside);
    const isTown = doneM <= ride.townM || straightM - doneM < ride.townM || ride.townM === 0;
    const speedMps = (isTown ? ride.speedMps : ride.fastMps) * pace;
    track.move(point, (lengthM(track.at, point) / speedMps) * SECOND_MS, ride.surroundings);
    const halts = leg < legs && rng.next() < ride.haltShare * (isTown ? 1 : 0.25);
    if (halts)
      track.stayUntil(track.atMs + between(rng, 0.4, 1.6) * ride.haltS * SECOND_MS, ON_THE_WAY, ride.surroundings);
  }
}

export function lengthM(from: LatLon, to: LatLon): number {
  const offset = newOffset();
  measure(from.latDeg, from.lonDeg, to.latDeg, to.lonDeg, offset);
  return offset.distanceM;
}

function along(from: LatLon, to: LatLon, share: number): LatLon {
  return {
    latDeg: from.latDeg + (to.latDeg - from.latDeg) * share,
    lonDeg: normalLonDeg(from.lonDeg + normalLonDeg(to.lonDeg - from.lonDeg) * share),
  };
}
