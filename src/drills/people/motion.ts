/**
 * Movement along a line: speeds limited by the way, turns and stops; everything in between by acceleration and braking.
 * The result is a list of phases of constant acceleration, so where someone is at any instant is a closed formula.
 */
import { assert } from '../../core/assert.ts';
import { courseDeg, distanceM, type PlanePoint } from '../city/plane.ts';

/** A stretch of way with its top speed; at its end `endSpeedMps` is the most that the turn, door or light allows. */
export interface Stretch {
  readonly points: readonly PlanePoint[];
  readonly topMps: number;
  readonly endSpeedMps: number;
  /** Stands still this long at the end; only sensible with `endSpeedMps` 0. */
  readonly waitMs: number;
}

export interface Agility {
  readonly accelerationMps2: number;
  readonly brakingMps2: number;
}

interface Phase {
  readonly fromMs: number;
  readonly fromM: number;
  readonly speedMps: number;
  readonly accelerationMps2: number;
}

export interface MotionState {
  readonly point: PlanePoint;
  readonly speedMps: number;
  readonly courseDeg: number | null;
  /** Metres from the beginning of the way. */
  readonly alongM: number;
}

export interface Motion {
  readonly durationMs: number;
  readonly lengthM: number;
  /** `elapsedMs` is clamped to the motion's duration. */
  at(elapsedMs: number): MotionState;
}

const SHORTEST_M = 0.01;

/** Speeds at the ends of stretches that acceleration and braking can reach. Begins and ends at rest. */
function endSpeeds(stretches: readonly Stretch[], lengths: readonly number[], agility: Agility): number[] {
  const speeds = [0, ...stretches.map((s, i) => Math.min(s.endSpeedMps, s.topMps, stretches[i + 1]?.topMps ?? 0))];
  for (let i = 1; i < speeds.length; i++) {
    const reach = Math.sqrt(speeds[i - 1]! ** 2 + 2 * agility.accelerationMps2 * lengths[i - 1]!);
    speeds[i] = Math.min(speeds[i]!, reach);
  }
  for (let i = speeds.length - 2; i >= 0; i--) {
    const brake = Math.sqrt(speeds[i + 1]! ** 2 + 2 * agility.brakingMps2 * lengths[i]!);
    speeds[i] = Math.min(speeds[i]!, brake);
  }
  return speeds;
}

/** Speeds up, cruises and brakes within one stretch. */
function phasesOf(entryMps: number, exitMps: number, topMps: number, lengthM: number, agility: Agility) {
  const { accelerationMps2: a, brakingMps2: b } = agility;
  const peak = Math.sqrt((2 * a * b * lengthM + b * entryMps ** 2 + a * exitMps ** 2) / (a + b));
  const cruise = Math.max(entryMps, exitMps, Math.min(topMps, peak));
  const upM = (cruise ** 2 - entryMps ** 2) / (2 * a);
  const downM = (cruise ** 2 - exitMps ** 2) / (2 * b);
  const flatM = Math.max(0, lengthM - upM - downM);
  return [
    { speedMps: entryMps, accelerationMps2: a, seconds: (cruise - entryMps) / a, m: upM },
    { speedMps: cruise, accelerationMps2: 0, seconds: cruise > 0 ? flatM / cruise : 0, m: flatM },
    { speedMps: cruise, accelerationMps2: -b, seconds: (cruise - exitMps) / b, m: downM },
  ];
}

export function makeMotion(given: readonly Stretch[], agility: Agility): Motion {
  const stretches = given.filter((s) => lengthOf(s.points) > SHORTEST_M);
  assert(stretches.length > 0, 'a motion needs a way');
  const lengths = stretches.map((s) => lengthOf(s.points));
  const speeds = endSpeeds(stretches, lengths, agility);
  const phases: Phase[] = [];
  let atMs = 0;
  let atM = 0;
  stretches.forEach((stretch, i) => {
    let goneM = 0;
    for (const p of phasesOf(speeds[i]!, speeds[i + 1]!, stretch.topMps, lengths[i]!, agility)) {
      if (p.seconds <= 0) continue;
      const { speedMps, accelerationMps2 } = p;
      phases.push({ fromMs: atMs, fromM: atM + goneM, speedMps, accelerationMps2 });
      atMs += p.seconds * 1000;
      goneM += p.m;
    }
    atM += lengths[i]!;
    if (stretch.waitMs > 0) {
      phases.push({ fromMs: atMs, fromM: atM, speedMps: 0, accelerationMps2: 0 });
      atMs += stretch.waitMs;
    }
  });
  const track = makeTrack(stretches.flatMap((s) => s.points));
  const durationMs = atMs;
  return {
    durationMs,
    lengthM: atM,
    at(elapsedMs) {
      const ms = Math.min(durationMs, Math.max(0, elapsedMs));
      const phase = phases[lastBefore(phases.length, (i) => phases[i]!.fromMs <= ms)]!;
      const s = (ms - phase.fromMs) / 1000;
      const alongM = Math.min(atM, phase.fromM + phase.speedMps * s + (phase.accelerationMps2 * s * s) / 2);
      const speedMps = elapsedMs >= durationMs ? 0 : Math.max(0, phase.speedMps + phase.accelerationMps2 * s);
      const on = track.at(alongM);
      return { point: on.point, speedMps, courseDeg: speedMps > 0.05 ? on.courseDeg : null, alongM };
    },
  };
}

function lengthOf(points: readonly PlanePoint[]): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) sum += distanceM(points[i - 1]!, points[i]!);
  return sum;
}

/** The last index for which `fits` holds; it must hold for a beginning of the range, index 0 included. */
function lastBefore(count: number, fits: (i: number) => boolean): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function makeTrack(all: readonly PlanePoint[]) {
  const points = all.filter((p, i) => i === 0 || distanceM(all[i - 1]!, p) > 1e-6);
  const offsets = [0];
  for (let i = 1; i < points.length; i++) offsets.push(offsets[i - 1]! + distanceM(points[i - 1]!, points[i]!));
  return {
    at(alongM: number) {
      const i = Math.min(
        points.length - 2,
        lastBefore(offsets.length, (k) => offsets[k]! <= alongM),
      );
      const a = points[i]!;
      const b = points[i + 1]!;
      const share = Math.min(1, Math.max(0, (alongM - offsets[i]!) / (offsets[i + 1]! - offsets[i]!)));
      const point = { xM: a.xM + (b.xM - a.xM) * share, yM: a.yM + (b.yM - a.yM) * share };
      return { point, courseDeg: courseDeg(a, b) };
    },
  };
}

/** Angle between two directions, degrees, 0 (straight on) to 180 (about turn). */
export function turnDeg(a: PlanePoint, b: PlanePoint, c: PlanePoint): number {
  const turn = Math.abs(courseDeg(a, b) - courseDeg(b, c));
  return turn > 180 ? 360 - turn : turn;
}
