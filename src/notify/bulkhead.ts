/**
 * One provider's own room: how many requests may be under way, how long each may take, and a circuit that opens after failures in a row, so
 * that a provider that is down costs the others nothing and is seen to be down. The circuit counts whom it failed: one phone whose messages
 * always fail takes nobody else's. Fails toward trying: an open circuit lets one request
 * through after a while.
 */
import type { Clock } from '../core/clock.ts';
import type { FailReason } from './attempt.ts';
import type { Sent } from './providers/provider.ts';

export interface BulkheadSetting {
  readonly concurrency: number;
  readonly requestMs: number;
  readonly failuresToOpen: number;
  readonly openForMs: number;
}

export class Bulkhead {
  readonly #setting: BulkheadSetting;
  readonly #clock: Clock;
  readonly #onTrouble: (failed: boolean) => void;
  #underWay = 0;
  /** In a row, whoever's. */
  #failures = 0;
  /** Whose, since the last that was well; no more are kept than count. */
  readonly #failed = new Set<string>();
  #isTroubled = false;
  #openedAtMs: number | null = null;

  constructor(setting: BulkheadSetting, clock: Clock, onTrouble: (failed: boolean) => void) {
    this.#setting = setting;
    this.#clock = clock;
    this.#onTrouble = onTrouble;
  }

  get isOpen(): boolean {
    return this.#openedAtMs !== null;
  }

  /** How many requests may begin now: none while the circuit is open, one when it is time to see whether it is well. */
  room(): number {
    if (this.#openedAtMs === null) return this.#setting.concurrency - this.#underWay;
    const isTime = this.#clock.nowMs() - this.#openedAtMs >= this.#setting.openForMs;
    return isTime && this.#underWay === 0 ? 1 : 0;
  }

  /** `whose`: the phone or person. Never rejects: what went wrong is what it answers. */
  async run(whose: string, send: (signal: AbortSignal) => Promise<Sent>): Promise<Sent> {
    this.#underWay += 1;
    // HAZARD H-163: a provider that hangs takes every request with it
    const signal = AbortSignal.timeout(this.#setting.requestMs);
    const tooLate = new Promise<Sent>((resolve) => {
      signal.addEventListener('abort', () => resolve({ kind: 'failed', reason: 'timeout' }), { once: true });
    });
    const sent = await Promise.race([send(signal).catch((error: unknown) => failed(error)), tooLate]);
    this.#underWay -= 1;
    this.#judge(whose, sent);
    return sent;
  }

  /** A refusal of one message is the provider at work. */
  #judge(whose: string, sent: Sent): void {
    if (sent.kind !== 'failed') {
      if (this.#isTroubled) this.#onTrouble(false);
      this.#isTroubled = false;
      this.#failures = 0;
      this.#failed.clear();
      this.#openedAtMs = null;
      return;
    }
    const most = this.#setting.failuresToOpen;
    if (sent.ofOne !== true) this.#failures += 1;
    if (this.#failed.size < most) this.#failed.add(whose);
    const isOfAll = this.#failed.size >= most;
    if (!this.#isTroubled && (isOfAll || this.#failures >= most)) {
      this.#isTroubled = true;
      this.#onTrouble(true);
    }
    // HAZARD H-163: one phone that subscribed at a place of its own making keeps the messages of all others back
    if (isOfAll) this.#openedAtMs = this.#clock.nowMs();
  }
}

function failed(error: unknown): Sent {
  const name = error instanceof Error ? error.name : '';
  const reason: FailReason = name === 'TimeoutError' || name === 'AbortError' ? 'timeout' : 'unreachable';
  return { kind: 'failed', reason };
}
