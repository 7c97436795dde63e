/**
 * A proceeding: from the first request for a measure to the end of the last one. Everything here is ids, codes and instants; words, names
 * and places are sealed elsewhere. What is in force follows from it and an instant.
 */
import type { PersonId } from '../../core/ids.ts';
import type { Change, Ending, Role } from '../packs/procedure.ts';

export const RESULTS = ['granted', 'partly', 'refused'] as const;
export type Result = (typeof RESULTS)[number];

/** Why a request is declined or refused, in whole or in part; more is said in words, sealed. */
export const REASONS = [
  'not-stalking',
  'no-risk-of-repetition',
  'not-necessary',
  'not-proportionate',
  'insufficient-evidence',
  'not-competent',
  'formal-defect',
  'other-measure-suffices',
  'already-protected',
  'time-limit-passed',
  'technically-unfeasible',
  'other',
] as const;
export type Reason = (typeof REASONS)[number];

export const OFFER_STATES = ['due', 'offered', 'accepted', 'declined', 'unreachable', 'withdrawn'] as const;
export type OfferState = (typeof OFFER_STATES)[number];

export interface Fitting {
  /** The first instant at which it is late. */
  readonly dueMs: number;
  readonly doneAtMs: number | null;
  /** The wearer did not come, or refused. */
  readonly missedAtMs: number | null;
}

/** One measure that was ordered. */
export interface OrderedMeasure {
  /** UUID. */
  readonly measureId: string;
  /** Of the pack. */
  readonly measure: string;
  readonly by: 'decision' | 'interim' | 'imposed';
  readonly orderedAtMs: number;
  /** Null: it takes effect by service, which has not been. */
  readonly fromMs: number | null;
  /** The first instant at which it is over by lapse of time; null: until the matter ends, or done once. */
  readonly untilMs: number | null;
  /** An end named by whoever decides, while the effect waits for service. */
  readonly decidedUntilMs: number | null;
  readonly extensions: number;
  readonly extensionAsked: { readonly by: Role; readonly atMs: number } | null;
  readonly fitting: Fitting | null;
  /** An appeal that suspends. */
  readonly isSuspended: boolean;
  readonly ended: { readonly how: Ending; readonly atMs: number } | null;
  /** Its end by lapse of time has been recorded. */
  readonly isLapseRecorded: boolean;
}

export interface Offer {
  readonly personId: PersonId;
  readonly state: OfferState;
  readonly atMs: number;
}

export interface Proceeding {
  readonly procedure: string;
  readonly openedAtMs: number;
  readonly asked: { readonly by: Role; readonly of: Role; readonly atMs: number } | null;
  readonly declined: { readonly by: Role; readonly atMs: number; readonly reasons: readonly Reason[] } | null;
  readonly filed: { readonly by: Role; readonly atMs: number; readonly measures: readonly string[] } | null;
  readonly imposed: { readonly by: Role; readonly atMs: number; readonly approvalDueMs: number } | null;
  readonly approvalAskedAtMs: number | null;
  readonly heardAtMs: number | null;
  readonly assistantAtMs: number | null;
  readonly decision: { readonly atMs: number; readonly result: Result; readonly reasons: readonly Reason[] } | null;
  readonly servedAtMs: number | null;
  readonly appeal: {
    readonly by: Role;
    readonly atMs: number;
    readonly decided: { readonly atMs: number; readonly result: 'allowed' | 'dismissed' } | null;
  } | null;
  readonly changeAsked: { readonly what: Change; readonly by: Role; readonly atMs: number } | null;
  readonly withdrawnAtMs: number | null;
  /** The matter is over: nothing more can be asked in it. */
  readonly closedAtMs: number | null;
  readonly measures: readonly OrderedMeasure[];
  readonly offers: readonly Offer[];
}

export type Stage = 'asked' | 'filed' | 'imposed' | 'decided' | 'closed';

export function stageOf(proceeding: Proceeding): Stage {
  if (proceeding.closedAtMs !== null) return 'closed';
  if (proceeding.decision !== null) return 'decided';
  if (proceeding.imposed !== null) return 'imposed';
  return proceeding.filed !== null ? 'filed' : 'asked';
}

/** The first instant at which the measure holds no more, by what is known now; null: no end is set. */
export function endOfMeasure(proceeding: Proceeding, measure: OrderedMeasure): number | null {
  const ends = [measure.untilMs, measure.ended?.atMs ?? null, lapseWithoutApproval(proceeding, measure)];
  const known = ends.filter((end) => end !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** An imposed measure ends by itself when nobody asked for its approval in time. */
export function lapseWithoutApproval(proceeding: Proceeding, measure: OrderedMeasure): number | null {
  if (measure.by !== 'imposed' || proceeding.imposed === null || proceeding.approvalAskedAtMs !== null) return null;
  return proceeding.imposed.approvalDueMs;
}

// INVARIANT: whether a measure holds is asked of this alone, each time anew; nothing has to be switched off when it ends (I-5).
export function isInForce(proceeding: Proceeding, measure: OrderedMeasure, atMs: number): boolean {
  const end = endOfMeasure(proceeding, measure);
  return measure.fromMs !== null && measure.fromMs <= atMs && !measure.isSuspended && (end === null || atMs < end);
}
