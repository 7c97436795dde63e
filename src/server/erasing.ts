/**
 * Retention carried out by the running server: every minute what is due, so that what is to be destroyed at once goes soon after the
 * ending that says so; every hour the clocks that nobody starts. Fails toward retry and report: what could not be erased is told each time,
 * and counted as late when it has been too long.
 */
import { Gauge, type Registry } from 'prom-client';
import type { OrderId } from '../core/ids.ts';
import { inForce } from '../orders/order.ts';
import { basesOfPerson, logTerm, startClocksOfLeft, startClocksThatNobodyStarts } from '../orders/service.ts';
import {
  type EraseDeps,
  type Erasure,
  eraseDue,
  erasuresUnder,
  expireEntries,
  type RetentionStatus,
  retentionStatus,
  sweepStore,
} from '../safeguards/service.ts';
import type { Magpie } from './assemble.ts';
import type { ErasingRoutesDeps } from './erasing-routes.ts';
import { registrationsLeft } from './registrations-left.ts';

/** How the job that erases stands; in memory, so that a new start knows nothing of the runs before it. */
export interface ErasingRun {
  readonly keyStore: boolean;
  /** Null: it has not run since the start. */
  readonly lastRun: { readonly atMs: number; readonly isDone: boolean } | null;
}

export class Erasing {
  readonly #magpie: Magpie;
  readonly #late: Gauge;
  #lastRun: ErasingRun['lastRun'] = null;

  constructor(magpie: Magpie, registry: Registry) {
    this.#magpie = magpie;
    this.#late = new Gauge({
      name: 'magpie_erasures_late',
      help: 'What was to be erased hours ago and is not yet',
      registers: [registry],
    });
  }

  /** Erases what is due. Rejects when something of it failed; the next look tries again. */
  async look(): Promise<void> {
    const deps = this.#deps();
    if (deps === null) return;
    let isDone = false;
    try {
      await this.#erase(deps);
      isDone = true;
    } finally {
      this.#lastRun = { atMs: deps.clock.nowMs(), isDone };
    }
  }

  run(): ErasingRun {
    return { keyStore: this.#deps() !== null, lastRun: this.#lastRun };
  }

  async #erase(deps: EraseDeps): Promise<void> {
    const { log } = this.#magpie.options;
    const { proven, failed } = await eraseDue(deps);
    for (const { erasureId, basis, part, keyIds, rowsGone } of proven) {
      log.info({ erasureId, basis, part, keys: keyIds.length, rows: rowsGone }, 'erased, and proven');
    }
    const { late } = await this.status();
    this.#late.set(late.length);
    for (const { basis, part, dueAtMs } of late) log.error({ basis, part, dueAtMs }, 'erasing is late');
    if (failed.length > 0) throw failed[0];
  }

  /** What nothing is wrapped under any more goes from the key store now; rejects when it does not, and the next look tries again. */
  async sweep(): Promise<void> {
    const deps = this.#deps();
    if (deps !== null) await sweepStore(deps.database, deps.store, deps.clock.nowMs());
  }

  /** How many clocks were started that no act starts. */
  async startClocks(): Promise<number> {
    const { database } = this.#magpie;
    const { clock, packs } = this.#magpie.options;
    const deps = { database, clock, packs };
    let started = await startClocksThatNobodyStarts(deps);
    // Without a key store nothing would go, and a clock of who left is started only when they are to go.
    if (this.#deps() === null) return started;
    for await (const left of registrationsLeft(database, clock.nowMs())) started += await startClocksOfLeft(deps, left);
    return started;
  }

  /** How many entries of audit and ledger went, since their time was over. */
  async expireLog(): Promise<number> {
    const { database } = this.#magpie;
    const { clock, packs } = this.#magpie.options;
    const term = logTerm(packs, clock.nowMs());
    return term === null ? 0 : expireEntries({ database, clock }, term);
  }

  status(): Promise<RetentionStatus> {
    const { database, options } = this.#magpie;
    return retentionStatus({ database, clock: options.clock });
  }

  /** The certificates of what was kept about a person, the newest first. */
  async erasuresOf(personId: string): Promise<Erasure[]> {
    const { database } = this.#magpie;
    return erasuresUnder(database, await basesOfPerson({ database }, personId));
  }

  routeDeps(): ErasingRoutesDeps {
    const { database, options } = this.#magpie;
    const { clock, rotateKeys } = options;
    return { database, clock, rotateKeys, status: () => this.status() };
  }

  /** A clock that has run out, or a person's wish, counts for nothing while an order needs what it keeps. */
  isInForce(basis: string): boolean {
    const { book, options } = this.#magpie;
    const order = basis.startsWith('order:') ? book.orderOf(basis.slice('order:'.length) as OrderId) : null;
    return order !== null && inForce(order, options.clock.nowMs());
  }

  /** Null: without a key store nothing can be destroyed for good. */
  #deps(): EraseDeps | null {
    const { database, sealer, options } = this.#magpie;
    const { clock, keyStore } = options;
    if (keyStore === undefined) return null;
    return { ...{ database, clock, sealer, store: keyStore }, isInForce: (basis) => this.isInForce(basis) };
  }
}
