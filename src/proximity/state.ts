/**
 * What the rules read and write of a person, pair and zone. The numbers stand in flat tables (`table.ts`, `person-record.ts` and
 * its like); the engine's cursors have these shapes and are moved from record to record, so that the hot path allocates nothing.
 * NaN stands for "no such time or number" and never leaves this folder.
 */
import type { Offset, Spot } from '../core/geo.ts';
import type { PairId, PersonId, ZoneId } from '../core/ids.ts';
import type { DeviceEventKind, Source, UnknownReason, ZoneSpec } from './types.ts';

/** A disc that held the person at `atMs`, and how fast they were then: where the outer bound starts from. */
export interface Bound {
  latDeg: number;
  lonDeg: number;
  radiusM: number;
  speedMps: number;
  /** NaN: there is none. */
  atMs: number;
}

/** Levels are numbers inside: 0 clear, 1 notice, 2 warning, 3 danger, 4 unknown. */
export type Rank = 0 | 1 | 2 | 3 | 4;
export const RANK_NAMES = ['clear', 'notice', 'warning', 'danger', 'unknown'] as const;

export interface PersonState {
  readonly personId: PersonId;

  // Belief at `tMs` (NaN: never reported): position, velocity, and the covariance of one axis (both axes are alike).
  tMs: number;
  latDeg: number;
  lonDeg: number;
  eastMps: number;
  northMps: number;
  varPos: number;
  cov: number;
  varVel: number;
  /** Recent speed, slow to forget. */
  speedMps: number;
  /** How much larger than said the device's errors are, as a ratio of variances; 0 until something was learned (`noise.ts`). */
  noiseRatio: number;

  // The newest believed fix, and the one before, as findings cite them.
  fixedAtMs: number;
  fixLatDeg: number;
  fixLonDeg: number;
  receivedAtMs: number;
  beforeFixedAtMs: number;
  accuracyM: number;
  source: Source | null;

  /** Believed fixes in a row that agree with each other; 1 after a jump that nothing has confirmed yet. */
  agreeing: number;
  /** Time of the earlier of the two newest good fixes that agree: lowering needs two. */
  secondGoodMs: number;

  /** Outer bounds: from the last good fix, and from the last coarse one since (NaN time: none). */
  readonly good: Bound;
  readonly coarse: Bound;

  // A fix that was held by the gate, or displaced (NaN time: none), and how fast they had lately been before what contradicts it.
  suspectAtMs: number;
  suspectFixedAtMs: number;
  suspectLatDeg: number;
  suspectLonDeg: number;
  suspectAccuracyM: number;
  suspectSpeedMps: number;

  /** Whether the device is asked to report faster than ordered, and when something last called for it (NaN: never). */
  isAskedFaster: boolean;
  fasterMs: number;

  // Trust.
  /** The strap is open, the position is mocked or frozen in motion: since when (NaN: trusted). */
  strapOpenMs: number;
  strapEventMs: number;
  distrustedMs: number;
  failed: boolean;

  // Patterns: time of the last sign of each (NaN: none), and counts.
  mockMs: number;
  impossibleMs: number;
  impossibleCount: number;
  impossibleSaidMs: number;
  clockMs: number;
  frozenSaidMs: number;
  frozenCount: number;
  frozenMovingCount: number;
  frozenSinceMs: number;
  frozenLatDeg: number;
  frozenLonDeg: number;
  frozenAtMs: number;
  /** Time of the newest event of a kind; NaN: none. */
  lastEventMs(kind: DeviceEventKind): number;
  setLastEventMs(kind: DeviceEventKind, atMs: number): void;

  // Belief carried to `nowMs`, shared by what is evaluated at that instant.
  nowMs: number;
  nowLatDeg: number;
  nowLonDeg: number;
  nowEastMps: number;
  nowNorthMps: number;
  nowVarPos: number;
  nowVarVel: number;
  /** Scratch. */
  readonly spot: Spot;
}

/** The part of pair and zone state that keeps a level. */
export interface LevelState {
  rank: Rank;
  sinceMs: number;
  reason: UnknownReason | null;
  reasonSinceMs: number;
  /** Highest level that still stands beneath `unknown`. */
  base: Rank;
  /** When something last called for, or kept, notice, warning, danger. */
  noticeMs: number;
  warningMs: number;
  dangerMs: number;
  /** When a rule last called for a warning or more (`warningMs` also counts what only kept it). */
  calledMs: number;
  /** When a rule last did while a side was silent or not to be trusted. */
  doubtedCallMs: number;
  /** When it was known again last after having been unknown. */
  knownAgainMs: number;
  /** While unknown soon after that: the time of the report from which on the side is heard again; NaN: none yet. */
  heardFromMs: number;
}

export interface RingState {
  readonly name: string;
  radiusM: number;
  inside: boolean;
  insideMs: number;
}

/** Samples of a trend: enough for `trendS` at one a minute. */
export const TREND_SAMPLES = 6;

/** The terms of a pair's order. */
export interface PairTerms {
  readonly restraintM: number;
  readonly warnM: number;
  readonly noticeM: number;
  readonly wearerIntervalS: number;
  readonly protectedIntervalS: number;
}

export interface PairState {
  readonly pairId: PairId;
  readonly spec: PairTerms;
  readonly wearer: PersonState;
  readonly protectedPerson: PersonState;
  readonly boundAtMs: number;
  readonly levels: LevelState;
  /** Relative positions, a minute or more apart: a ring buffer of TREND_SAMPLES, written by `setTrend`. */
  trendEastM(index: number): number;
  trendNorthM(index: number): number;
  trendAtMs(index: number): number;
  setTrend(index: number, eastM: number, northM: number, atMs: number): void;
  trendCount: number;
  /** Since when courses have led to a meeting without a break (NaN: they do not). */
  leadingMs: number;
  /** The usual distance of late, forgetting over `usualS`; NaN until it says something. */
  usualM: number;
  /** Inward crossings of the warn ring by the wearer: last few times, a ring buffer of `probingCrossings`. */
  crossingAtMs(index: number): number;
  setCrossing(index: number, atMs: number): void;
  crossingCount: number;
  crossInside: boolean;
  probingSaidMs: number;
  evaluations: number;
  lastPosition: number;
}

/** The terms of a zone's order. */
export type ZoneTerms = Pick<ZoneSpec, 'kind' | 'warnM' | 'noticeM' | 'wearerIntervalS'>;

export interface ZoneState {
  readonly zoneId: ZoneId;
  readonly spec: ZoneTerms;
  readonly wearer: PersonState;
  readonly boundAtMs: number;
  readonly levels: LevelState;
  readonly lastPosition: number;
}

/** Motion of a pair relative to each other, or of a wearer to a zone's edge: scratch, written anew by each evaluation. */
export interface Relative {
  readonly offset: Offset;
  distanceM: number;
  gapM: number;
  /** Standard deviation of the relative position, per axis. */
  sigmaM: number;
  closingMps: number;
  closingSigmaMps: number;
  wearerClosingMps: number;
  speedMps: number;
  missM: number;
  /** Both moving enough to say so. */
  closing: boolean;
  parting: boolean;
  tauS: number;
}

/** What one evaluation found. */
export interface Assessment {
  /** Highest level that is called for now. */
  raise: Rank;
  /** Highest level that should stand if it already does (hysteresis): at least `raise`. */
  keep: Rank;
  /** Holding times in force now, by rank (index 1 to 3). */
  noticeHoldMs: number;
  warningHoldMs: number;
  dangerHoldMs: number;
  /** A side is silent or untrustworthy, and the outer bound allows contact: why, and since when. */
  reason: UnknownReason | null;
  reasonSinceMs: number;
  /** No good fresh fix of some side: nothing may be lowered. */
  isBlind: boolean;
  /** Blind only by blur, and still surely outside the warn ring: danger may end. */
  isSurelyOff: boolean;
  /** The earlier of two agreeing good fixes, of the side that lags: lowering needs it after the last reason for the level. */
  goodAtMs: number;
  /** The newest good fix of the side that lags. */
  newestGoodMs: number;
}

/** Mean motion over the kept samples: scratch, written by `readTrend`. */
export interface Trend {
  overS: number;
  closedM: number;
  missM: number;
}
