/**
 * Which open streams may show anything now: a phone that is locked, or whose household member does not take part, gets warnings
 * and no picture. In memory, because every picture asks; written at every request of the session. Fails toward showing nothing:
 * a session that is not held here shows nothing.
 */
import type { PersonId } from '../../core/ids.ts';
import { lockStateOf, type PhoneLock, showsIn } from './lock/decide.ts';

export interface Held {
  readonly personId: PersonId;
  readonly lock: PhoneLock;
  readonly takesPart: boolean;
  readonly expiresAtMs: number;
}

export class ViewGate {
  readonly #held = new Map<string, Held>();
  /** Sessions that showed something when they were last looked at. */
  readonly #open = new Set<string>();
  /** Counts changes of locks and of taking part; by person, which was the last. */
  #changes = 0;
  readonly #changedAt = new Map<PersonId, number>();
  /** The streams of that person must be looked at again. Set by the composition root. */
  onChange: (personId: PersonId) => void = () => undefined;

  /** Before a session is read for `note`. */
  version(): number {
    return this.#changes;
  }

  /**
   * What was read of a session when `version` was asked for. False, and nothing is noted: something of the person was changed
   * meanwhile, and what was read may be from before; to be read again. `sessionId`: `sessionIdOf` its token.
   */
  note(sessionId: string, held: Held, version: number, nowMs: number): boolean {
    // HAZARD H-201: a request that read the phone as open, and is slow, opens the stream again that was locked meanwhile.
    if ((this.#changedAt.get(held.personId) ?? 0) > version) return false;
    this.#hold(sessionId, held, nowMs);
    return true;
  }

  #hold(sessionId: string, held: Held, nowMs: number): void {
    this.#held.set(sessionId, held);
    this.#look(sessionId, nowMs);
  }

  #changed(personId: PersonId): void {
    this.#changes += 1;
    this.#changedAt.set(personId, this.#changes);
  }

  forget(sessionId: string): void {
    const held = this.#held.get(sessionId);
    if (held !== undefined) this.#changed(held.personId);
    this.#held.delete(sessionId);
    this.#open.delete(sessionId);
  }

  /** Of every phone of that person. */
  noteLock(personId: PersonId, change: (sessionId: string, lock: PhoneLock) => PhoneLock, nowMs: number): void {
    this.#changed(personId);
    for (const [sessionId, held] of this.#held) {
      if (held.personId === personId) this.#hold(sessionId, { ...held, lock: change(sessionId, held.lock) }, nowMs);
    }
  }

  noteTakesPart(personId: PersonId, takesPart: boolean, nowMs: number): void {
    this.#changed(personId);
    for (const [sessionId, held] of this.#held) {
      if (held.personId === personId) this.#hold(sessionId, { ...held, takesPart }, nowMs);
    }
  }

  shows(sessionId: string, nowMs: number): boolean {
    const held = this.#held.get(sessionId);
    return held?.takesPart === true && showsIn(lockStateOf(held.lock, nowMs));
  }

  /** Every few seconds: phones that were left lying lock by themselves. */
  sweep(nowMs: number): void {
    for (const [sessionId, held] of this.#held) {
      if (held.expiresAtMs <= nowMs) this.forget(sessionId);
      else this.#look(sessionId, nowMs);
    }
  }

  #look(sessionId: string, nowMs: number): void {
    const shows = this.shows(sessionId, nowMs);
    const personId = this.#held.get(sessionId)!.personId;
    if (shows === this.#open.has(sessionId)) return;
    if (shows) this.#open.add(sessionId);
    else this.#open.delete(sessionId);
    this.onChange(personId);
  }
}
