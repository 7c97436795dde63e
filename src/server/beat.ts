/**
 * What happens by time alone: the engine's tick (I-2), the second's look at which orders are in force (I-5), the hourly
 * housekeeping. A beat that is still busy is not started again; one that fails is reported and comes again.
 */
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../core/time.ts';

export interface BeatDeps {
  /** Commits a tick. */
  tick(): Promise<void>;
  reconcile(): Promise<void>;
  /** Writes how devices do, and looks at their alarms. */
  watchDevices(): Promise<void>;
  /** Records what time did to proceedings, and which of their clocks warn. */
  lookAtProceedings(): Promise<void>;
  /** Destroys what is over a day old of the protected side's own positions. */
  keepOwnDay(): Promise<void>;
  /** Notes how far findings are recorded, so that a start need not look at older ones. */
  noteProgress(): Promise<void>;
  /** Stores the engine's state, when it is time. */
  takeSnapshot(): Promise<void>;
  /** Removes what has been kept long enough; prepares tomorrow. */
  keepHouse(): Promise<void>;
  /** Asks for explanations of what was looked at. */
  judgeLooks(): Promise<void>;
  /** Erases what is to be destroyed. */
  erase(): Promise<void>;
  onError(beat: string, error: unknown): void;
}

/** INVARIANT: every pair in force is evaluated at least this often (I-2). */
export const TICK_MS = 5 * SECOND_MS;

/** Their alarms count in minutes; a crash loses this much of what was heard of their health, and no report. */
const DEVICES_MS = 5 * SECOND_MS;

/** After a start: not before its doors are open, and not an hour later. */
const LOOKS_AFTER_MS = MINUTE_MS;

export class Beat {
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #running = new Map<string, Promise<void>>();

  constructor(deps: BeatDeps) {
    this.#every('tick', TICK_MS, () => deps.tick(), deps.onError);
    this.#every('reconcile', SECOND_MS, () => deps.reconcile(), deps.onError);
    this.#every('devices', DEVICES_MS, () => deps.watchDevices(), deps.onError);
    this.#every('proceedings', MINUTE_MS, () => deps.lookAtProceedings(), deps.onError);
    this.#every('own-day', MINUTE_MS, () => deps.keepOwnDay(), deps.onError);
    this.#every('progress', MINUTE_MS, () => deps.noteProgress(), deps.onError);
    this.#every('snapshot', SECOND_MS, () => deps.takeSnapshot(), deps.onError);
    this.#every('housekeeping', HOUR_MS, () => deps.keepHouse(), deps.onError);
    this.#every('looks', HOUR_MS, () => deps.judgeLooks(), deps.onError, LOOKS_AFTER_MS);
    this.#every('erasing', MINUTE_MS, () => deps.erase(), deps.onError);
  }

  /** Ends the beats and waits for those under way. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#running.values());
  }

  /** `firstMs`: when it comes for the first time. */
  #every(
    name: string,
    periodMs: number,
    work: () => Promise<void>,
    onError: BeatDeps['onError'],
    firstMs: number | null = null,
  ): void {
    const beat = (): void => {
      if (this.#running.has(name)) return;
      const running = work()
        .catch((error: unknown) => onError(name, error))
        .finally(() => this.#running.delete(name));
      this.#running.set(name, running);
    };
    this.#timers.push(setInterval(beat, periodMs));
    if (firstMs !== null) this.#timers.push(setTimeout(beat, firstMs));
  }
}

/** One after the other, whatever becomes of those before; the first failure is thrown at the end. */
export async function inTurn(...works: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const work of works) {
    try {
      await work();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
