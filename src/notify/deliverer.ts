/**
 * Delivery of the outbox: looks at what is due, sends what was decided, and again whenever there is news, or a second went by. All its state
 * stands in the database: a new process goes on where the last one was. Fails toward trying again; it never stops by itself.
 */
import type { Channel } from './attempt.ts';
import { type Heard, recordHeard } from './attempts.sql.ts';
import { type LookDeps, type Looked, lookAtDue } from './look.ts';
import { beginAnew, loadIncidentsOf, markAllDue, markDue, markDueOfIncidents, markDueOfPerson } from './outbox.sql.ts';
import { mayTell } from './plans.ts';
import { Recorder } from './recorder.ts';
import { Sender, type SenderDeps } from './sender.ts';

export interface DelivererDeps extends Omit<LookDeps, 'providers'>, Omit<SenderDeps, 'recorder' | 'wake'> {
  /** Runs `fn` once after `delayMs`; the answer cancels it. */
  setTimer(delayMs: number, fn: () => void): () => void;
  sleep(ms: number): Promise<void>;
  /** An incident's delivery went on. */
  onChanged(incidentId: string, agencyId: string): void;
}

/** For the network's word to find the attempt that it is about: the provider may be faster than our own commit. */
const HEARD_AGAIN_MS = [500, 5_000];
const TELL_MS = 200;
/** For requests under way at a stop; what is not written by then is sent again by the next process, as the same attempt. */
const STOP_MS = 2_000;

export class Deliverer {
  readonly #deps: DelivererDeps;
  readonly #sender: Sender;
  readonly #recorder: Recorder;
  readonly #timers = new Set<() => void>();
  /** Warnings whose story went on, and nobody was told yet. */
  #untold = new Set<string>();
  #running: Promise<void> | null = null;
  #again = false;
  /** Not only is there room to send: something is to be looked at. */
  #toLook = false;
  #isLive = false;
  /** Nobody delivered for a while: no process was there, or no database. */
  #wasAway = true;

  constructor(deps: DelivererDeps) {
    this.#deps = deps;
    this.#recorder = new Recorder({
      ...{ database: deps.database, sleep: deps.sleep, onError: deps.onError },
      onRecorded: (warningIds, decisive) => {
        if (decisive) this.wake();
        this.#tellSoon(warningIds);
      },
    });
    this.#sender = new Sender({ ...deps, recorder: this.#recorder, wake: (afterMs) => this.#wakeAfter(afterMs) });
  }

  async start(): Promise<void> {
    await this.#sender.load();
    this.#isLive = true;
    this.#poll();
    this.wake();
  }

  /** There is something new: at once, and once more when it came while a turn was under way. */
  wake(): void {
    this.#toLook = true;
    this.#turn();
  }

  #turn(): void {
    if (!this.#isLive) return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#again) this.#turn();
    });
  }

  /** Their levels changed, or they were closed. */
  async incidentsChanged(incidentIds: readonly string[]): Promise<void> {
    if (this.#isLive && (await markDueOfIncidents(this.#deps.database, incidentIds)) > 0) this.wake();
  }

  /** Orders changed: what is told under them is looked at again. */
  async ordersChanged(): Promise<void> {
    await markAllDue(this.#deps.database);
    this.wake();
  }

  /** Whether they take part changed: what is on its way to them is looked at again. */
  async personChanged(personId: string): Promise<void> {
    await markDueOfPerson(this.#deps.database, personId);
    this.wake();
  }

  /** What a phone or a provider told. False: there is no such attempt, or it is no news. */
  async heard(
    which:
      | { readonly attemptId: string; readonly channels: readonly Channel[] }
      | { readonly provider: string; readonly ref: string },
    heard: Heard,
  ): Promise<boolean> {
    const isPush = 'attemptId' in which && which.channels.includes('push');
    const warningId = await this.#deps.database.transaction(async (tx) => {
      // HAZARD H-167: a stolen phone that was signed out says that she has seen it, and nothing louder follows
      if (isPush && !(await mayTell(this.#deps, tx, which.attemptId))) return null;
      const found = await recordHeard(tx, which, heard, this.#deps.clock.nowMs());
      if (found !== null) await markDue(tx, [found]);
      return found;
    });
    if (warningId === null) return false;
    this.wake();
    this.#tellSoon([warningId]);
    return true;
  }

  /** As `heard`, of a receipt that names the message by the provider's own id. */
  async heardByRef(provider: string, ref: string, heard: Heard): Promise<void> {
    for (const waitMs of [0, ...HEARD_AGAIN_MS]) {
      if (waitMs > 0) await this.#deps.sleep(waitMs);
      if (await this.heard({ provider, ref }, heard)) return;
    }
  }

  /** No new turn; what is under way gets a moment. */
  async stop(): Promise<void> {
    this.#isLive = false;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#recorder.stop();
    await this.#running;
    let cancel = (): void => undefined;
    const tooLong = new Promise<void>((resolve) => {
      cancel = this.#deps.setTimer(STOP_MS, resolve);
    });
    await Promise.race([this.#sender.settled(), tooLong]);
    cancel();
    await this.#deps.providers.close();
  }

  async #run(): Promise<void> {
    try {
      while (this.#again && this.#isLive) {
        this.#again = false;
        const looked = this.#toLook ? await this.#look() : null;
        await this.#sender.pump();
        for (const [incidentId, agencyId] of looked?.changed ?? []) this.#deps.onChanged(incidentId, agencyId);
      }
    } catch (error) {
      this.#again = false;
      this.#wasAway = true;
      this.#deps.onError(error);
    }
  }

  async #look(): Promise<Looked> {
    this.#toLook = false;
    if (this.#wasAway) await beginAnew(this.#deps.database);
    this.#wasAway = false;
    const looked = await lookAtDue(this.#deps, this.#deps.limits.looks);
    this.#sender.expect(looked.providers);
    if (looked.count === this.#deps.limits.looks) {
      this.#toLook = true;
      this.#again = true;
    }
    return looked;
  }

  #poll(): void {
    const again = (): void => {
      this.wake();
      this.#later(this.#deps.limits.pollMs, again);
    };
    this.#later(this.#deps.limits.pollMs, again);
  }

  #wakeAfter(delayMs: number): void {
    if (delayMs === 0) this.#turn();
    // Longer waits are the poll's.
    else if (delayMs < this.#deps.limits.pollMs) this.#later(delayMs, () => this.#turn());
  }

  #later(delayMs: number, fn: () => void): void {
    if (!this.#isLive) return;
    const cancel = this.#deps.setTimer(delayMs, () => {
      this.#timers.delete(cancel);
      fn();
    });
    this.#timers.add(cancel);
  }

  /** Screens read the story again at each word of it: many words within a moment are one. */
  #tellSoon(warningIds: readonly string[]): void {
    const isFirst = this.#untold.size === 0;
    for (const warningId of warningIds) this.#untold.add(warningId);
    if (isFirst && this.#untold.size > 0) this.#later(TELL_MS, () => void this.#tell().catch(this.#deps.onError));
  }

  async #tell(): Promise<void> {
    const untold = [...this.#untold];
    this.#untold = new Set();
    const incidents = await loadIncidentsOf(this.#deps.database, untold);
    const standings = await this.#deps.standingsOf(this.#deps.database, incidents);
    for (const [incidentId, { agencyId }] of standings) this.#deps.onChanged(incidentId, agencyId);
  }
}
