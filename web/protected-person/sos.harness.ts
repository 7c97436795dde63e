import { seededRng } from '../../src/core/rng.ts';
import type { SosCancelAnswer } from '../../src/incidents/sos/contract.ts';
import type { Posted } from './sos/sos-api.ts';
import type { SosEntry } from './sos/sos-entry.ts';
import { SosControl, type SosState } from './sos.ts';

/** A phone: its clock, its timers, what it keeps, what the server answers. */
export class Phone {
  nowMs = 1_000_000;
  kept: SosEntry | null = null;
  person: string | null = null;
  readonly order: string[] = [];
  /** A browser that keeps nothing. */
  isForgetful = false;
  countdownS = 5;
  readonly posted: SosEntry[] = [];
  readonly codes: string[] = [];
  answers: Posted[] = [];
  codeAnswers: (SosCancelAnswer['answer'] | null)[] = [];
  readonly felt: string[] = [];
  readonly said: SosState[] = [];
  #timers = new Map<number, { atMs: number; work: () => void }>();
  #timer = 0;
  #ids = 0;

  /** `isSecond`: another page beside the one that is open. */
  open(isSecond = false): SosControl {
    // Timers of the page before died with it.
    if (!isSecond) this.#timers.clear();
    const control = new SosControl({
      clock: { nowMs: () => this.nowMs },
      rng: seededRng(1),
      store: {
        load: async () => this.kept,
        save: async (entry) => {
          await Promise.resolve();
          if (this.isForgetful) throw new Error('forbidden');
          this.order.push('saved');
          this.kept = entry;
        },
        remove: async () => {
          this.kept = null;
        },
        person: async () => this.person,
        savePerson: async (personId) => {
          this.person = personId;
        },
      },
      newId: () => `call-${++this.#ids}`,
      settings: () => ({ countdownS: this.countdownS, share: true }),
      post: async (entry) => {
        this.posted.push(entry);
        return this.answers.shift() ?? { kind: 'failed' };
      },
      postCode: async (_sosId, code) => {
        this.codes.push(code);
        return this.codeAnswers.shift() ?? null;
      },
      askForSync: async () => {
        this.order.push('sync');
      },
      setTimer: (work, delayMs) => {
        this.#timer += 1;
        this.#timers.set(this.#timer, { atMs: this.nowMs + delayMs, work });
        return this.#timer;
      },
      clearTimer: (timer) => void this.#timers.delete(timer),
      feel: (what) => this.felt.push(what),
      onError: (error) => {
        if (!this.isForgetful) throw error;
      },
    });
    control.subscribe(() => this.said.push(control.state()));
    return control;
  }

  async pass(ms: number): Promise<void> {
    const untilMs = this.nowMs + ms;
    for (;;) {
      await settle();
      const next = [...this.#timers].sort((a, b) => a[1].atMs - b[1].atMs)[0];
      if (next === undefined || next[1].atMs > untilMs) break;
      this.#timers.delete(next[0]);
      this.nowMs = Math.max(this.nowMs, next[1].atMs);
      next[1].work();
    }
    this.nowMs = untilMs;
    await settle();
  }
}

export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
}
export const received = (atMs = 77): Posted => ({ kind: 'received', atMs });
