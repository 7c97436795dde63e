/**
 * What gives rise to a notice, what an answer to one means, and when one is overdue. Pure. Fails toward telling: what may have been
 * lost is told again, and a notice counts as told only when the other side said that it has it.
 */
import type { ExchangeLimits } from './limits.ts';
import type { Endpoint, Notice, NoticeState } from './notice.ts';
import type { DemandedNotice } from './notice-rules.ts';

/** What monitoring found: as the engine says it, or `health:<alarm>` of a device. */
export interface Found {
  /** 'approach', 'zone', 'device:<event>', 'pattern:<name>', 'health:<alarm>'. */
  readonly kind: string;
  readonly level: string | null;
  readonly previousLevel: string | null;
  /** Of a zone's finding. */
  readonly zone: 'exclusion' | 'inclusion' | null;
}

/** Unknown tells nothing by itself: what follows from silence is a rule of its own. */
const RANKS: Readonly<Record<string, number>> = { clear: 0, unknown: 0, notice: 1, warning: 2, danger: 3 };

function rankOf(level: string | null): number {
  return level === null ? 0 : (RANKS[level] ?? 0);
}

/** Those of the demanded notices that the finding gives rise to. Of two for the same kind that it reaches at once, the graver one. */
export function noticesFor(demanded: readonly DemandedNotice[], found: Found): DemandedNotice[] {
  const reached = demanded.flatMap((one) => {
    const ranks = one.on.flatMap((trigger) => {
      if (trigger.kind !== found.kind || (trigger.zone !== undefined && trigger.zone !== found.zone)) return [];
      if (trigger.level === null) return [1];
      const rank = rankOf(trigger.level);
      return rankOf(found.level) >= rank && rankOf(found.previousLevel) < rank ? [rank] : [];
    });
    return ranks.length === 0 ? [] : [{ one, rank: Math.max(...ranks) }];
  });
  const gravest = Math.max(0, ...reached.map(({ rank }) => rank));
  return reached.filter(({ rank }) => rank === gravest).map(({ one }) => one);
}

/** The occasion, for a notice's key: the same within a while. */
export function occasionOf(atMs: number, limits: Pick<ExchangeLimits, 'againAfterMs'>): number {
  return Math.floor(atMs / limits.againAfterMs);
}

/**
 * `accepted`: they have it. `refused`: this message is no use to them. `gone`: nobody is there any more (410). `failed`: again later, and
 * later than they ask for.
 */
export type Judged =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused' | 'gone'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly afterMs: number };

export function judgeAnswer(status: number, retryAfterMs: number | null): Judged {
  // 409: they have it from before a crash.
  if ((status >= 200 && status < 300) || status === 409) return { kind: 'accepted' };
  if (status === 410) return { kind: 'gone', reason: 'gone' };
  if (status === 400 || status === 413 || status === 415 || status === 422)
    return { kind: 'refused', reason: 'not-taken' };
  // A redirect is not followed: names and numbers go where the endpoint was set up to, and nowhere else.
  const reason = status >= 300 && status < 400 ? 'redirected' : status === 429 ? 'too-many' : 'refused';
  return { kind: 'failed', reason, afterMs: retryAfterMs ?? 0 };
}

/** What becomes of a notice. `nextTryAtMs` null: nothing more is sent. */
export interface Become {
  readonly state: NoticeState;
  readonly nextTryAtMs: number | null;
  readonly deliveredAtMs: number | null;
  readonly receiptDueAtMs: number | null;
  readonly failedAtMs: number | null;
  readonly failReason: string | null;
}

export function afterTry(
  notice: Pick<Notice, 'triedFromMs'>,
  endpoint: Pick<Endpoint, 'kind' | 'expectsReceipt'>,
  judged: Judged,
  wait: { readonly nowMs: number; readonly backoffMs: number },
  limits: ExchangeLimits,
): Become {
  const { nowMs } = wait;
  const nothing = { nextTryAtMs: null, deliveredAtMs: null, receiptDueAtMs: null, failedAtMs: null, failReason: null };
  switch (judged.kind) {
    case 'accepted': {
      const receiptDueAtMs = endpoint.expectsReceipt ? nowMs + limits.receiptWithinMs : null;
      // HAZARD H-344: a file that lies in a folder counts as told, and nobody ever fetched it
      if (endpoint.kind === 'folder') return { ...nothing, state: 'sent', receiptDueAtMs };
      return { ...nothing, state: 'delivered', deliveredAtMs: nowMs, receiptDueAtMs };
    }
    case 'refused':
      return { ...nothing, state: 'failed', failedAtMs: nowMs, failReason: judged.reason };
    case 'gone':
      // The endpoint is stopped; the notice waits for another, or for a person.
      return { ...nothing, state: 'due', nextTryAtMs: nowMs };
    case 'failed': {
      if (nowMs - notice.triedFromMs >= limits.giveUpAfterMs) {
        return { ...nothing, state: 'failed', failedAtMs: nowMs, failReason: judged.reason };
      }
      const waitMs = Math.max(wait.backoffMs, Math.min(judged.afterMs, limits.retryAfterMsMax));
      return { ...nothing, state: 'due', nextTryAtMs: nowMs + waitMs };
    }
  }
}

/** `not-told`: its time is over and nobody is known to have it. `no-receipt`: they have it, and nobody said that it reached somebody. */
export type Overdue = 'not-told' | 'no-receipt' | null;

export function overdueOf(
  { state, dueAtMs, receiptDueAtMs }: Pick<Notice, 'state' | 'dueAtMs' | 'receiptDueAtMs'>,
  nowMs: number,
): Overdue {
  switch (state) {
    case 'received':
      return null;
    case 'delivered':
      return receiptDueAtMs !== null && nowMs >= Math.max(dueAtMs, receiptDueAtMs) ? 'no-receipt' : null;
    case 'due':
    case 'sent':
    case 'failed':
      return nowMs >= dueAtMs ? 'not-told' : null;
  }
}
