/**
 * Which parts have failed, since when (I-9). The first failure is told to every stream at once, and the recovery too.
 */
import type { Clock } from '../core/clock.ts';

/**
 * `reports`: what devices send does not reach us. `warnings`: what we send to closed phones does not reach a provider. `log`: the verifiable log is
 * not published; officers hear of it, since nobody's warning depends on it.
 */
export type Part = 'database' | 'engine' | 'disclosure' | 'reports' | 'warnings' | 'log';

export interface TroubleDeps {
  readonly clock: Clock;
  onChange(part: Part, sinceMs: number | null): void;
}

/** A part may have several sources of trouble (two connections); it is well when all of them are. */
export class Troubles {
  readonly #deps: TroubleDeps;
  readonly #failed = new Map<Part, Map<string, number>>();

  constructor(deps: TroubleDeps) {
    this.#deps = deps;
  }

  /** `source`: who noticed, e.g. 'journal'. */
  set(part: Part, source: string, failed: boolean): void {
    const sources = this.#failed.get(part) ?? new Map<string, number>();
    const before = sources.size;
    if (!failed) sources.delete(source);
    else if (!sources.has(source)) sources.set(source, this.#deps.clock.nowMs());
    this.#failed.set(part, sources);
    if (before === 0 && sources.size > 0) this.#deps.onChange(part, Math.min(...sources.values()));
    if (before > 0 && sources.size === 0) this.#deps.onChange(part, null);
  }
}
