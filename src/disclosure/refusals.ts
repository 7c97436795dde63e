/**
 * Disclosure fails toward refusing and says that it did: each refusal that is an alarm is reported, at most once a minute
 * for the same pair, viewer and cause, with how often it was refused since the report before.
 */

import type { RefusalCause } from './decide.ts';
import type { LiveDeps, Refusal } from './deps.ts';
import { LIMITS } from './limits.ts';
import type { Target } from './rule.ts';
import type { Slot } from './slot.ts';

interface Reported {
  readonly refusal: Refusal;
  readonly atMs: number;
  /** Refused again since, and not reported. */
  again: number;
}

export class Refusals {
  readonly #deps: Pick<LiveDeps, 'clock' | 'onRefused'>;
  readonly #reported = new Map<string, Reported>();

  constructor(deps: Pick<LiveDeps, 'clock' | 'onRefused'>) {
    this.#deps = deps;
  }

  report(slot: Slot, target: Target | null, cause: RefusalCause): void {
    const nowMs = this.#deps.clock.nowMs();
    const { kind: viewerKind, personId: viewerId } = slot.stream.viewer;
    const key = `${slot.pairId} ${viewerId} ${cause}`;
    const last = this.#reported.get(key);
    if (last !== undefined && nowMs - last.atMs < LIMITS.refusalReportMs) {
      last.again += 1;
      return;
    }
    if (this.#reported.size >= LIMITS.refusalsHeldMax) this.#reported.clear();
    const { pairId, orderId } = slot;
    const refusal = {
      pairId,
      orderId,
      viewerKind,
      viewerId,
      target,
      cause,
      times: 1 + (last?.again ?? 0),
      atMs: nowMs,
    };
    this.#reported.set(key, { refusal, atMs: nowMs, again: 0 });
    this.#deps.onRefused(refusal);
  }

  sweep(nowMs: number): void {
    for (const [key, { refusal, atMs, again }] of this.#reported) {
      if (nowMs - atMs < LIMITS.refusalReportMs) continue;
      this.#reported.delete(key);
      if (again > 0) this.#deps.onRefused({ ...refusal, times: again, atMs: nowMs });
    }
  }
}
