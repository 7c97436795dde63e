/**
 * Whether this person shares where they are with the monitoring centre, as the server says, asked again while it matters. Fails toward "not
 * known": without an answer neither "you share" nor "you do not" is said as certain, and stopping is tried until it is confirmed.
 */
import { type SharingJson, sharingSchema } from '../../../src/disclosure/sharing/contract.ts';

export interface SharingState {
  /** The last answer; null: none yet. */
  readonly last: SharingJson | null;
  /** The last answer is older than the last attempt: it may no longer be true. */
  readonly isOld: boolean;
  /** What was asked for and is not confirmed yet. */
  readonly wish: 'begin' | 'stop' | null;
  /** The last wish was refused: nothing is open to share for. */
  readonly isRefused: boolean;
}

export const ASK_EVERY_MS = 10_000;
const STOP_AGAIN_MS = 1_500;

export interface SharingDeps {
  call(method: 'GET' | 'POST' | 'DELETE'): Promise<{ readonly status: number; readonly body: unknown } | null>;
  setTimer(work: () => void, delayMs: number): number;
  clearTimer(timer: number): void;
}

export class SharingClient {
  readonly #deps: SharingDeps;
  readonly #listeners = new Set<() => void>();
  #state: SharingState = { last: null, isOld: true, wish: null, isRefused: false };
  #timer: number | null = null;
  /** Screens on which it matters now. */
  #watchers = 0;
  #asked = 0;

  constructor(deps: SharingDeps) {
    this.#deps = deps;
  }

  readonly state = (): SharingState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks now, and again while the answer matters. The answer ends it. */
  readonly watch = (): (() => void) => {
    this.#watchers += 1;
    this.ask();
    return () => {
      this.#watchers -= 1;
    };
  };

  /** Not while a wish is on its way: its answer is newer, and is awaited. */
  readonly ask = (): void => {
    if (this.#state.wish === null) void this.#call('GET');
  };

  readonly begin = (): void => {
    this.#say({ wish: 'begin', isRefused: false });
    void this.#call('POST');
  };

  // HAZARD H-187: somebody believes that they share no longer, and do.
  readonly stop = (): void => {
    this.#say({ wish: 'stop', isRefused: false });
    void this.#call('DELETE');
  };

  async #call(method: 'GET' | 'POST' | 'DELETE'): Promise<void> {
    this.#clear();
    this.#asked += 1;
    const asked = this.#asked;
    const answer = await this.#deps.call(method);
    // A newer wish is on its way: its answer counts.
    if (asked !== this.#asked) return;
    const parsed = answer?.status === 200 ? sharingSchema.safeParse(answer.body) : null;
    const { wish } = this.#state;
    if (parsed?.success === true) {
      const isDone = (method === 'POST' && wish === 'begin') || (method === 'DELETE' && wish === 'stop');
      this.#say({ last: parsed.data, isOld: false, wish: isDone ? null : wish });
    } else if (method === 'POST') {
      // A wish to share that failed is not kept: nobody is shown later than they asked for it.
      this.#say({ isOld: true, wish: null, isRefused: answer !== null && answer.status < 500 });
    } else {
      this.#say({ isOld: true });
    }
    this.#plan();
  }

  #plan(): void {
    if (this.#state.wish === 'stop') {
      this.#after(STOP_AGAIN_MS, () => this.#call('DELETE'));
      return;
    }
    const matters = this.#watchers > 0 || (this.#state.last?.sharing ?? null) !== null;
    if (matters) this.#after(ASK_EVERY_MS, () => this.#call('GET'));
  }

  #after(delayMs: number, work: () => Promise<void>): void {
    this.#clear();
    this.#timer = this.#deps.setTimer(() => void work(), delayMs);
  }

  #clear(): void {
    if (this.#timer !== null) this.#deps.clearTimer(this.#timer);
    this.#timer = null;
  }

  #say(change: Partial<SharingState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
