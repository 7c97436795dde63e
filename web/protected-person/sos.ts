/**
 * One SOS from press to receipt: a countdown that may be stopped, then tried without end until the server confirms it, through reloads and dead
 * networks. Fails toward sending: a page that is left during the countdown sends at once, and "received" is said only when the server
 * said so. What a code did is not known here: both codes look alike.
 */
import type { Clock } from '../../src/core/clock.ts';
import type { Rng } from '../../src/core/rng.ts';
import type { SosCancelAnswer } from '../../src/incidents/sos/contract.ts';
import type { Posted } from './sos/sos-api.ts';
import type { SosEntry } from './sos/sos-entry.ts';
import type { SosStore } from './sos/sos-store.ts';

/** Waits between tries; the last one again and again. */
export const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000] as const;
/** A press this soon after the one that began the countdown is the same hand still pressing: it stops nothing. */
export const STRAY_PRESS_MS = 700;
/** A phone's storage is waited for this long before a call goes out without it. */
export const STORE_MS_MAX = 500;
/** So long a call that was received stays on the screen after a reload. */
export const SHOWN_MS = 12 * 3_600_000;

/** `asking`: the code is asked for; `waiting`: there is no connection, and it goes when there is one. */
export type Cancelling = 'no' | 'asking' | 'checking' | 'waiting' | 'wrong' | 'locked' | 'none';

export type SosState =
  | { readonly kind: 'idle' }
  /** `dueAtMs`: by the phone's clock. */
  | { readonly kind: 'counting'; readonly dueAtMs: number }
  /** `tries`: how often it was tried in vain. */
  | { readonly kind: 'sending'; readonly tries: number; readonly signedOut: boolean }
  /** `atMs`: server time. */
  | { readonly kind: 'sent'; readonly atMs: number; readonly cancelling: Cancelling }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'no-order' };

export interface SosDeps {
  /** The phone's own clock: it goes on through a reload. */
  readonly clock: Clock;
  readonly rng: Rng;
  readonly store: SosStore;
  newId(): string;
  /** As the person set it. */
  settings(): { readonly countdownS: number; readonly share: boolean };
  post(entry: SosEntry, nowMs: number): Promise<Posted>;
  postCode(sosId: string, code: string): Promise<SosCancelAnswer['answer'] | null>;
  askForSync(): Promise<void>;
  setTimer(work: () => void, delayMs: number): number;
  clearTimer(timer: number): void;
  /** Something was confirmed by touch: begun, or received. */
  feel(what: 'begun' | 'received'): void;
  onError(error: unknown): void;
}

export class SosControl {
  readonly #deps: SosDeps;
  readonly #listeners = new Set<() => void>();
  #state: SosState = { kind: 'idle' };
  #entry: SosEntry | null = null;
  /** Whether the phone keeps the entry: only then does its absence mean that another page took it back. */
  #isKept = false;
  #personId: string | null = null;
  #tries = 0;
  /** The call whose answer is awaited. */
  #posting: SosEntry | null = null;
  /** What is kept is written in the order in which it was said. */
  #storing: Promise<void> = Promise.resolve();
  #timer: number | null = null;
  #code: string | null = null;

  constructor(deps: SosDeps) {
    this.#deps = deps;
  }

  readonly state = (): SosState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes up what a page before this one left. */
  async start(): Promise<void> {
    const [kept, personId] = await Promise.all([this.#deps.store.load(), this.#deps.store.person()]).catch(
      (error: unknown) => {
        this.#deps.onError(error);
        return [null, null];
      },
    );
    this.#personId ??= personId;
    if (kept === null || this.#entry !== null) return;
    if (this.#isOtherPersons(kept)) return this.#forget();
    this.#isKept = true;
    const nowMs = this.#deps.clock.nowMs();
    if (kept.receivedAtMs !== null) {
      if (Math.abs(nowMs - kept.pressedAtMs) > SHOWN_MS) return this.#forget();
      this.#entry = kept;
      this.#say({ kind: 'sent', atMs: kept.receivedAtMs, cancelling: 'no' });
      return;
    }
    this.#entry = kept;
    this.#count();
  }

  /** Who is signed in here. What waits and is somebody else's goes. */
  // HAZARD H-185: a call that waited on the phone goes out under whoever signed in there next, at their place.
  readonly personIs = (personId: string): void => {
    if (this.#personId === personId) return;
    this.#personId = personId;
    void this.#store(() => this.#deps.store.savePerson(personId));
    const entry = this.#entry;
    if (entry === null) return;
    if (entry.personId === null) {
      this.#entry = { ...entry, personId };
      this.#keep(this.#entry);
    } else if (this.#isOtherPersons(entry)) {
      this.#forget();
      this.#say({ kind: 'idle' });
    }
  };

  /** They signed out: nothing of theirs is left for the next one. */
  readonly personLeft = async (): Promise<void> => {
    this.#personId = null;
    this.#forget();
    this.#say({ kind: 'idle' });
    await this.#store(() => this.#deps.store.savePerson(null));
  };

  /** The page is left, or goes out of sight, where browsers stop its clock: the time to change one's mind is over. */
  // HAZARD H-186: a call is lost because the page was closed, reloaded or had no network.
  readonly leave = (): void => {
    if (this.#state.kind === 'counting' || this.#state.kind === 'sending') this.#send();
  };

  /** Leaves, and waits for the answer: false where what was pressed is still on its way. */
  readonly leaveSent = (): Promise<boolean> => {
    this.leave();
    if (this.#state.kind !== 'sending') return Promise.resolve(true);
    const { tries } = this.#state;
    return new Promise((resolve) => {
      const stop = this.subscribe(() => {
        const now = this.#state;
        if (now.kind === 'sending' && now.tries === tries) return;
        stop();
        resolve(now.kind !== 'sending');
      });
    });
  };

  /** Begins one; while one is on its way it is tried again at once instead. */
  readonly press = (): void => {
    if (this.#state.kind === 'counting') return;
    if (this.#state.kind === 'sending') {
      this.retryNow();
      return;
    }
    const { countdownS, share } = this.#deps.settings();
    const nowMs = this.#deps.clock.nowMs();
    const dueAtMs = nowMs + countdownS * 1_000;
    const entry = {
      sosId: this.#deps.newId(),
      pressedAtMs: nowMs,
      dueAtMs,
      share,
      receivedAtMs: null,
      personId: this.#personId,
    };
    this.#entry = entry;
    this.#isKept = false;
    this.#tries = 0;
    this.#code = null;
    this.#deps.feel('begun');
    // HAZARD H-186: a call is lost because the page was closed, reloaded or had no network.
    // The worker reads what is kept: asked for before, it would find nothing to send.
    this.#keep(entry)
      .then(() => this.#deps.askForSync())
      .catch(this.#deps.onError);
    this.#count();
  };

  readonly sendNow = (): void => {
    if (this.#state.kind === 'counting') this.#send();
  };

  /** Only during the countdown; nothing was sent. */
  readonly stopCountdown = (): void => {
    const entry = this.#entry;
    if (this.#state.kind !== 'counting' || entry === null) return;
    if (this.#deps.clock.nowMs() - entry.pressedAtMs < STRAY_PRESS_MS) return;
    this.#forget();
    this.#say({ kind: 'idle' });
  };

  /** The network or the page came back. */
  readonly retryNow = (): void => {
    if (this.#state.kind === 'sending') this.#sendIfStands();
    else if (this.#state.kind === 'sent' && this.#state.cancelling === 'waiting') this.#sendCode();
  };

  readonly askForCode = (): void => this.#cancelling('asking');
  readonly keepSos = (): void => this.#cancelling('no');

  readonly giveCode = (code: string): void => {
    if (this.#state.kind !== 'sent' || this.#state.cancelling === 'checking') return;
    this.#code = code;
    this.#tries = 0;
    this.#sendCode();
  };

  /** What is over leaves the screen. */
  readonly dismiss = (): void => {
    const { kind } = this.#state;
    if (kind !== 'sent' && kind !== 'cancelled' && kind !== 'no-order') return;
    this.#forget();
    this.#say({ kind: 'idle' });
  };

  #count(): void {
    const leftMs = this.#entry!.dueAtMs - this.#deps.clock.nowMs();
    // A clock that was set meanwhile must not hold the call back.
    const { countdownS } = this.#deps.settings();
    if (leftMs <= 0 || leftMs > countdownS * 1_000) {
      this.#sendIfStands();
      return;
    }
    this.#say({ kind: 'counting', dueAtMs: this.#entry!.dueAtMs });
    this.#after(leftMs, () => this.#sendIfStands());
  }

  /** Another page of this phone may have stopped it meanwhile, or had it received; what the phone does not tell in time is sent. */
  #sendIfStands(): void {
    const entry = this.#entry;
    if (entry === null || !this.#isKept) {
      this.#send();
      return;
    }
    this.#after(STORE_MS_MAX, () => this.#send());
    this.#storing
      .then(() => this.#deps.store.load())
      .then(
        (kept) => {
          if (this.#entry?.sosId !== entry.sosId || this.#posting !== null) return;
          if (kept === null) this.#isOver({ kind: 'idle' });
          else if (kept.sosId === entry.sosId && kept.receivedAtMs !== null) this.#isReceived(kept, kept.receivedAtMs);
          else this.#send();
        },
        (error: unknown) => {
          this.#deps.onError(error);
          this.#send();
        },
      );
  }

  #isOver(state: SosState): void {
    this.#clear();
    this.#entry = null;
    this.#say(state);
  }

  #isReceived(entry: SosEntry, atMs: number): void {
    this.#clear();
    this.#entry = entry;
    this.#say({ kind: 'sent', atMs, cancelling: 'no' });
  }

  #isOtherPersons(entry: SosEntry): boolean {
    return entry.personId !== null && this.#personId !== null && entry.personId !== this.#personId;
  }

  #send(): void {
    this.#clear();
    const entry = this.#entry;
    if (entry === null || this.#posting?.sosId === entry.sosId) return;
    this.#posting = entry;
    const signedOut = this.#state.kind === 'sending' && this.#state.signedOut;
    this.#say({ kind: 'sending', tries: this.#tries, signedOut });
    this.#deps
      .post(entry, this.#deps.clock.nowMs())
      .catch((error: unknown): Posted => {
        this.#deps.onError(error);
        return { kind: 'failed' };
      })
      .then((posted) => this.#posted(entry, posted));
  }

  #posted(entry: SosEntry, posted: Posted): void {
    if (this.#posting?.sosId === entry.sosId) this.#posting = null;
    if (this.#entry?.sosId !== entry.sosId) return;
    switch (posted.kind) {
      case 'received': {
        const received = { ...this.#entry, receivedAtMs: posted.atMs };
        this.#keep(received);
        this.#deps.feel('received');
        this.#isReceived(received, posted.atMs);
        break;
      }
      case 'no-order':
        this.#forget();
        this.#say({ kind: 'no-order' });
        break;
      case 'other-person':
        this.#forget();
        this.#say({ kind: 'idle' });
        break;
      case 'signed-out':
      case 'failed':
        this.#tries += 1;
        this.#say({ kind: 'sending', tries: this.#tries, signedOut: posted.kind === 'signed-out' });
        this.#after(this.#waitMs(), () => this.#sendIfStands());
    }
  }

  #cancelling(cancelling: Cancelling): void {
    if (this.#state.kind !== 'sent') return;
    if (cancelling === 'no') {
      this.#code = null;
      this.#clear();
    }
    this.#say({ ...this.#state, cancelling });
  }

  #sendCode(): void {
    this.#clear();
    const [entry, code] = [this.#entry, this.#code];
    if (entry === null || code === null) return;
    this.#cancelling('checking');
    this.#deps
      .postCode(entry.sosId, code)
      .catch((error: unknown) => {
        this.#deps.onError(error);
        return null;
      })
      .then((answer) => {
        if (this.#entry?.sosId !== entry.sosId || this.#code !== code) return;
        if (answer === null) {
          this.#tries += 1;
          this.#cancelling('waiting');
          this.#after(this.#waitMs(), () => this.#sendCode());
          return;
        }
        this.#code = null;
        if (answer !== 'taken') return this.#cancelling(answer);
        this.#forget();
        this.#say({ kind: 'cancelled' });
      });
  }

  #waitMs(): number {
    const baseMs = RETRY_MS[Math.min(this.#tries, RETRY_MS.length) - 1] ?? RETRY_MS[0];
    return baseMs * (0.8 + 0.4 * this.#deps.rng.next());
  }

  #after(delayMs: number, work: () => void): void {
    this.#clear();
    this.#timer = this.#deps.setTimer(work, delayMs);
  }

  #clear(): void {
    if (this.#timer !== null) this.#deps.clearTimer(this.#timer);
    this.#timer = null;
  }

  #keep(entry: SosEntry): Promise<void> {
    return this.#store(async () => {
      await this.#deps.store.save(entry);
      if (this.#entry?.sosId === entry.sosId) this.#isKept = true;
    });
  }

  #forget(): void {
    this.#clear();
    this.#entry = null;
    this.#code = null;
    void this.#store(() => this.#deps.store.remove());
  }

  #store(work: () => Promise<void>): Promise<void> {
    this.#storing = this.#storing.then(work).catch(this.#deps.onError);
    return this.#storing;
  }

  #say(state: SosState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
