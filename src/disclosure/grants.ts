/**
 * Grants: the right of one viewer to see one side of one pair by one rule, for a minute at most. A grant and its ledger
 * entry are committed before the first frame under it; frames are counted, hashed and placed in the journal's order; closing
 * it writes that down. One writer gathers asks of a few milliseconds into a transaction, so that the law's ledger is whole
 * and the stream is not slowed. Fails toward refusing: no commit, no grant.
 */
import { createHash, type Hash } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { GrantId, OrderId, PairId, PersonId } from '../core/ids.ts';
import type { Level } from '../proximity/types.ts';
import { LIMITS } from './limits.ts';
import type { Target, ViewerKind } from './rule.ts';

export interface GrantAsk {
  readonly viewerKind: ViewerKind;
  readonly viewerId: PersonId;
  readonly pairId: PairId;
  readonly orderId: OrderId;
  readonly target: Target;
  /** Whose place it is. */
  readonly subjectId: PersonId;
  readonly rule: string;
  readonly article: string;
  readonly packVersion: string;
  /** 'band', 'unknown' or 'point:<least radius in metres>'. */
  readonly shown: string;
  /** For which of the pack's uses of a position, by which article. */
  readonly use: { readonly purpose: string; readonly article: string };
  readonly urgency: Urgency;
  /** The order's end: no grant outlives it. */
  readonly orderUntilMs: number;
}

/** The level and, where the law wants the urgency recorded, the numbers on which the rule stood; all coarse. */
export interface Urgency {
  readonly level: Level;
  readonly distanceM: number | null;
  readonly etaS: number | null;
  /** The distance within which the rule holds; null: at every distance. */
  readonly insideM: number | null;
}

export interface GivenRow extends GrantAsk {
  readonly grantId: GrantId;
  readonly givenAtMs: number;
  readonly expiresAtMs: number;
}

export type ClosingCause = 'expired' | 'replaced' | 'stream-closed' | 'order-ended' | 'locked' | 'crashed';

export interface ClosingRow {
  readonly grantId: GrantId;
  readonly closedAtMs: number;
  readonly cause: ClosingCause;
  readonly frames: number;
  readonly firstPosition: number | null;
  readonly lastPosition: number | null;
  readonly framesHash: Buffer;
}

/** Where grants are written (`grants.sql.ts`). */
export interface GrantStore {
  /** Resolves when all rows and their ledger entries are committed, in one transaction. */
  give(rows: readonly GivenRow[]): Promise<void>;
  /** As `give`. A grant that was never committed, or is closed already, is passed over: trying again is safe. */
  close(rows: readonly ClosingRow[]): Promise<void>;
  /** Closes what a crash left open, as 'crashed'; the number of them. */
  closeLeftOpen(nowMs: number): Promise<number>;
}

/** A committed grant in use. */
export interface Grant {
  readonly row: GivenRow;
  frames: number;
  firstPosition: number | null;
  lastPosition: number | null;
  readonly hash: Hash;
  /** What is shown but not hashed yet: hashing in pieces of some kilobytes costs a tenth of hashing each frame. */
  unhashed: string;
  closed: boolean;
}

interface Pending {
  readonly ask: GrantAsk;
  readonly askedAtMs: number;
  /** Null once the asker was told that it was refused. */
  answer: ((grant: Grant | null) => void) | null;
}

export interface GrantDeps {
  readonly clock: Clock;
  /** Runs `fn` once after `delayMs`; the answer cancels it. */
  readonly setTimer: (delayMs: number, fn: () => void) => () => void;
  readonly store: GrantStore;
  readonly newId: () => string;
  readonly logger: { warn(about: object, message: string): void };
}

export class GrantBook {
  readonly #deps: GrantDeps;
  #asks: Pending[] = [];
  #inFlight: Pending[] = [];
  #gathering = false;
  #giving = false;
  /** The last transaction failed: the next one carries a single ask, to find out whether the database is back. */
  #broken = false;
  #closings: ClosingRow[] = [];
  #closingDue = false;
  #closing = false;
  #stopped = false;
  #idle: (() => void)[] = [];
  #cancels = new Set<() => void>();
  dropped = 0;

  constructor(deps: GrantDeps) {
    this.#deps = deps;
  }

  /** The answer comes later, never within this call: a committed grant, or null for a refusal. */
  ask(ask: GrantAsk, answer: (grant: Grant | null) => void): void {
    if (this.#stopped || this.#asks.length >= LIMITS.asksHeldMax) {
      queueMicrotask(() => answer(null));
      return;
    }
    this.#asks.push({ ask, askedAtMs: this.#deps.clock.nowMs(), answer });
    if (this.#giving || this.#gathering) return;
    this.#gathering = true;
    this.#after(LIMITS.grantGatherMs, () => {
      this.#gathering = false;
      void this.#giveBatch();
    });
  }

  /** Call before the frame is sent. `position`: the engine's last input; `shown`: the JSON of what the grant allows. */
  record(grant: Grant, position: number, shown: string): void {
    grant.frames += 1;
    grant.firstPosition ??= position;
    grant.lastPosition = position;
    grant.unhashed += `${shown}\n`;
    if (grant.unhashed.length < LIMITS.unhashedCharactersMax) return;
    grant.hash.update(grant.unhashed);
    grant.unhashed = '';
  }

  close(grant: Grant, cause: ClosingCause): void {
    if (grant.closed) return;
    grant.closed = true;
    this.#enqueueClosing({
      grantId: grant.row.grantId,
      closedAtMs: this.#deps.clock.nowMs(),
      cause,
      frames: grant.frames,
      firstPosition: grant.firstPosition,
      lastPosition: grant.lastPosition,
      framesHash: grant.hash.update(grant.unhashed).digest(),
    });
  }

  // HAZARD H-66: a database that hangs freezes the screen
  /** Tells askers who have waited too long that they are refused. */
  sweep(nowMs: number): void {
    for (const pending of this.#inFlight) this.#refuseLate(pending, nowMs);
    for (const pending of this.#asks) this.#refuseLate(pending, nowMs);
  }

  /** Writes the closings that are due and takes no more asks. Resolves also when the database does not take them. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const pending of this.#asks.splice(0)) answerOnce(pending, null);
    if (this.#giving || this.#closing) await new Promise<void>((resolve) => this.#idle.push(resolve));
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
    if (this.#closings.length > 0) await this.#closeBatch(Number.POSITIVE_INFINITY);
  }

  #refuseLate(pending: Pending, nowMs: number): void {
    if (pending.answer !== null && nowMs - pending.askedAtMs >= LIMITS.grantAnswerMsMax) answerOnce(pending, null);
  }

  async #giveBatch(): Promise<void> {
    if (this.#giving || this.#asks.length === 0) return;
    this.#giving = true;
    const batch = this.#asks.splice(0, this.#broken ? 1 : LIMITS.grantsPerTransactionMax);
    this.#inFlight = batch;
    const givenAtMs = this.#deps.clock.nowMs();
    const rows: GivenRow[] = [];
    const askers: Pending[] = [];
    for (const pending of batch) {
      const expiresAtMs = Math.min(givenAtMs + LIMITS.grantMsMax, pending.ask.orderUntilMs);
      // Refused too late, or the order ended while it waited: nothing to give.
      if (pending.answer === null || expiresAtMs <= givenAtMs) {
        answerOnce(pending, null);
        continue;
      }
      rows.push({ ...pending.ask, grantId: this.#deps.newId() as GrantId, givenAtMs, expiresAtMs });
      askers.push(pending);
    }
    try {
      if (rows.length > 0) await this.#deps.store.give(rows);
      this.#broken = this.#broken && rows.length === 0;
      this.#answer(askers, rows);
    } catch (error) {
      this.#broken = true;
      this.#deps.logger.warn({ grants: rows.length, error: nameOf(error) }, 'grants were not committed');
      for (const pending of [...askers, ...this.#asks.splice(0)]) answerOnce(pending, null);
      // HAZARD H-44: a disclosure is not in the ledger, or twice
      // The commit may have happened although its answer was lost: a closing without frames settles that.
      for (const row of rows) this.close(unused(row), 'crashed');
    } finally {
      this.#giving = false;
      this.#inFlight = [];
      this.#tellIdle();
      if (this.#asks.length > 0) void this.#giveBatch();
    }
  }

  #answer(askers: readonly Pending[], rows: readonly GivenRow[]): void {
    askers.forEach((pending, i) => {
      const grant = unused(rows[i]!);
      if (pending.answer === null) this.close(grant, 'stream-closed');
      else answerOnce(pending, grant);
    });
  }

  #enqueueClosing(row: ClosingRow): void {
    if (this.#closings.length >= LIMITS.closingsHeldMax) {
      // The next start closes it as crashed: the ledger loses a count, not a disclosure.
      this.dropped += 1;
      return;
    }
    this.#closings.push(row);
    this.#scheduleClosing(LIMITS.closingGatherMs);
  }

  #scheduleClosing(delayMs: number): void {
    if (this.#closingDue || this.#closing || this.#stopped) return;
    this.#closingDue = true;
    this.#after(delayMs, () => {
      this.#closingDue = false;
      void this.#closeBatch(LIMITS.closingsPerTransactionMax);
    });
  }

  async #closeBatch(most: number): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    let again: number = LIMITS.closingGatherMs;
    const batch = this.#closings.slice(0, most);
    try {
      await this.#deps.store.close(batch);
      this.#closings.splice(0, batch.length);
    } catch (error) {
      again = LIMITS.closingRetryMs;
      this.#deps.logger.warn({ closings: this.#closings.length, error: nameOf(error) }, 'grants wait to be closed');
    } finally {
      this.#closing = false;
      this.#tellIdle();
      if (this.#closings.length > 0) this.#scheduleClosing(again);
    }
  }

  #tellIdle(): void {
    if (this.#giving || this.#closing) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #after(delayMs: number, fn: () => void): void {
    const cancel = this.#deps.setTimer(delayMs, () => {
      this.#cancels.delete(cancel);
      fn();
    });
    this.#cancels.add(cancel);
  }
}

function answerOnce(pending: Pending, grant: Grant | null): void {
  const answer = pending.answer;
  pending.answer = null;
  answer?.(grant);
}

function unused(row: GivenRow): Grant {
  return {
    row,
    frames: 0,
    firstPosition: null,
    lastPosition: null,
    hash: createHash('sha256'),
    unhashed: '',
    closed: false,
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
