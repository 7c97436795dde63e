/**
 * What is remembered of a viewer over a dropped connection: the sequence of frames, the pairs that their screen may still
 * show, incidents that changed, and warnings not yet displayed. Pictures are latest-wins, so a resume is the current
 * pictures and not a replay. Bounded; what falls out makes the next resume a whole new picture (`resumed: false`).
 */
import type { PairId, PersonId, WarningId } from '../core/ids.ts';
import type { Warning } from './deps.ts';
import { LIMITS } from './limits.ts';

/** Of one session: how long it was watched without its phone's key since it last proved it, over connections that come and go. */
export interface Unproven {
  openMs: number;
  countedToMs: number;
  /** When it was last put on record; null: not yet. */
  notedAtMs: number | null;
}

export class ViewerMemory {
  readonly personId: PersonId;
  /** Streams open now. */
  streams = 0;
  idleSinceMs: number;
  /** By session: those that are watched without their phone's key. */
  readonly unproven = new Map<string, Unproven>();
  // HAZARD H-50: a screen keeps what was withdrawn while it was away
  /** Pairs of which a picture was sent and not withdrawn. */
  readonly pairs = new Set<PairId>();
  readonly #warnings = new Map<WarningId, Warning>();
  /** Incident to the sequence number of the last frame that said it changed. */
  readonly #incidents = new Map<string, number>();
  readonly #firstSeq: number;
  #floorSeq: number;
  #seq: number;

  /** Numbers start at the clock, so that a number given out before a restart is never taken for one given out after. */
  constructor(personId: PersonId, nowMs: number) {
    this.personId = personId;
    this.idleSinceMs = nowMs;
    this.#firstSeq = nowMs;
    this.#floorSeq = nowMs;
    this.#seq = nowMs;
  }

  nextSeq(): number {
    this.#seq += 1;
    return this.#seq;
  }

  /** Whether everything since `lastSeq` is still known. */
  covers(lastSeq: number | null): boolean {
    return lastSeq !== null && lastSeq > this.#firstSeq && lastSeq >= this.#floorSeq && lastSeq <= this.#seq;
  }

  incidentChanged(incidentId: string, seq: number): void {
    this.#incidents.delete(incidentId);
    this.#incidents.set(incidentId, seq);
    if (this.#incidents.size <= LIMITS.incidentsKeptPerViewer) return;
    const [oldest, oldestSeq] = this.#incidents.entries().next().value!;
    this.#incidents.delete(oldest);
    this.#floorSeq = oldestSeq;
  }

  incidentsSince(lastSeq: number): string[] {
    return [...this.#incidents].filter(([, seq]) => seq > lastSeq).map(([id]) => id);
  }

  /** Held until displayed; beyond the limit the oldest goes (the outbox still has it). */
  hold(warning: Warning): void {
    this.#warnings.set(warning.warningId, warning);
    if (this.#warnings.size > LIMITS.warningsHeldPerViewer) this.#warnings.delete(this.#warnings.keys().next().value!);
  }

  /** Whether it was held, and so was to this viewer. */
  displayed(warningId: WarningId): boolean {
    return this.#warnings.delete(warningId);
  }

  undisplayed(): Warning[] {
    return [...this.#warnings.values()];
  }
}

/** All viewers' memories; those without a stream go after a while, the longest idle first when there are too many. */
export class Memories {
  readonly #byPerson = new Map<PersonId, ViewerMemory>();

  of(personId: PersonId, nowMs: number): ViewerMemory {
    let memory = this.#byPerson.get(personId);
    if (memory === undefined) {
      if (this.#byPerson.size >= LIMITS.viewersKeptMax) this.#forgetOne();
      memory = new ViewerMemory(personId, nowMs);
      this.#byPerson.set(personId, memory);
    }
    return memory;
  }

  sweep(nowMs: number): void {
    for (const [personId, memory] of this.#byPerson) {
      const keptMs = memory.unproven.size > 0 ? LIMITS.unprovenAgainMs : LIMITS.viewerKeptMs;
      if (memory.streams === 0 && nowMs - memory.idleSinceMs > keptMs) this.#byPerson.delete(personId);
    }
  }

  #forgetOne(): void {
    for (const [personId, memory] of this.#byPerson) {
      if (memory.streams > 0) continue;
      this.#byPerson.delete(personId);
      return;
    }
  }
}
