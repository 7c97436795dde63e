/**
 * Which pictures are drawn when: changes of one turn of the event loop are gathered, the protected side goes before the
 * centre, and a turn draws only so many. Fails toward refusing: what cannot be drawn is withdrawn from the screen and
 * reported, and the other pairs go on.
 */
import type { PairId } from '../core/ids.ts';
import type { PairView } from '../proximity/types.ts';
import type { Congestion } from './backpressure.ts';
import { inForce, type LiveDeps } from './deps.ts';
import type { ClosingCause, GrantBook } from './grants.ts';
import { LIMITS } from './limits.ts';
import { Pictures } from './picture.ts';
import type { Refusals } from './refusals.ts';
import type { Slot } from './slot.ts';
import type { Stream } from './stream.ts';

interface DrawingEvents {
  /** The order is no longer in force: the slot goes. */
  orderOver(slot: Slot): void;
  /** Nothing can be said of the pair: the screen must drop what it shows. */
  withdrawn(slot: Slot): void;
  /** Something on this stream is refused because a part failed, or nothing any more. */
  trouble(stream: Stream): void;
}

/** The last view of a turn; streams that show the same pair mostly stand next to each other. */
interface Seen {
  pairId: PairId | null;
  view: PairView | null;
}

export class Drawing {
  readonly #deps: LiveDeps;
  readonly #pictures: Pictures;
  readonly #congestion: Congestion;
  readonly #refusals: Refusals;
  readonly #events: DrawingEvents;
  readonly #first = new Set<Slot>();
  readonly #rest = new Set<Slot>();
  #scheduled = false;
  /** Pictures drawn, sent or found unchanged. */
  drawn = 0;

  constructor(deps: LiveDeps, book: GrantBook, congestion: Congestion, refusals: Refusals, events: DrawingEvents) {
    this.#deps = deps;
    this.#congestion = congestion;
    this.#refusals = refusals;
    this.#events = events;
    this.#pictures = new Pictures(deps, book, {
      redraw: (slot) => this.mark(slot),
      refused: (slot, target, cause) => refusals.report(slot, target, cause),
      trouble: (stream) => events.trouble(stream),
    });
  }

  mark(slot: Slot): void {
    if (slot.removed !== null) return;
    (slot.stream.viewer.kind === 'officer' ? this.#rest : this.#first).add(slot);
    this.#schedule();
  }

  release(slot: Slot, cause: ClosingCause): void {
    this.#first.delete(slot);
    this.#rest.delete(slot);
    this.#pictures.release(slot, cause);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#deps.soon(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    let left: number = LIMITS.picturesPerTurnMax;
    const seen: Seen = { pairId: null, view: null };
    for (const queue of [this.#first, this.#rest]) {
      for (const slot of queue) {
        if (left === 0) break;
        left -= 1;
        queue.delete(slot);
        this.#tryDraw(slot, seen);
      }
    }
    if (this.#first.size + this.#rest.size > 0) this.#schedule();
  }

  // HAZARD H-65: one broken pair silences the others
  #tryDraw(slot: Slot, seen: Seen): void {
    const nowMs = this.#deps.clock.nowMs();
    try {
      this.#draw(slot, seen, nowMs);
    } catch (error) {
      this.#deps.logger.warn({ pairId: slot.pairId, error: nameOf(error) }, 'a picture could not be drawn');
      this.#refusals.report(slot, null, 'failed');
      this.#withdraw(slot, nowMs);
    }
  }

  #draw(slot: Slot, seen: Seen, nowMs: number): void {
    const { stream } = slot;
    this.#pictures.expire(slot, nowMs);
    if (slot.removed !== null || stream.closed || this.#congestion.holds(slot, nowMs)) return;
    const standing = this.#deps.orderOf(slot.pairId);
    if (standing === null || !inForce(standing, nowMs)) {
      this.#events.orderOver(slot);
      return;
    }
    if (seen.pairId !== slot.pairId) {
      seen.pairId = slot.pairId;
      seen.view = this.#viewOf(slot.pairId, nowMs);
    }
    const view = seen.view;
    if (view === null) {
      this.#refusals.report(slot, null, 'no-view');
      this.#withdraw(slot, nowMs);
      return;
    }
    const nextMs = slot.sentAtMs + this.#deps.pictureIntervalMs[stream.viewer.kind];
    if (nowMs < nextMs && view.level === slot.level && nowMs < slot.dueMs) {
      slot.dueMs = Math.min(slot.dueMs, nextMs);
      return;
    }
    this.drawn += 1;
    this.#pictures.push(slot, standing, view, nowMs);
  }

  #viewOf(pairId: PairId, nowMs: number): PairView | null {
    try {
      const view = this.#deps.pairView(pairId, nowMs);
      return view !== null && Number.isFinite(view.levelSinceMs) && Number.isFinite(view.lastPosition) ? view : null;
    } catch (error) {
      this.#deps.logger.warn({ pairId, error: nameOf(error) }, 'no view of a pair');
      return null;
    }
  }

  /** Once, until a picture was sent again; tried again after a while. */
  #withdraw(slot: Slot, nowMs: number): void {
    slot.dueMs = nowMs + LIMITS.askAgainMs;
    if (slot.withdrawn) return;
    slot.withdrawn = true;
    slot.sentBody = '';
    this.#events.withdrawn(slot);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
