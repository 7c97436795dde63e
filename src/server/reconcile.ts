/**
 * Keeps what the engine holds equal to what is in force: at start, when an order changes, and every second, since orders begin
 * and end by themselves. Fails toward refusing: an order that ended is cut from open streams first, and journaled then.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../core/clock.ts';
import type { OrderId } from '../core/ids.ts';
import type { UnnumberedInput } from '../ingest/inputs.ts';
import type { Journal } from '../ingest/journal.ts';
import type { PairSpec, ZoneSpec } from '../proximity/types.ts';
import type { SealFor } from '../safeguards/service.ts';
import type { OrderBook } from './order-book.ts';
import type { Shard } from './shard.ts';

export interface ReconcileDeps {
  readonly clock: Clock;
  readonly book: OrderBook;
  readonly shard: Pick<Shard, 'pairs' | 'zones'>;
  readonly journal: Pick<Journal, 'append'>;
  /** Open streams drop everything of the order, before anything is waited for. */
  onOrderEnded(orderId: OrderId): void;
  /** Open incidents of the order say so. Rejects when it could not be recorded. */
  recordOrderEnded(orderId: OrderId): Promise<void>;
  /** What ended is recorded as an event with its retention clocks, once. Rejects when it could not be. */
  recordEndings(): Promise<void>;
  /** Open incidents of pairs and zones ('pair:<id>') that begin anew with another record of their wearer say what holds now. */
  recordRebound(subjects: ReadonlySet<string>): Promise<void>;
  /** Pairs were bound: open streams get those that they should have. */
  onPairsChanged(): void;
  onError(error: unknown): void;
}

export class Reconciler {
  readonly #deps: ReconcileDeps;
  #running: Promise<void> | null = null;
  #again = false;
  /** Bound to another record of their wearer, and their incidents do not say so yet. */
  readonly #rebound = new Set<string>();
  /** What was wanted, and what the shard held when the two were found equal: comparing many polygons each second takes too long. */
  readonly #equal = new WeakMap<PairSpec | ZoneSpec, PairSpec | ZoneSpec>();

  constructor(deps: ReconcileDeps) {
    this.#deps = deps;
  }

  /** One run at a time; a call during a run makes one more follow. */
  run(): Promise<void> {
    if (this.#running !== null) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#loop().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #loop(): Promise<void> {
    do {
      this.#again = false;
      await this.#try(() => this.#once());
      // Whatever became of engine and streams; and neither of them waits for it.
      await this.#try(() => this.#deps.recordEndings());
    } while (this.#again);
  }

  /** The next second tries again: what is not yet bound, unbound or recorded is still so then. */
  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#deps.onError(error);
    }
  }

  async #once(): Promise<void> {
    const { book, shard, clock } = this.#deps;
    const isNew = await book.catchUp();
    const wanted = book.inForce(clock.nowMs());
    const unbound = [...shard.pairs.values()].filter((pair) => !wanted.pairs.has(pair.pairId));
    const ended = new Set(unbound.map((pair) => pair.orderId));
    for (const orderId of ended) this.#deps.onOrderEnded(orderId);
    // Before the unbinding: if it fails, the pairs are still bound and the next second tries again.
    for (const orderId of ended) await this.#deps.recordOrderEnded(orderId);
    const inputs: Promise<unknown>[] = [];
    for (const { pairId } of unbound) inputs.push(this.#append({ kind: 'unbind-pair', pairId }, null));
    for (const [zoneId] of shard.zones) {
      if (!wanted.zones.has(zoneId)) inputs.push(this.#append({ kind: 'unbind-zone', zoneId }, null));
    }
    for (const [pairId, pair] of wanted.pairs) {
      const held = shard.pairs.get(pairId);
      if (this.#holds(held, pair)) continue;
      if (held !== undefined && held.wearerId !== pair.wearerId) this.#rebound.add(`pair:${pairId}`);
      inputs.push(this.#append({ kind: 'bind-pair', pair }, sealedFor(pair.orderId)));
    }
    for (const [zoneId, zone] of wanted.zones) {
      const held = shard.zones.get(zoneId);
      if (this.#holds(held, zone)) continue;
      if (held !== undefined && held.wearerId !== zone.wearerId) this.#rebound.add(`zone:${zoneId}`);
      inputs.push(this.#append({ kind: 'bind-zone', zone }, sealedFor(zone.orderId)));
    }
    await Promise.all(inputs);
    if (isNew || inputs.length > 0) this.#deps.onPairsChanged();
    if (this.#rebound.size === 0) return;
    // If it fails the next second tries again: they are kept until it is done.
    await this.#deps.recordRebound(this.#rebound);
    this.#rebound.clear();
  }

  #holds<Spec extends PairSpec | ZoneSpec>(held: Spec | undefined, wanted: Spec): boolean {
    if (held === undefined) return false;
    if (held === wanted || this.#equal.get(wanted) === held) return true;
    if (!isDeepStrictEqual(held, wanted)) return false;
    this.#equal.set(wanted, held);
    return true;
  }

  async #append(input: UnnumberedInput, sealFor: SealFor | null): Promise<void> {
    const outcome = await this.#deps.journal.append(input, null, sealFor);
    if (!outcome.ok) throw new Error(`an order's change was not journaled: ${outcome.error}`);
  }
}

/** Parameters of an order have no basis but the order. */
function sealedFor(orderId: OrderId): SealFor {
  return { subject: orderId, scope: 'parameters', bases: [`order:${orderId}`] };
}
