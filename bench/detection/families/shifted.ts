/**
 * Two trips that were never in the same place, laid over each other in space and time so that they meet once: as recorded tracks of
 * strangers are used to make contacts. Their streets do not fit; their speeds, halts and detours are honest.
 */
import { between, normal, type Rng } from '../../../src/core/rng.ts';
import type { Paths } from '../assemble.ts';
import type { Track } from '../case.ts';
import { live, type Visit } from '../movers/diary.ts';
import { awayM, chance } from '../plane.ts';
import { anyMap } from './days.ts';
import { anyPlace, junctionWithin, type Modes, modeFor, type Range, somewhere } from './places.ts';

/** Of so many ways to lay them, the one that has them least near without meeting: strangers' tracks hardly ever linger so. */
const LAYINGS = 4;

/** Share of contacts in which both are on the way; in the others one stays where they meet. */
const MOVING_SHARE = 0.7;

interface ShiftedHabits {
  readonly lengthS: Range;
  readonly modes: Modes;
  readonly tripM: Range;
  readonly restS: Range;
}

export function shifted(rng: Rng, habits: ShiftedHabits): Paths {
  const lengthS = Math.round(between(rng, ...habits.lengthS));
  const meetS = Math.round(between(rng, 0.35, 0.75) * lengthS);
  const wearer = wandering(rng, 2 * lengthS, habits);
  const other = wandering(rng, 2 * lengthS, habits);
  let best = lay(rng, wearer, other, lengthS, meetS);
  for (let tries = 1; tries < LAYINGS; tries++) {
    const next = lay(rng, wearer, other, lengthS, meetS);
    if (hoverS(next) < hoverS(best)) best = next;
  }
  return best;
}

/** One laid over the other so that they are within 80 m at `meetS`. */
function lay(rng: Rng, wearer: Track, other: Track, lengthS: number, meetS: number): Paths {
  const a = movingSecond(rng, wearer, meetS);
  const b = chance(rng, MOVING_SHARE) ? movingSecond(rng, other, meetS) : Math.round(between(rng, 1, 1.4) * meetS);
  const missM = Math.min(80, Math.abs(normal(rng)) * 30);
  const dx = wearer.xM[a]! - other.xM[b]! + missM;
  const dy = wearer.yM[a]! - other.yM[b]!;
  return {
    wearer: cut(wearer, a - meetS, lengthS, 0, 0),
    protectedPerson: cut(other, b - meetS, lengthS, dx, dy),
  };
}

/** Seconds spent near without meeting. */
function hoverS({ wearer, protectedPerson }: Paths): number {
  let seconds = 0;
  for (let s = 0; s < wearer.xM.length; s++) {
    const m = Math.hypot(protectedPerson.xM[s]! - wearer.xM[s]!, protectedPerson.yM[s]! - wearer.yM[s]!);
    if (m > 250 && m < 1000) seconds++;
  }
  return seconds;
}

/** Trips and rests one after the other, as they come. */
function wandering(rng: Rng, lengthS: number, { modes, tripM, restS }: ShiftedHabits): Track {
  const map = anyMap(rng);
  const home = somewhere(rng, map);
  const visits: Visit[] = [];
  let at = home;
  for (let s = 0; s < lengthS; s += 900) {
    const to = junctionWithin(rng, map, at, tripM);
    const mode = modeFor(rng, awayM(at, to), modes);
    visits.push({ at: to, byS: 0, stayS: between(rng, ...restS), mode, place: anyPlace(rng) });
    at = to;
  }
  return live(rng, map, lengthS, home, anyPlace(rng), visits);
}

/** A second, with `beforeS` of past, at which one is on the way; the latest possible when there is none. */
function movingSecond(rng: Rng, track: Track, beforeS: number): number {
  const last = Math.floor(track.xM.length / 2) + beforeS / 2;
  for (let tries = 0; tries < 500; tries++) {
    const s = Math.floor(between(rng, beforeS, last));
    const movedM = Math.hypot(track.xM[s]! - track.xM[s - 10]!, track.yM[s]! - track.yM[s - 10]!);
    if (movedM > 8) return s;
  }
  return Math.floor(last);
}

function cut(track: Track, fromS: number, lengthS: number, dx: number, dy: number): Track {
  return {
    xM: track.xM.slice(fromS, fromS + lengthS).map((x) => x + dx),
    yM: track.yM.slice(fromS, fromS + lengthS).map((y) => y + dy),
    place: track.place.slice(fromS, fromS + lengthS),
  };
}
