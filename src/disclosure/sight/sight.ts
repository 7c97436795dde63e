/**
 * "I do not want to see where they are": whoever is protected may have the wearer's place kept from their own screen, and take that back. Nothing
 * else changes: levels, distances, warnings and what the centre does go on. Acts are an append-only record with their audit entries.
 * Fails toward what held before, and says so.
 */
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { type Actor, audit } from '../../safeguards/service.ts';
import type { SightAct, SightJson } from './contract.ts';
import { insertSightAct, loadSights, lockSight } from './sight.sql.ts';

interface Held {
  readonly number: number;
  readonly act: SightAct;
  readonly atMs: number;
}

export class SightBook {
  readonly #deps: { readonly database: Database; readonly clock: Clock };
  #held: ReadonlyMap<string, Held> = new Map();

  constructor(deps: { readonly database: Database; readonly clock: Clock }) {
    this.#deps = deps;
  }

  async reload(): Promise<void> {
    this.#held = await loadSights(this.#deps.database, null);
  }

  of(personId: PersonId): SightJson {
    const held = this.#held.get(personId);
    return { isHidden: held?.act === 'hide', sinceMs: held?.atMs ?? null };
  }

  /** Saying again what holds already is nothing new. */
  async act(personId: PersonId, act: SightAct, actor: Actor): Promise<void> {
    const { database, clock } = this.#deps;
    const held = await database.transaction(async (tx) => {
      await lockSight(tx, personId);
      const last = (await loadSights(tx, personId)).get(personId);
      if (last?.act === act || (last === undefined && act === 'show')) return last;
      const next = { number: (last?.number ?? 0) + 1, act, atMs: Math.max(clock.nowMs(), last?.atMs ?? 0) };
      await insertSightAct(tx, personId, next);
      await audit(tx, [
        {
          atMs: next.atMs,
          actor,
          action: `sight.${act}`,
          purpose: 'protection',
          about: { personId, number: next.number },
        },
      ]);
      return next;
    });
    if (held === undefined) return;
    if ((this.#held.get(personId)?.number ?? 0) < held.number) this.#held = new Map(this.#held).set(personId, held);
  }
}
