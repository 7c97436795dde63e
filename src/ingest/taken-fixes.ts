/**
 * Which fixes of a device were taken lately, by their own time: a sender that repeats the last position with every report that has none
 * is told nothing new (Traccar). Filled only after the commit, so that what was not committed is new when it comes again. It is
 * lost at a stop: then the journal finds an equal one, and to the engine a second fix of the same instant is no news.
 */
import { LIMITS } from './limits.ts';
import type { Decoded } from './protocols/types.ts';

export class TakenFixes {
  /** Device -> times, the oldest first; devices, the longest silent first. */
  readonly #times = new Map<string, Set<number>>();

  /** Without the fixes that were taken before; what else the frame says stands. */
  withoutRepeats(decoded: Decoded): Decoded {
    const taken = decoded.device === null ? undefined : this.#times.get(decoded.device);
    if (taken === undefined) return decoded;
    return { ...decoded, fixes: decoded.fixes.filter(({ fixedAtMs }) => !taken.has(fixedAtMs)) };
  }

  /** It is committed. `decoded.device` must be a device that is known, or strangers could fill this. */
  note(decoded: Decoded): void {
    if (decoded.device === null || decoded.fixes.length === 0) return;
    const times = this.#times.get(decoded.device) ?? new Set<number>();
    this.#times.delete(decoded.device);
    this.#times.set(decoded.device, times);
    for (const { fixedAtMs } of decoded.fixes) times.add(fixedAtMs);
    dropOldest(times, LIMITS.takenFixes);
    dropOldest(this.#times, LIMITS.takenFixesDevices);
  }
}

function dropOldest(of: Set<unknown> | Map<unknown, unknown>, most: number): void {
  for (const key of of.keys()) {
    if (of.size <= most) return;
    of.delete(key);
  }
}
