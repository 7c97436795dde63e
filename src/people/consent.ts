/**
 * Whether somebody shares where they are, as a record of acts and what follows from it at an instant. Pure. Fails toward not
 * keeping: without a record, or while it is paused, nothing is shared.
 */
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { HOUR_MS } from '../core/time.ts';
import { CONSENT_TEXT, type ConsentActKind } from './contract.ts';

export interface ConsentAct {
  /** 1, 2, …: in the order in which they were done. */
  readonly number: number;
  readonly atMs: number;
  readonly act: ConsentActKind;
  readonly textVersion: string;
  /** Of a pause: when it ends by itself; null: not before the person says so. Null for all others. */
  readonly untilMs: number | null;
}

export type Sharing =
  | { readonly kind: 'never' }
  | { readonly kind: 'shared'; readonly sinceMs: number }
  | { readonly kind: 'paused'; readonly sinceMs: number; readonly untilMs: number | null }
  | { readonly kind: 'withdrawn'; readonly sinceMs: number };

/** What holds now: the last act counts, also when the clock was put back behind it. */
export function sharingNow(acts: readonly ConsentAct[], nowMs: number): Sharing {
  return sharingAt(acts, Math.max(nowMs, acts.at(-1)?.atMs ?? nowMs));
}

/** `acts`: ascending by number, and so by time. A pause with an end is over by itself. */
export function sharingAt(acts: readonly ConsentAct[], atMs: number): Sharing {
  const last = acts.findLast((act) => act.atMs <= atMs);
  if (last === undefined) return { kind: 'never' };
  if (last.act === 'withdrawn') return { kind: 'withdrawn', sinceMs: last.atMs };
  if (last.act !== 'paused') return { kind: 'shared', sinceMs: last.atMs };
  if (last.untilMs !== null && atMs >= last.untilMs) return { kind: 'shared', sinceMs: last.untilMs };
  // A pause that was made longer began where it first began.
  const first = acts.findLast((act, i) => act.act === 'paused' && acts[i - 1]?.act !== 'paused' && act.atMs <= atMs);
  return { kind: 'paused', sinceMs: first?.atMs ?? last.atMs, untilMs: last.untilMs };
}

/**
 * Whether a place of then may be kept now. HAZARD H-190: both when it was made and when it comes, they must share: a phone sends
 * late what it measured in a pause, and one whose clock is behind calls the present past.
 */
export function mayKeep(acts: readonly ConsentAct[], madeAtMs: number, nowMs: number): boolean {
  return sharingNow(acts, nowMs).kind === 'shared' && sharingAt(acts, Math.min(madeAtMs, nowMs)).kind === 'shared';
}

export interface ConsentRequest {
  readonly act: ConsentActKind;
  readonly textVersion: string;
  readonly untilMs: number | null;
}

export interface ConsentContext {
  readonly sharing: Sharing;
  /** An order in force protects them. */
  readonly isProtected: boolean;
  readonly nowMs: number;
}

const PAUSE_MS_MAX = 36 * HOUR_MS;

/** Withdrawing and pausing are always possible; giving needs an order in force and the text that holds now. */
export function decideConsent(request: ConsentRequest, context: ConsentContext): Outcome<'act' | 'nothing', Refusal> {
  const { sharing, isProtected, nowMs } = context;
  const { act, untilMs } = request;
  switch (act) {
    case 'given':
      if (sharing.kind === 'shared') return ok('nothing');
      if (!isProtected) return refuse('forbidden', 'No order is in force: nothing is shared without one.');
      if (request.textVersion !== CONSENT_TEXT) return refuse('conflict', 'The text has changed: read it again.');
      return ok('act');
    case 'paused':
      if (sharing.kind !== 'shared' && sharing.kind !== 'paused')
        return refuse('conflict', 'Nothing is shared: there is nothing to pause.');
      if (untilMs !== null && (untilMs <= nowMs || untilMs > nowMs + PAUSE_MS_MAX))
        return refuse('invalid', 'A pause ends within a day and a half, or when it is ended.');
      return ok('act');
    case 'resumed':
      if (sharing.kind === 'shared') return ok('nothing');
      return sharing.kind === 'paused' ? ok('act') : refuse('conflict', 'There is no pause to end.');
    case 'withdrawn':
      return ok(sharing.kind === 'never' || sharing.kind === 'withdrawn' ? 'nothing' : 'act');
  }
}
