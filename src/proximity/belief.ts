/**
 * The belief about one person: a filtered position and velocity with their covariance. Velocity wanders and forgets
 * (Ornstein-Uhlenbeck), so that a prediction never runs away and its uncertainty grows honestly; the spread follows the speed
 * that was last seen. The outlier gate holds a surprising fix until a second one agrees.
 * Fails toward doubt: what is held, mocked or late changes neither belief nor outer bound, so silence goes on counting.
 */
import { assert } from '../core/assert.ts';
import { measure, meridianTurnRad, move, moved, newOffset } from '../core/geo.ts';
import { agreesWithSuspect, type Held, hold, isKnown, isSurprise, prefersSuspect } from './gate.ts';
import { honestAccuracyM, learnNoise } from './noise.ts';
import { startBounds } from './outer-bound.ts';
import type { Parameters } from './parameters.ts';
import { RADIUS68_SIGMAS } from './probability.ts';
import type { PersonState } from './state.ts';
import type { Fix } from './types.ts';

/** What became of a fix. */
export type Reception = 'believed' | 'held' | 'late' | 'duplicate' | 'mocked';

/** The 68 % radius to reckon with: the device's word, or a default for its source, and never below the floor. */
export function assumedAccuracyM(p: Parameters, fix: Fix): number {
  if (fix.accuracyM !== null && fix.accuracyM > 0) return Math.max(p.accuracyMinM, fix.accuracyM);
  switch (fix.source) {
    case 'gnss':
      return p.gnssAccuracyM;
    case 'wifi':
      return p.wifiAccuracyM;
    case 'cell':
      return p.cellAccuracyM;
    case 'ble':
      return p.bleAccuracyM;
    case null:
      return p.unsaidAccuracyM;
  }
}

/** The time a fix is of. A device clock that runs ahead cannot make a fix newer than its arrival. */
export function effectiveTimeMs(fix: Fix, nowMs: number): number {
  return Math.min(fix.fixedAtMs, fix.receivedAtMs, nowMs);
}

/** Takes a fix into the belief, or holds it. */
export function receiveFix(p: Parameters, person: PersonState, fix: Fix, nowMs: number): Reception {
  assert(Number.isFinite(fix.latDeg) && Number.isFinite(fix.lonDeg), 'a fix has a place');
  assert(Number.isFinite(fix.fixedAtMs) && Number.isFinite(fix.receivedAtMs), 'a fix has a time');
  if (fix.mock === true) return 'mocked';
  const saidM = assumedAccuracyM(p, fix);
  const atMs = effectiveTimeMs(fix, nowMs);
  if (Number.isNaN(person.tMs)) {
    begin(p, person, fix, saidM, atMs);
    return 'believed';
  }
  if (isKnown(person, fix)) return 'duplicate';
  if (atMs < person.tMs) return 'late';
  const accuracyM = honestAccuracyM(person, saidM);
  if (atMs === person.tMs && accuracyM >= person.accuracyM * 0.5) return 'duplicate';
  // Two cell fixes agree because the tower is one: only a good fix is kept as a suspect, and only a good one confirms it.
  const isCoarse = accuracyM > p.coarseAccuracyM;
  if (isSurprise(p, person, fix, accuracyM, atMs)) {
    if (!isCoarse && agreesWithSuspect(p, person, fix, accuracyM, atMs)) {
      beginConfirmed(p, person, fix, accuracyM, atMs);
      return 'believed';
    }
    if (isCoarse || person.agreeing >= 2) {
      const { latDeg, lonDeg, fixedAtMs } = fix;
      if (!isCoarse) hold(person, { latDeg, lonDeg, fixedAtMs, atMs, accuracyM, speedMps: person.speedMps });
      return 'held';
    }
    displace(p, person, fix, accuracyM, atMs);
    return 'believed';
  }
  if (!isCoarse && prefersSuspect(p, person, fix, accuracyM, atMs)) {
    beginConfirmed(p, person, fix, accuracyM, atMs);
    return 'believed';
  }
  learnNoise(p, person, fix, saidM, atMs);
  blend(p, person, fix, honestAccuracyM(person, saidM), atMs);
  return 'believed';
}

function begin(p: Parameters, person: PersonState, fix: Fix, accuracyM: number, atMs: number): void {
  place(p, person, fix, accuracyM);
  takeDoppler(p, person, fix);
  person.speedMps = Math.max(person.speedMps, Math.hypot(person.eastMps, person.northMps));
  person.agreeing = 1;
  remember(p, person, fix, accuracyM, atMs, Number.NEGATIVE_INFINITY);
}

/** At the fix, at rest as far as anyone knows. */
function place(p: Parameters, person: PersonState, fix: Fix, accuracyM: number): void {
  person.latDeg = fix.latDeg;
  person.lonDeg = fix.lonDeg;
  person.eastMps = 0;
  person.northMps = 0;
  person.varPos = (accuracyM / RADIUS68_SIGMAS) ** 2;
  person.cov = 0;
  person.varVel = Math.max(1.4, p.spreadShare * person.speedMps) ** 2;
}

/** Begins anew: the fix agrees with the suspect, and what was believed meanwhile says nothing of how fast they move. */
function beginConfirmed(p: Parameters, person: PersonState, fix: Fix, accuracyM: number, atMs: number): void {
  const from: Held = {
    latDeg: person.suspectLatDeg,
    lonDeg: person.suspectLonDeg,
    atMs: person.suspectAtMs,
    fixedAtMs: person.suspectFixedAtMs,
    accuracyM: person.suspectAccuracyM,
    speedMps: person.suspectSpeedMps,
  };
  beginMoving(p, person, fix, accuracyM, atMs, from);
  person.agreeing = 2;
  remember(p, person, fix, accuracyM, atMs, from.atMs);
}

/**
 * A belief that rests on one fix alone is no better than the fix that contradicts it: the newer one counts. HAZARD H-154: the older
 * one stays as the suspect, and with the next one it is two against one.
 */
function displace(p: Parameters, person: PersonState, fix: Fix, accuracyM: number, atMs: number): void {
  const from: Held = {
    latDeg: person.fixLatDeg,
    lonDeg: person.fixLonDeg,
    atMs: person.tMs,
    fixedAtMs: person.fixedAtMs,
    accuracyM: person.accuracyM,
    speedMps: person.speedMps,
  };
  beginMoving(p, person, fix, accuracyM, atMs, from);
  person.agreeing = 1;
  remember(p, person, fix, accuracyM, atMs, Number.NEGATIVE_INFINITY);
  if (from.accuracyM <= p.coarseAccuracyM) hold(person, from);
}

/** At the fix, with the motion that leads there from another place, which they left as fast as `from` says or as that takes. */
function beginMoving(p: Parameters, person: PersonState, fix: Fix, accuracyM: number, atMs: number, from: Held): void {
  const dtS = Math.max(1, (atMs - from.atMs) / 1000);
  const offset = newOffset();
  measure(from.latDeg, from.lonDeg, fix.latDeg, fix.lonDeg, offset);
  const mps = offset.distanceM / dtS;
  const isTravel = mps <= p.travelSpeedMaxMps / 2;
  person.speedMps = isTravel ? Math.max(from.speedMps, mps) : from.speedMps;
  place(p, person, fix, accuracyM);
  if (isTravel) {
    const noiseMps = Math.hypot(accuracyM, from.accuracyM) / RADIUS68_SIGMAS / dtS;
    const turnRad = meridianTurnRad(from.latDeg, from.lonDeg, fix.latDeg, fix.lonDeg);
    person.eastMps = turnedEast(offset.eastM, offset.northM, turnRad) / dtS;
    person.northMps = turnedNorth(offset.eastM, offset.northM, turnRad) / dtS;
    person.varVel = noiseMps ** 2 + (p.spreadShare * mps) ** 2;
  }
  takeDoppler(p, person, fix);
}

/** Prediction to the fix's time and correction by it. */
function blend(p: Parameters, person: PersonState, fix: Fix, accuracyM: number, atMs: number): void {
  const dtS = (atMs - person.tMs) / 1000;
  const offset = newOffset();
  measure(person.latDeg, person.lonDeg, fix.latDeg, fix.lonDeg, offset);
  const noiseM = person.accuracyM + accuracyM;
  const impliedMps = dtS > 0 ? Math.max(0, offset.distanceM - noiseM) / dtS : 0;
  const saidMps = fix.speedMps !== null && fix.source !== 'cell' ? fix.speedMps : 0;
  // After a gap nearly any place is possible, and so is an outlier: what jumped must be confirmed like a first fix. That the fix is
  // rough is no excuse: a worse one would calm where a better one must not.
  const isJump = dtS > p.surpriseWithinS && offset.distanceM > p.jumpM + 2 * person.accuracyM;
  person.agreeing = isJump ? 1 : person.agreeing + 1;
  predict(p, person, dtS, Math.max(person.speedMps, impliedMps, saidMps));
  measure(person.latDeg, person.lonDeg, fix.latDeg, fix.lonDeg, offset);
  const noise = (accuracyM / RADIUS68_SIGMAS) ** 2;
  const total = person.varPos + noise;
  const gain = person.varPos / total;
  const gainVel = person.cov / total;
  person.eastMps += gainVel * offset.eastM;
  person.northMps += gainVel * offset.northM;
  shift(person, gain * offset.eastM, gain * offset.northM);
  person.varVel -= gainVel * person.cov;
  person.cov -= gain * person.cov;
  person.varPos -= gain * person.varPos;
  takeDoppler(p, person, fix);
  const speed = Math.hypot(person.eastMps, person.northMps);
  if (speed > person.speedMps) person.speedMps = speed;
  else person.speedMps += (speed - person.speedMps) * (1 - Math.exp(-dtS / p.speedMemoryS));
  remember(p, person, fix, accuracyM, atMs, isJump ? Number.NEGATIVE_INFINITY : person.good.atMs);
}

/** Moves the belief's place. HAZARD H-122: beside a pole east and north turn under it, and the velocity must turn with them. */
function shift(person: PersonState, eastM: number, northM: number): void {
  const spot = moved(person, eastM, northM);
  const turnRad = meridianTurnRad(person.latDeg, person.lonDeg, spot.latDeg, spot.lonDeg);
  if (turnRad !== 0) {
    const { eastMps, northMps } = person;
    person.eastMps = turnedEast(eastMps, northMps, turnRad);
    person.northMps = turnedNorth(eastMps, northMps, turnRad);
  }
  person.latDeg = spot.latDeg;
  person.lonDeg = spot.lonDeg;
}

/** A direction turned clockwise against north. */
function turnedEast(east: number, north: number, turnRad: number): number {
  return east * Math.cos(turnRad) + north * Math.sin(turnRad);
}

function turnedNorth(east: number, north: number, turnRad: number): number {
  return north * Math.cos(turnRad) - east * Math.sin(turnRad);
}

/** Moves the belief itself forward by `dtS`. */
function predict(p: Parameters, person: PersonState, dtS: number, speedMps: number): void {
  const memory = p.velocityMemoryS;
  const decay = Math.exp(-dtS / memory);
  const travel = memory * (1 - decay);
  shift(person, person.eastMps * travel, person.northMps * travel);
  person.eastMps *= decay;
  person.northMps *= decay;
  const spread = velocityVariance(p, speedMps);
  person.varPos = positionVarianceAfter(person, memory, decay, dtS, spread);
  person.cov = decay * (person.cov + travel * person.varVel) + spread * memory * (1 - decay) ** 2;
  person.varVel = decay * decay * person.varVel + spread * (1 - decay * decay);
}

export function velocityVariance(p: Parameters, speedMps: number): number {
  return Math.min(p.spreadMaxMps, Math.max(p.restSpreadMps, p.spreadShare * speedMps)) ** 2;
}

function positionVarianceAfter(s: PersonState, memory: number, decay: number, dtS: number, spread: number): number {
  const travel = memory * (1 - decay);
  const wander = spread * memory * memory * ((2 * dtS) / memory - 3 + 4 * decay - decay * decay);
  return s.varPos + 2 * travel * s.cov + travel * travel * s.varVel + wander;
}

/** The device's own velocity, when it tells one. Cell and Wi-Fi positions have none. */
function takeDoppler(p: Parameters, person: PersonState, fix: Fix): void {
  const speed = fix.speedMps;
  if (speed === null || !(speed >= 0) || fix.source === 'cell' || fix.source === 'wifi') return;
  if (fix.courseDeg === null && speed > 0.5) return;
  const course = ((fix.courseDeg ?? 0) * Math.PI) / 180;
  const noise = (p.dopplerErrorMps + p.dopplerErrorShare * speed) ** 2;
  const total = person.varVel + noise;
  const gain = person.varVel / total;
  const gainPos = person.cov / total;
  const east = speed * Math.sin(course) - person.eastMps;
  const north = speed * Math.cos(course) - person.northMps;
  person.eastMps += gain * east;
  person.northMps += gain * north;
  shift(person, gainPos * east, gainPos * north);
  person.varPos -= gainPos * person.cov;
  person.cov -= gain * person.cov;
  person.varVel -= gain * person.varVel;
}

function remember(
  p: Parameters,
  person: PersonState,
  fix: Fix,
  accuracyM: number,
  atMs: number,
  supportMs: number,
): void {
  person.tMs = atMs;
  person.beforeFixedAtMs = person.fixedAtMs;
  person.fixedAtMs = fix.fixedAtMs;
  person.fixLatDeg = fix.latDeg;
  person.fixLonDeg = fix.lonDeg;
  person.receivedAtMs = fix.receivedAtMs;
  person.accuracyM = accuracyM;
  person.source = fix.source;
  person.suspectAtMs = Number.NaN;
  person.suspectFixedAtMs = Number.NaN;
  person.nowMs = Number.NaN;
  startBounds(p, person, fix, accuracyM, supportMs);
}

// --- Reading ---

/** At most what the variance of the place is when it is carried to `atMs` or to any time before. */
export function mostVarPos(p: Parameters, person: PersonState, atMs: number): number {
  const dtS = Math.max(0, atMs - person.tMs) / 1000;
  const memory = p.velocityMemoryS;
  const decay = Math.exp(-dtS / memory);
  const spread = velocityVariance(p, person.speedMps);
  const rising = positionVarianceAfter(person, memory, decay, dtS, spread);
  // Place and velocity err the same way, but for rounding: where they did not, it could fall before it rises.
  return rising + 2 * memory * (1 - decay) * Math.max(0, -person.cov);
}

/** Carries the belief to `nowMs` into the person's `now*` fields: once an instant, however many pairs read it. */
export function carryTo(p: Parameters, person: PersonState, nowMs: number): void {
  if (person.nowMs === nowMs) return;
  person.nowMs = nowMs;
  const dtS = Math.max(0, nowMs - person.tMs) / 1000;
  const memory = p.velocityMemoryS;
  const decay = Math.exp(-dtS / memory);
  const travel = memory * (1 - decay);
  const spread = velocityVariance(p, person.speedMps);
  const eastM = person.eastMps * travel;
  const northM = person.northMps * travel;
  if (eastM * eastM + northM * northM > 0.01) {
    const { spot } = person;
    move(person.latDeg, person.lonDeg, eastM, northM, spot);
    person.nowLatDeg = spot.latDeg;
    person.nowLonDeg = spot.lonDeg;
  } else {
    person.nowLatDeg = person.latDeg;
    person.nowLonDeg = person.lonDeg;
  }
  person.nowEastMps = person.eastMps * decay;
  person.nowNorthMps = person.northMps * decay;
  const turnRad = meridianTurnRad(person.latDeg, person.lonDeg, person.nowLatDeg, person.nowLonDeg);
  if (turnRad !== 0) {
    const { nowEastMps, nowNorthMps } = person;
    person.nowEastMps = turnedEast(nowEastMps, nowNorthMps, turnRad);
    person.nowNorthMps = turnedNorth(nowEastMps, nowNorthMps, turnRad);
  }
  person.nowVarPos = positionVarianceAfter(person, memory, decay, dtS, spread);
  person.nowVarVel = decay * decay * person.varVel + spread * (1 - decay * decay);
}
