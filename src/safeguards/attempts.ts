/**
 * Attempts that were refused, on record as well as what was done. The first of a kind is written at once; how often it was tried again within ten
 * minutes is one entry more. What comes in more kinds than are counted apart is counted together, so that a flood of attempts is a
 * few entries. An attempt stays refused whether it can be written or not; what could not be is counted on.
 */
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { toIso } from '../core/time.ts';
import { LOG_LIMITS } from './log/limits.ts';
import { type Actor, type AuditEntry, audit } from './log.ts';

export interface Attempt {
  readonly actor: Actor;
  /** What was tried, e.g. 'GET /api/incidents/:id'. */
  readonly what: string;
  /** How it was refused: a code or status. */
  readonly refused: string;
  /** The id that was asked for; null: none. */
  readonly subject: string | null;
}

interface Counted {
  readonly attempt: Attempt;
  readonly sinceMs: number;
  /** Not written yet. */
  times: number;
}

export interface AttemptsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

const OTHERS = 'others';

export class Attempts {
  readonly #deps: AttemptsDeps;
  readonly #counted = new Map<string, Counted>();
  #windowFromMs = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(deps: AttemptsDeps) {
    this.#deps = deps;
  }

  add(attempt: Attempt): void {
    const nowMs = this.#deps.clock.nowMs();
    this.sweep(nowMs);
    const { actor, what, refused, subject } = attempt;
    const key = [actor.kind, actor.id, what, refused, subject].join(' ');
    const known = this.#counted.get(key);
    if (known !== undefined) {
      known.times += 1;
      return;
    }
    // HAZARD H-460: a flood of attempts fills the audit, or hides one among them.
    if (this.#counted.size >= LOG_LIMITS.refusalsApartMax) {
      this.#countOther(actor.kind, nowMs);
      return;
    }
    const counted = { attempt, sinceMs: nowMs, times: 1 };
    this.#counted.set(key, counted);
    this.#write([counted]);
  }

  /** Writes what was tried again since, when the window is over. */
  sweep(nowMs: number): void {
    if (nowMs - this.#windowFromMs < LOG_LIMITS.refusalWindowMs) return;
    this.#windowFromMs = nowMs;
    const again = [...this.#counted.values()].filter(({ times }) => times > 0);
    this.#counted.clear();
    this.#write(again);
  }

  /** Writes what is counted, and waits until it is written. */
  async close(): Promise<void> {
    this.#windowFromMs = Number.NEGATIVE_INFINITY;
    this.sweep(this.#deps.clock.nowMs());
    await this.#writing;
  }

  #countOther(kind: string, nowMs: number): void {
    const key = `${OTHERS} ${kind}`;
    const attempt = { actor: { kind, id: null }, what: OTHERS, refused: OTHERS, subject: null };
    const counted = this.#counted.get(key) ?? { attempt, sinceMs: nowMs, times: 0 };
    counted.times += 1;
    this.#counted.set(key, counted);
  }

  #write(counted: readonly Counted[]): void {
    if (counted.length === 0) return;
    const { database, clock, onError } = this.#deps;
    const nowMs = clock.nowMs();
    const entries = counted.map((one) => entryOf(one, nowMs));
    for (const one of counted) one.times = 0;
    this.#writing = this.#writing.then(async () => {
      try {
        await database.transaction((tx) => audit(tx, entries));
      } catch (error) {
        for (const [i, one] of counted.entries()) one.times += Number(entries[i]!.about.times);
        for (const one of counted) this.#keep(one);
        onError(error);
      }
    });
  }

  /** What could not be written is tried again with the next window. */
  #keep(counted: Counted): void {
    const { actor, what, refused, subject } = counted.attempt;
    const key = what === OTHERS ? `${OTHERS} ${actor.kind}` : [actor.kind, actor.id, what, refused, subject].join(' ');
    const standing = this.#counted.get(key);
    if (standing === counted) return;
    if (standing !== undefined) standing.times += counted.times;
    else if (this.#counted.size < 2 * LOG_LIMITS.refusalsApartMax) this.#counted.set(key, counted);
  }
}

function entryOf({ attempt, sinceMs, times }: Counted, nowMs: number): AuditEntry {
  const { actor, what, refused, subject } = attempt;
  const about = { what, refused, times, since: toIso(sinceMs) };
  return { atMs: nowMs, actor, action: 'access.refuse', purpose: 'access', about, subject, case: null };
}
