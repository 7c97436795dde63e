/** Fresh state, each object whole from the start: one shape, so that the hot path stays fast. NaN: no such time or number yet. */
import { newOffset } from '../core/geo.ts';
import type { PersonId } from '../core/ids.ts';
import type { Parameters } from './parameters.ts';
import type { Assessment, Bound, Engine, LevelState, PersonState } from './state.ts';

export function newAssessment(): Assessment {
  return {
    raise: 0,
    keep: 0,
    noticeHoldMs: 0,
    warningHoldMs: 0,
    dangerHoldMs: 0,
    reason: null,
    reasonSinceMs: Number.NaN,
    isBlind: false,
    isFresh: true,
    goodAtMs: Number.NaN,
    newestGoodMs: Number.NaN,
  };
}

export function newEngineState(parameters: Parameters): Engine {
  return {
    parameters,
    people: new Map(),
    pairs: new Map(),
    zones: new Map(),
    pairList: [],
    zoneList: [],
    relative: {
      offset: newOffset(),
      distanceM: 0,
      gapM: 0,
      sigmaM: 0,
      closingMps: 0,
      closingSigmaMps: 0,
      wearerClosingMps: 0,
      speedMps: 0,
      missM: 0,
      closing: false,
      parting: false,
      tauS: 0,
    },
    found: newAssessment(),
    trend: { overS: 0, closedM: 0, missM: 0 },
    scratch: newOffset(),
  };
}

function newBound(): Bound {
  return { latDeg: 0, lonDeg: 0, radiusM: 0, speedMps: 0, atMs: Number.NaN };
}

export function newPerson(personId: PersonId): PersonState {
  const none = Number.NaN;
  return {
    personId,
    pairs: [],
    zones: [],
    tMs: none,
    latDeg: 0,
    lonDeg: 0,
    eastMps: 0,
    northMps: 0,
    varPos: 0,
    cov: 0,
    varVel: 0,
    speedMps: 0,
    fixedAtMs: none,
    fixLatDeg: 0,
    fixLonDeg: 0,
    receivedAtMs: none,
    beforeFixedAtMs: none,
    accuracyM: 0,
    source: null,
    agreeing: 0,
    secondGoodMs: Number.NEGATIVE_INFINITY,
    good: newBound(),
    coarse: newBound(),
    suspectAtMs: none,
    suspectFixedAtMs: none,
    suspectLatDeg: 0,
    suspectLonDeg: 0,
    suspectAccuracyM: 0,
    strapOpenMs: none,
    strapEventMs: none,
    distrustedMs: none,
    failed: false,
    mockMs: none,
    impossibleMs: none,
    impossibleCount: 0,
    impossibleSaidMs: none,
    clockMs: none,
    frozenSaidMs: none,
    frozenCount: 0,
    frozenMovingCount: 0,
    frozenSinceMs: none,
    frozenLatDeg: none,
    frozenLonDeg: none,
    frozenAtMs: none,
    lastEventMs: {},
    nowMs: none,
    nowLatDeg: 0,
    nowLonDeg: 0,
    nowEastMps: 0,
    nowNorthMps: 0,
    nowVarPos: 0,
    nowVarVel: 0,
  };
}

export function newLevels(nowMs: number): LevelState {
  const none = Number.NaN;
  return {
    rank: 0,
    sinceMs: nowMs,
    reason: null,
    reasonSinceMs: none,
    base: 0,
    noticeMs: none,
    warningMs: none,
    dangerMs: none,
    calledMs: none,
  };
}
