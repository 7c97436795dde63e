/**
 * When the engine's state is stored: every few minutes, soon after somebody was unbound, and at a graceful stop.
 * Fails toward forgetting: what cannot be replaced does not outlive its time, and a start without a snapshot reads a window of
 * the journal instead, and says so.
 */
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../ingest/limits.ts';
import type { SnapshotHead, SnapshotStore } from '../ingest/snapshots.ts';
import type { Shard } from './shard.ts';

export interface SnapshotsDeps {
  readonly clock: Clock;
  readonly everyMs: number;
  readonly shard: Pick<Shard, 'capture' | 'isRecordedUpTo' | 'position' | 'recorded' | 'unboundAt'>;
  readonly store: Pick<SnapshotStore, 'newKey' | 'put' | 'keep'>;
  onStored(head: SnapshotHead): void;
  /** The state could not be taken or stored; it is tried again. */
  onFailed(error: unknown): void;
  /** Resolves after the delay, or at once when stopping. */
  sleep(ms: number): Promise<void>;
}

export class Snapshots {
  readonly #deps: SnapshotsDeps;
  /** Those that a start could use, newest first. */
  #held: readonly SnapshotHead[] = [];
  #triedAtMs = Number.NEGATIVE_INFINITY;
  #turn: Promise<void> = Promise.resolve();

  constructor(deps: SnapshotsDeps) {
    this.#deps = deps;
  }

  /** What this start found usable; all others go with the first that is stored. */
  beginWith(heads: readonly SnapshotHead[]): void {
    this.#held = heads;
  }

  /** Stores the state when it is time. Never rejects. */
  run(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#isDue()) return;
      this.#triedAtMs = this.#deps.clock.nowMs();
      try {
        await this.#take();
      } finally {
        await this.#dropOld();
      }
    });
  }

  /** Stores the state as it is at the end, so that the next start has nothing to read again. Never rejects. */
  takeLast(): Promise<void> {
    return this.#inTurn(() => this.#take());
  }

  /** One at a time: each decides by what the one before left. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch((error: unknown) => this.#deps.onFailed(error));
    return this.#turn;
  }

  #isDue(): boolean {
    const { clock, everyMs } = this.#deps;
    const nowMs = clock.nowMs();
    const newest = this.#held[0];
    if (!hasPassed(nowMs - this.#triedAtMs, Math.min(LIMITS.snapshotGapMs, everyMs))) return false;
    return newest === undefined || this.#holdsUnbound(newest) || hasPassed(nowMs - newest.takenAtMs, everyMs);
  }

  /** Somebody whom no order binds any more, or a place that no order names. */
  #holdsUnbound(head: SnapshotHead): boolean {
    return head.position < this.#deps.shard.unboundAt;
  }

  async #take(): Promise<void> {
    const { clock, shard, store, sleep } = this.#deps;
    if (shard.position === 0) return;
    const takenAtMs = clock.nowMs();
    const key = await store.newKey(takenAtMs);
    const { position, bytes } = shard.capture();
    // HAZARD H-111: what a snapshot has seen is not found again by the start that uses it, so it is to be recorded before.
    await Promise.race([shard.recorded(), sleep(LIMITS.snapshotWaitMs)]);
    if (!(await shard.isRecordedUpTo(position))) throw new Error('findings still wait to be recorded');
    // HAZARD H-113: an older one that holds somebody who was unbound goes with its key, now that this one takes its place.
    const kept = this.#held.filter((head) => !this.#holdsUnbound(head)).slice(0, LIMITS.snapshotsKept - 1);
    const head = await store.put(key, { position, takenAtMs, bytes }, idsOf(kept));
    this.#held = [head, ...kept];
    this.#deps.onStored(head);
  }

  /** What nothing could replace in its time goes all the same. */
  async #dropOld(): Promise<void> {
    const nowMs = this.#deps.clock.nowMs();
    const young = this.#held.filter((head) => nowMs - head.takenAtMs < LIMITS.snapshotKeptMs);
    if (young.length === this.#held.length) return;
    await this.#deps.store.keep(idsOf(young));
    this.#held = young;
  }
}

function idsOf(heads: readonly SnapshotHead[]): number[] {
  return heads.map((head) => head.keyId);
}

/** Whether so much time has passed. A clock that was set back does not keep anything from being done. */
function hasPassed(elapsedMs: number, ms: number): boolean {
  return elapsedMs >= ms || elapsedMs < 0;
}
