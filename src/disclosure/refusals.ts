/**
 * Disclosure fails toward refusing and says that it did: each refusal that is an alarm is reported, at most once a minute
 * for the same pair, viewer kind and cause.
 */

import type { RefusalCause } from './decide.ts';
import type { LiveDeps } from './deps.ts';
import { LIMITS } from './limits.ts';
import type { Target } from './rule.ts';
import type { Slot } from './slot.ts';

export class Refusals {
  readonly #deps: Pick<LiveDeps, 'clock' | 'onRefused'>;
  readonly #lastMs = new Map<string, number>();

  constructor(deps: Pick<LiveDeps, 'clock' | 'onRefused'>) {
    this.#deps = deps;
  }

  report(slot: Slot, target: Target | null, cause: RefusalCause): void {
    const nowMs = this.#deps.clock.nowMs();
    const viewerKind = slot.stream.viewer.kind;
    const key = `${slot.pairId} ${viewerKind} ${cause}`;
    const lastMs = this.#lastMs.get(key);
    if (lastMs !== undefined && nowMs - lastMs < LIMITS.refusalReportMs) return;
    if (this.#lastMs.size >= LIMITS.refusalsHeldMax) this.#lastMs.clear();
    this.#lastMs.set(key, nowMs);
    this.#deps.onRefused({ pairId: slot.pairId, viewerKind, target, cause, atMs: nowMs });
  }

  sweep(nowMs: number): void {
    for (const [key, atMs] of this.#lastMs) if (nowMs - atMs >= LIMITS.refusalReportMs) this.#lastMs.delete(key);
  }
}
