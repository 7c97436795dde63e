/**
 * Temporary removal of a device and custody of a wearer: what may be asked for, approved, recorded and ended. Pure. Fails
 * toward refusing; a period that was not ended is over by itself at its time, so that alarms come back.
 */
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { DAY_MS, MINUTE_MS } from '../core/time.ts';
import type { Custody, Removal } from './absence.ts';
import { type Life, stateAt } from './life.ts';

/** A removal is for a treatment or a swap; longer than this, custody or a new order is meant. */
export const REMOVAL_MS_MAX = 30 * DAY_MS;
/** Asked for ahead by at most so much, and written down after the fact by at most so little. */
const AHEAD_MS_MAX = 90 * DAY_MS;
const BEHIND_MS_MAX = 10 * MINUTE_MS;
/** Custody is often heard of late. */
const CUSTODY_BEHIND_MS_MAX = 7 * DAY_MS;

export interface Period {
  readonly fromMs: number;
  readonly untilMs: number;
}

export function decideRemovalRequest(
  life: Life,
  open: Removal | null,
  period: Period,
  reason: Removal['reason'],
  words: string | null,
  nowMs: number,
): Outcome<'requested', Refusal> {
  const state = stateAt(life, nowMs);
  if (state !== 'fitted' && state !== 'carried') {
    return refuse('conflict', 'Only a device that somebody wears or carries is taken off for a time.');
  }
  if (open !== null) return refuse('conflict', 'A removal of this device is asked for or approved already.');
  if (reason === 'other' && (words ?? '').trim() === '') return refuse('words-needed', 'Say in words why.');
  const { fromMs, untilMs } = period;
  if (untilMs <= fromMs || untilMs <= nowMs) return refuse('invalid', 'It ends after it begins, and not in the past.');
  if (fromMs < nowMs - BEHIND_MS_MAX) return refuse('invalid', 'A removal is not asked for after it began.');
  if (fromMs > nowMs + AHEAD_MS_MAX) return refuse('out-of-bounds', 'That is too far ahead.');
  if (untilMs - fromMs > REMOVAL_MS_MAX) return refuse('out-of-bounds', 'A removal lasts at most 30 days.');
  return ok('requested');
}

// HAZARD H-130: whoever asks for a removal approves it as well, and a strap comes off on one person's word.
export function decideRemoval(
  removal: Removal,
  decidedBy: string,
  decision: 'approved' | 'refused',
  nowMs: number,
): Outcome<'decided', Refusal> {
  if (removal.decision !== null || removal.endedAtMs !== null) return refuse('conflict', 'This is decided already.');
  if (decidedBy === removal.requestedBy) {
    return refuse('forbidden', 'Another person than the one who asked decides on a removal.');
  }
  if (decision === 'approved' && removal.untilMs <= nowMs) return refuse('conflict', 'Its time is over: ask anew.');
  return ok('decided');
}

export function decideRemovalEnd(removal: Removal): Outcome<'ended', Refusal> {
  if (removal.decision !== 'approved') return refuse('conflict', 'Only an approved removal is ended.');
  if (removal.endedAtMs !== null) return refuse('conflict', 'This removal is ended already.');
  return ok('ended');
}

export function decideCustody(
  open: Custody | null,
  period: { readonly fromMs: number; readonly untilMs: number | null },
  reason: Custody['reason'],
  words: string | null,
  nowMs: number,
): Outcome<'recorded', Refusal> {
  if (open !== null && isRunning(open, nowMs))
    return refuse('conflict', 'A custody of this person is recorded already.');
  if (reason === 'other' && (words ?? '').trim() === '') return refuse('words-needed', 'Say in words why.');
  const { fromMs, untilMs } = period;
  if (fromMs < nowMs - CUSTODY_BEHIND_MS_MAX) return refuse('out-of-bounds', 'That is too long ago.');
  if (fromMs > nowMs + BEHIND_MS_MAX) return refuse('invalid', 'Custody is recorded when it has begun.');
  if (untilMs !== null && untilMs <= Math.max(fromMs, nowMs)) {
    return refuse('invalid', 'It ends after it begins, and not in the past.');
  }
  return ok('recorded');
}

export function isRunning(custody: Custody, nowMs: number): boolean {
  return custody.endedAtMs === null && (custody.untilMs === null || nowMs < custody.untilMs);
}

/** What covers a wearer: their device alarms are suppressed by design while it lasts. */
export interface Cover {
  readonly reason: 'custody' | 'removal';
  /** Null: for as long as nobody ends it. */
  readonly untilMs: number | null;
}

// HAZARD H-131: a period that is over, or was never approved, goes on hiding alarms.
/** The cover that holds now, the longest of them; null when none does. Neither asking nor a time gone by covers. */
export function coverAt(removals: readonly Removal[], custodies: readonly Custody[], nowMs: number): Cover | null {
  const covers: Cover[] = [
    ...custodies
      .filter((one) => one.fromMs <= nowMs && isRunning(one, nowMs))
      .map(({ untilMs }) => ({ reason: 'custody' as const, untilMs })),
    ...removals
      .filter(
        (one) => one.decision === 'approved' && one.endedAtMs === null && one.fromMs <= nowMs && nowMs < one.untilMs,
      )
      .map(({ untilMs }) => ({ reason: 'removal' as const, untilMs })),
  ];
  const end = (cover: Cover): number => cover.untilMs ?? Number.POSITIVE_INFINITY;
  return covers.reduce<Cover | null>((best, one) => (best === null || end(one) > end(best) ? one : best), null);
}
