/**
 * The hub of open streams: who is connected, which streams show which pair, and what makes them move - inputs, warnings,
 * orders that end, parts that fail, time. Warnings wait for nothing; pictures fail toward refusing (`picture.ts`); an order
 * that ended is withdrawn in the same turn of the event loop.
 */
import type { IncidentId, OrderId, PairId, PersonId } from '../core/ids.ts';
import { Congestion } from './backpressure.ts';
import { inForce, type LiveDeps, type LiveViewer, type Warning } from './deps.ts';
import { Drawing } from './drawing.ts';
import { Facts, type IncidentFact } from './facts.ts';
import { type ClosingCause, GrantBook } from './grants.ts';
import { LIMITS } from './limits.ts';
import { Refusals } from './refusals.ts';
import { Memories } from './resume.ts';
import { newSlot, type Slot, SlotIndex } from './slot.ts';
import { CLOSE, type LiveSocket } from './socket.ts';
import { Stream, type StreamEvents } from './stream.ts';
import { OrderTimers } from './timers.ts';
import { makeRoom, noteUnproven } from './unproven.ts';
import { Warnings } from './warnings.ts';

const TROUBLE_PARTS = ['database', 'engine', 'disclosure', 'reports', 'warnings', 'log'] as const;
export type TroublePart = (typeof TROUBLE_PARTS)[number];

export interface LiveStats {
  readonly streams: number;
  readonly slots: number;
  readonly picturesDrawn: number;
  readonly closingsDropped: number;
}

export class LiveHub {
  readonly #deps: LiveDeps;
  readonly #book: GrantBook;
  readonly #drawing: Drawing;
  readonly #refusals: Refusals;
  readonly #warnings: Warnings;
  readonly #facts: Facts;
  readonly #congestion: Congestion;
  readonly #timers: OrderTimers;
  readonly #memories = new Memories();
  /** Sessions that ended of late, and when. */
  readonly #ended = new Map<string, number>();
  readonly #events: StreamEvents;

  readonly #streams = new Set<Stream>();
  readonly #byPerson = new Map<PersonId, Set<Stream>>();
  readonly #slots = new SlotIndex();
  readonly #troubles = new Map<TroublePart, number>();
  /** By which policies streams were asked. */
  #policies: number;

  #closed = false;
  readonly #cancels = new Map<string, () => void>();

  constructor(deps: LiveDeps) {
    this.#deps = deps;
    this.#policies = deps.policiesOf(deps.clock.nowMs());
    this.#book = new GrantBook({ ...deps, store: deps.grantStore });
    this.#refusals = new Refusals(deps);
    this.#warnings = new Warnings(deps, this.#memories);
    this.#facts = new Facts(deps);
    this.#congestion = new Congestion(deps.setTimer, (slot) => this.#drawing.mark(slot));
    this.#drawing = new Drawing(deps, this.#book, this.#congestion, this.#refusals, {
      orderOver: (slot) => this.#withdraw(slot, 'no-order', 'order-ended'),
      withdrawn: (slot) => tellWithdrawn(slot.stream, slot.pairId, 'refused', deps.clock.nowMs()),
      trouble: (stream) => this.#tellRefused(stream),
    });
    this.#timers = new OrderTimers(deps, (orderId) => this.#orderDue(orderId));
    this.#events = {
      resume: (stream, lastSeq) => this.#resume(stream, lastSeq),
      displayed: (stream, warningId) => this.#warnings.displayed(stream, warningId),
      closed: (stream) => this.#detach(stream),
      nowMs: () => deps.clock.nowMs(),
    };
    this.#every('heartbeat', LIMITS.heartbeatMs, (nowMs) => this.#heartbeat(nowMs));
    this.#every('sweep', LIMITS.sweepMs, (nowMs) => this.#sweep(nowMs));
  }

  /** Closes the grants that a crash left open; before the first stream. Rejects when the database does not answer. */
  async start(): Promise<number> {
    return this.#deps.grantStore.closeLeftOpen(this.#deps.clock.nowMs());
  }

  /** Takes over an accepted WebSocket of a signed-in viewer. Nothing is sent before the client's `resume`. */
  attach(socket: LiveSocket, viewer: LiveViewer): void {
    // HAZARD H-102: the session was read as open, and ended while the connection was being made.
    if (this.#ended.has(viewer.sessionId)) {
      socket.close(CLOSE.sessionEnded, 'session ended');
      return;
    }
    const open = this.#byPerson.get(viewer.personId) ?? new Set<Stream>();
    if (this.#closed || this.#streams.size >= LIMITS.streamsMax) {
      socket.close(CLOSE.tryLater, 'no room');
      return;
    }
    if (!makeRoom(open, viewer)) {
      socket.close(CLOSE.tooMany, 'no room beside others');
      return;
    }
    const nowMs = this.#deps.clock.nowMs();
    const memory = this.#memories.of(viewer.personId, nowMs);
    const stream = new Stream(viewer, memory, socket, this.#events);
    memory.streams += 1;
    this.#streams.add(stream);
    open.add(stream);
    this.#byPerson.set(viewer.personId, open);
  }

  /** After each committed batch: pairs whose picture may have changed. */
  onInputs(changedPairIds: Iterable<PairId>): void {
    for (const pairId of changedPairIds) {
      for (const slot of this.#slots.ofPair(pairId)) this.#drawing.mark(slot);
    }
  }

  /** Time alone went on: pictures that no input has drawn of late are drawn again, for a side that is silent. */
  onTick(): void {
    const nowMs = this.#deps.clock.nowMs();
    for (const stream of this.#streams) {
      for (const slot of stream.slots.values()) {
        if (nowMs - slot.sentAtMs >= LIMITS.pictureAgesMs) this.#drawing.mark(slot);
      }
    }
  }

  /** Sends at once to the open streams of the recipients, whatever the state of database, grants and network. */
  onWarning(warning: Warning & { readonly recipients: readonly PersonId[] }): void {
    const { recipients, ...told } = warning;
    for (const personId of recipients) this.#warnings.warn(personId, told, this.#byPerson.get(personId));
  }

  /** To the officers of the incident's agency: `agencyId` null is all officers. */
  onQueueChanged(incidentId: IncidentId, agencyId: string | null = null): void {
    const nowMs = this.#deps.clock.nowMs();
    for (const stream of this.#streams) {
      if (!stream.ready || stream.viewer.kind !== 'officer') continue;
      if (agencyId !== null && stream.viewer.agencyId !== agencyId) continue;
      const seq = stream.send('queue-changed', `,"incidentId":"${incidentId}"`, nowMs);
      stream.memory.incidentChanged(incidentId, seq);
    }
  }

  /** An officer acted on an incident of the pair: its protected side hears that and when. */
  onActed(fact: IncidentFact): void {
    this.#facts.tell(fact, this.#slots.ofPair(fact.pairId));
  }

  /** A part failed (`sinceMs`) or is well again (null): said on every stream (I-9). */
  onTrouble(part: TroublePart, sinceMs: number | null): void {
    if (sinceMs === null ? !this.#troubles.has(part) : this.#troubles.has(part)) return;
    if (sinceMs === null) this.#troubles.delete(part);
    else this.#troubles.set(part, sinceMs);
    const nowMs = this.#deps.clock.nowMs();
    for (const stream of this.#streams) {
      if (!stream.ready) continue;
      // A stream's own trouble with disclosure outlasts that of all.
      const ownMs = part === 'disclosure' ? stream.refusedSinceMs : null;
      tellTrouble(stream, part, sinceMs ?? ownMs, nowMs);
    }
  }

  /** While all of disclosure is in trouble, this stream's own is no news. */
  #tellRefused(stream: Stream): void {
    if (this.#troubles.has('disclosure')) return;
    tellTrouble(stream, 'disclosure', stream.refusedSinceMs, this.#deps.clock.nowMs());
  }

  /** Expiry, cancellation, non-indictment: withdraws on every open stream now and closes the grants (I-5). */
  onOrderEnded(orderId: OrderId): void {
    this.#timers.cancel(orderId);
    for (const slot of [...this.#slots.ofOrder(orderId)]) this.#withdraw(slot, 'no-order', 'order-ended');
  }

  /** The order was changed: what its streams may show is decided again in the next turn, whatever else is waited for. */
  onOrderChanged(orderId: OrderId): void {
    for (const slot of this.#slots.ofOrder(orderId)) this.#drawing.mark(slot);
  }

  /** Somebody's undertaking, or wish to see, changed: decided again in the next turn. */
  onViewingChanged(pairIds: Iterable<PairId>): void {
    this.onSharingChanged(pairIds);
  }

  /** Somebody began or stopped sharing where they are: decided again in the next turn, whatever else is waited for. */
  onSharingChanged(pairIds: Iterable<PairId>): void {
    for (const pairId of pairIds) {
      for (const slot of this.#slots.ofPair(pairId)) {
        slot.dueMs = 0;
        this.#drawing.mark(slot);
      }
    }
  }

  /** Orders or pairs were added, prolonged or moved: every open stream gets the pairs it should have. */
  onPairsChanged(): void {
    for (const stream of this.#streams) this.#syncAgain(stream);
  }

  /** A phone of theirs was locked or opened, or they take part or do no longer: no other stream has another answer for it. */
  onGateChanged(personId: PersonId): void {
    for (const stream of this.#byPerson.get(personId) ?? []) this.#syncAgain(stream);
  }

  #syncAgain(stream: Stream): void {
    if (!stream.ready) return;
    const wasEmpty = stream.slots.size === 0;
    this.#syncPairs(stream);
    // What was kept from a locked phone.
    if (wasEmpty && stream.slots.size > 0) void this.#facts.resume(stream);
  }

  /** The session was revoked: its streams end now. */
  endSession(sessionId: string): void {
    this.#ended.set(sessionId, this.#deps.clock.nowMs());
    for (const stream of [...this.#streams]) {
      if (stream.viewer.sessionId === sessionId) stream.close(CLOSE.sessionEnded, 'session ended');
    }
  }

  stats(): LiveStats {
    return {
      streams: this.#streams.size,
      slots: this.#slots.size,
      picturesDrawn: this.#drawing.drawn,
      closingsDropped: this.#book.dropped,
    };
  }

  /** Closes every stream and writes the closings. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const cancel of this.#cancels.values()) cancel();
    this.#timers.stop();
    this.#congestion.stop();
    for (const stream of [...this.#streams]) stream.close(CLOSE.goingAway, 'server stops');
    await this.#book.stop();
  }

  #resume(stream: Stream, lastSeq: number | null): void {
    const nowMs = this.#deps.clock.nowMs();
    const { viewer, memory } = stream;
    const resumed = memory.covers(lastSeq);
    stream.ready = true;
    stream.send(
      'hello',
      `,"viewer":{"kind":"${viewer.kind}","personId":"${viewer.personId}"},"proven":${viewer.isProven},"exercise":${viewer.exercise},"mark":"${this.#deps.markOf(viewer, nowMs)}","heartbeatMs":${LIMITS.heartbeatMs},"resumed":${resumed}`,
      nowMs,
    );
    // Also of what is well: a screen that resumes still shows the troubles of before.
    for (const part of TROUBLE_PARTS) {
      const sinceMs = this.#troubles.get(part) ?? null;
      if (resumed || sinceMs !== null) tellTrouble(stream, part, sinceMs, nowMs);
    }
    this.#warnings.resume(stream);
    void this.#facts.resume(stream);
    if (resumed && lastSeq !== null) {
      for (const incidentId of memory.incidentsSince(lastSeq)) {
        stream.send('queue-changed', `,"incidentId":"${incidentId}"`, nowMs);
      }
    }
    this.#syncPairs(stream);
    // What the screen may still show from before, and should not.
    for (const pairId of memory.pairs) {
      if (!stream.slots.has(pairId))
        tellWithdrawn(stream, pairId, this.#stands(pairId) ? 'refused' : 'no-order', nowMs);
    }
  }

  // HAZARD H-560: a locked phone that comes back is told that there is no order, and drops the warning it was just sent
  #stands(pairId: PairId): boolean {
    const standing = this.#deps.orderOf(pairId);
    return standing !== null && inForce(standing, this.#deps.clock.nowMs());
  }

  #syncPairs(stream: Stream): void {
    const nowMs = this.#deps.clock.nowMs();
    const { pairIds, isUndecided } = this.#deps.pairsOf(stream.viewer);
    const wanted = new Set(pairIds.slice(0, LIMITS.pairsPerStreamMax));
    // HAZARD H-553: what access could not decide is kept back, and looks like calm.
    if (stream.setRefused('access', isUndecided, nowMs)) this.#tellRefused(stream);
    for (const slot of [...stream.slots.values()]) {
      if (wanted.has(slot.pairId)) continue;
      // A phone that is locked, or a desk that was left, shows nothing though the order stands.
      this.#withdraw(slot, 'refused', this.#stands(slot.pairId) ? 'locked' : 'order-ended');
    }
    for (const pairId of wanted) {
      const standing = this.#deps.orderOf(pairId);
      if (standing === null || !inForce(standing, nowMs)) continue;
      this.#timers.arm(standing.orderId, standing.untilMs);
      if (!stream.slots.has(pairId)) this.#addSlot(newSlot(stream, pairId, standing.orderId));
    }
  }

  #addSlot(slot: Slot): void {
    this.#slots.add(slot);
    this.#drawing.mark(slot);
  }

  #removeSlot(slot: Slot, cause: ClosingCause): void {
    if (slot.removed !== null) return;
    this.#slots.remove(slot, cause);
    this.#drawing.release(slot, cause);
  }

  #withdraw(slot: Slot, statement: 'no-order' | 'refused', cause: ClosingCause): void {
    this.#removeSlot(slot, cause);
    tellWithdrawn(slot.stream, slot.pairId, statement, this.#deps.clock.nowMs());
  }

  #detach(stream: Stream): void {
    if (!this.#streams.delete(stream)) return;
    const ofPerson = this.#byPerson.get(stream.viewer.personId);
    ofPerson?.delete(stream);
    if (ofPerson?.size === 0) this.#byPerson.delete(stream.viewer.personId);
    stream.memory.streams -= 1;
    stream.memory.idleSinceMs = this.#deps.clock.nowMs();
    this.#congestion.forget(stream);
    for (const slot of [...stream.slots.values()]) this.#removeSlot(slot, 'stream-closed');
  }

  #orderDue(orderId: OrderId): void {
    const slot = this.#slots.anyOfOrder(orderId);
    if (slot === undefined) return;
    const standing = this.#deps.orderOf(slot.pairId);
    if (standing === null || !inForce(standing, this.#deps.clock.nowMs())) this.onOrderEnded(orderId);
    else this.#timers.arm(orderId, standing.untilMs);
  }

  #heartbeat(nowMs: number): void {
    this.#beat([...this.#streams], nowMs);
    this.#warnings.retry(this.#streams);
    this.#memories.sweep(nowMs);
    for (const [sessionId, atMs] of this.#ended) if (nowMs - atMs > LIMITS.endedKeptMs) this.#ended.delete(sessionId);
    this.#refusals.sweep(nowMs);
  }

  /** A few streams a turn: what a fix changes is shown in between. */
  #beat(streams: readonly Stream[], nowMs: number): void {
    for (const stream of streams.slice(0, LIMITS.heartbeatsPerTurnMax)) {
      if (stream.closed) continue;
      // HAZARD H-58: a dead connection looks alive
      if (nowMs - stream.lastHeardMs > LIMITS.silentMsMax) stream.cut();
      else if (stream.ready) {
        stream.send('heartbeat', '', nowMs);
        stream.socket.ping();
      } else if (nowMs - stream.openedAtMs > LIMITS.firstFrameMsMax) stream.close(CLOSE.badFrame, 'no first frame');
    }
    const rest = streams.slice(LIMITS.heartbeatsPerTurnMax);
    if (rest.length > 0) this.#deps.soon(() => this.#beat(rest, nowMs));
  }

  #sweep(nowMs: number): void {
    this.#book.sweep(nowMs);
    const policies = this.#deps.policiesOf(nowMs);
    // HAZARD H-567: other policies begin to hold at midnight, and an open stream goes on by those of yesterday.
    const isOtherLaw = policies !== this.#policies;
    this.#policies = policies;
    for (const stream of [...this.#streams]) {
      if (isOtherLaw || stream.isRefused('access')) this.#syncAgain(stream);
      if (nowMs >= stream.viewer.sessionUntilMs) stream.close(CLOSE.sessionEnded, 'session ended');
      noteUnproven(this.#deps, stream, nowMs);
      for (const slot of stream.slots.values()) if (nowMs >= slot.dueMs) this.#drawing.mark(slot);
    }
  }

  #every(name: string, periodMs: number, fn: (nowMs: number) => void): void {
    const run = (): void => {
      if (this.#closed) return;
      fn(this.#deps.clock.nowMs());
      this.#cancels.set(name, this.#deps.setTimer(periodMs, run));
    };
    this.#cancels.set(name, this.#deps.setTimer(periodMs, run));
  }
}

/** The composition root makes one for each shard. */
export function createLiveHub(deps: LiveDeps): LiveHub {
  return new LiveHub(deps);
}

function tellWithdrawn(stream: Stream, pairId: PairId, statement: 'no-order' | 'refused', nowMs: number): void {
  if (!stream.ready || stream.closed) return;
  // What a phone without its key is told says nothing of what the person's other screens still show.
  if (stream.viewer.isProven) stream.memory.pairs.delete(pairId);
  stream.send('withdrawn', `,"pairId":"${pairId}","statement":"${statement}"`, nowMs);
}

function tellTrouble(stream: Stream, part: TroublePart, sinceMs: number | null, nowMs: number): void {
  // HAZARD H-459: a protected person's page must not call itself faulty over what no warning depends on.
  if (part === 'log' && stream.viewer.kind !== 'officer') return;
  stream.send('trouble', `,"part":"${part}","sinceMs":${sinceMs}`, nowMs);
}
