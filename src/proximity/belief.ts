/**
 * The belief about one person: a filtered position and velocity with their covariance. Velocity wanders and forgets
 * (Ornstein-Uhlenbeck), so that a prediction never runs away and its uncertainty grows honestly; the spread follows the speed
 * that was last seen. The outlier gate holds a surprising fix until a second one agrees.
 * Fails toward doubt: what is held, mocked or late changes neither belief nor outer bound, so silence goes on counting.
 */
import { assert } from '../core/assert.ts';
import { measure, moved, newOffset } from '../core/geo.ts';
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
  const accuracyM = assumedAccuracyM(p, fix);
  const atMs = effectiveTimeMs(fix, nowMs);
  if (Number.isNaN(person.tMs)) {
    begin(p, person, fix, accuracyM, atMs);
    return 'believed';
  }
  if (atMs < person.tMs) return 'late';
  if (atMs === person.tMs && accuracyM >= person.accuracyM * 0.5) return 'duplicate';
  if (isSurprise(p, person, fix, accuracyM, atMs)) {
    // Two cell fixes agree because the tower is one: only a good fix is kept as a suspect, and only a good one confirms it.
    const isCoarse = accuracyM > p.coarseAccuracyM;
    if (isCoarse || !agreesWithSuspect(p, person, fix, accuracyM, atMs)) {
      if (!isCoarse) hold(person, fix, accuracyM, atMs);
      return 'held';
    }
    const speedMps = suspectSpeedMps(person, fix, atMs);
    begin(p, person, fix, accuracyM, atMs);
    person.speedMps = Math.max(person.speedMps, speedMps);
    startBounds(p, person, fix, accuracyM);
    return 'believed';
  }
  blend(p, person, fix, accuracyM, atMs);
  return 'believed';
}

function begin(p: Parameters, person: PersonState, fix: Fix, accuracyM: number, atMs: number): void {
  person.latDeg = fix.latDeg;
  person.lonDeg = fix.lonDeg;
  person.eastMps = 0;
  person.northMps = 0;
  person.varPos = (accuracyM / RADIUS68_SIGMAS) ** 2;
  person.cov = 0;
  person.varVel = Math.max(1.4, p.spreadShare * person.speedMps) ** 2;
  takeDoppler(p, person, fix);
  person.speedMps = Math.max(person.speedMps, Math.hypot(person.eastMps, person.northMps));
  remember(p, person, fix, accuracyM, atMs);
}

/** Prediction to the fix's time and correction by it. */
function blend(p: Parameters, person: PersonState, fix: Fix, accuracyM: number, atMs: number): void {
  const dtS = (atMs - person.tMs) / 1000;
  const offset = newOffset();
  measure(person.latDeg, person.lonDeg, fix.latDeg, fix.lonDeg, offset);
  const noiseM = person.accuracyM + accuracyM;
  const impliedMps = dtS > 0 ? Math.max(0, offset.distanceM - noiseM) / dtS : 0;
  const saidMps = fix.speedMps !== null && fix.source !== 'cell' ? fix.speedMps : 0;
  predict(p, person, dtS, Math.max(person.speedMps, impliedMps, saidMps));
  measure(person.latDeg, person.lonDeg, fix.latDeg, fix.lonDeg, offset);
  const noise = (accuracyM / RADIUS68_SIGMAS) ** 2;
  const total = person.varPos + noise;
  const gain = person.varPos / total;
  const gainVel = person.cov / total;
  const place = moved(person, gain * offset.eastM, gain * offset.northM);
  person.latDeg = place.latDeg;
  person.lonDeg = place.lonDeg;
  person.eastMps += gainVel * offset.eastM;
  person.northMps += gainVel * offset.northM;
  person.varVel -= gainVel * person.cov;
  person.cov -= gain * person.cov;
  person.varPos -= gain * person.varPos;
  takeDoppler(p, person, fix);
  const speed = Math.hypot(person.eastMps, person.northMps);
  if (speed > person.speedMps) person.speedMps = speed;
  else person.speedMps += (speed - person.speedMps) * (1 - Math.exp(-dtS / p.speedMemoryS));
  remember(p, person, fix, accuracyM, atMs);
}

/** Moves the belief itself forward by `dtS`. */
function predict(p: Parameters, person: PersonState, dtS: number, speedMps: number): void {
  const memory = p.velocityMemoryS;
  const decay = Math.exp(-dtS / memory);
  const travel = memory * (1 - decay);
  const place = moved(person, person.eastMps * travel, person.northMps * travel);
  person.latDeg = place.latDeg;
  person.lonDeg = place.lonDeg;
  person.eastMps *= decay;
  person.northMps *= decay;
  const spread = velocityVariance(p, speedMps);
  person.varPos = positionVarianceAfter(person, memory, decay, dtS, spread);
  person.cov = decay * (person.cov + travel * person.varVel) + spread * memory * (1 - decay) ** 2;
  person.varVel = decay * decay * person.varVel + spread * (1 - decay * decay);
}

function velocityVariance(p: Parameters, speedMps: number): number {
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
  const place = moved(person, gainPos * east, gainPos * north);
  person.latDeg = place.latDeg;
  person.lonDeg = place.lonDeg;
  person.eastMps += gain * east;
  person.northMps += gain * north;
  person.varPos -= gainPos * person.cov;
  person.cov -= gain * person.cov;
  person.varVel -= gain * person.varVel;
}

function remember(p: Parameters, person: PersonState, fix: Fix, accuracyM: number, atMs: number): void {
  person.tMs = atMs;
  person.beforeFixedAtMs = person.fixedAtMs;
  person.fixedAtMs = fix.fixedAtMs;
  person.receivedAtMs = fix.receivedAtMs;
  person.accuracyM = accuracyM;
  person.source = fix.source;
  person.suspectAtMs = Number.NaN;
  person.nowMs = Number.NaN;
  startBounds(p, person, fix, accuracyM);
}

// --- The gate ---

function isSurprise(p: Parameters, person: PersonState, fix: Fix, accuracyM: number, atMs: number): boolean {
  const dtS = Math.max(1, (atMs - person.tMs) / 1000);
  const offset = newOffset();
  measure(person.latDeg, person.lonDeg, fix.latDeg, fix.lonDeg, offset);
  const mps = Math.max(0, offset.distanceM - 1.5 * (accuracyM + person.accuracyM)) / dtS;
  if (mps > p.travelSpeedMaxMps) return true;
  if (dtS > p.surpriseWithinS) return false;
  const saidMps = fix.speedMps !== null && fix.source !== 'cell' ? fix.speedMps : 0;
  return mps > Math.max(p.surpriseSpeedMps, p.surpriseFactor * person.speedMps, 2.5 * saidMps);
}

function suspectSpeedMps(person: PersonState, fix: Fix, atMs: number): number {
  const offset = newOffset();
  measure(person.suspectLatDeg, person.suspectLonDeg, fix.latDeg, fix.lonDeg, offset);
  return offset.distanceM / Math.max(1, (atMs - person.suspectAtMs) / 1000);
}

function agreesWithSuspect(p: Parameters, person: PersonState, fix: Fix, accuracyM: number, atMs: number): boolean {
  if (!(atMs > person.suspectAtMs)) return false;
  const offset = newOffset();
  measure(person.suspectLatDeg, person.suspectLonDeg, fix.latDeg, fix.lonDeg, offset);
  const dtS = (atMs - person.suspectAtMs) / 1000;
  const mps = Math.max(0, offset.distanceM - 1.5 * (accuracyM + person.suspectAccuracyM)) / dtS;
  return mps <= p.travelSpeedMaxMps / 2;
}

function hold(person: PersonState, fix: Fix, accuracyM: number, atMs: number): void {
  person.suspectAtMs = atMs;
  person.suspectLatDeg = fix.latDeg;
  person.suspectLonDeg = fix.lonDeg;
  person.suspectAccuracyM = accuracyM;
}

// --- Reading ---

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
    const place = moved(person, eastM, northM);
    person.nowLatDeg = place.latDeg;
    person.nowLonDeg = place.lonDeg;
  } else {
    person.nowLatDeg = person.latDeg;
    person.nowLonDeg = person.lonDeg;
  }
  person.nowEastMps = person.eastMps * decay;
  person.nowNorthMps = person.northMps * decay;
  person.nowVarPos = positionVarianceAfter(person, memory, decay, dtS, spread);
  person.nowVarVel = decay * decay * person.varVel + spread * (1 - decay * decay);
}
