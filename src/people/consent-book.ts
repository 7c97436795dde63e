/**
 * Who shares where they are, in memory, because every report asks. Read at the start, and told of each act after its commit.
 * Fails toward not keeping: who is not in it shares nothing.
 */
import type { Database } from '../core/database.ts';
import type { PersonId } from '../core/ids.ts';
import { loadConsentActs } from './consent.sql.ts';
import { type ConsentAct, mayKeep, type Sharing, sharingNow } from './consent.ts';

export class ConsentBook {
  #acts: ReadonlyMap<PersonId, readonly ConsentAct[]> = new Map();

  /** Everyone's, as it stands in the database. */
  async reload(database: Database): Promise<void> {
    this.#acts = await loadConsentActs(database, null);
  }

  /** After the commit: all acts of the person, of which the last is new. An answer that was overtaken changes nothing. */
  take(personId: PersonId, acts: readonly ConsentAct[]): void {
    const held = this.#acts.get(personId) ?? [];
    if (acts.length > held.length) this.#acts = new Map(this.#acts).set(personId, acts);
  }

  sharing(personId: PersonId, nowMs: number): Sharing {
    return sharingNow(this.#acts.get(personId) ?? [], nowMs);
  }

  /** Whether a place of then may be kept now. */
  mayKeep(personId: PersonId, madeAtMs: number, nowMs: number): boolean {
    return mayKeep(this.#acts.get(personId) ?? [], madeAtMs, nowMs);
  }
}
