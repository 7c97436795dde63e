/**
 * Who undertook what, in memory, because every picture asks. Read at the start, told after each commit. Fails toward refusing: who is
 * not in it undertook nothing.
 */
import type { Sql } from '../core/database.ts';
import type { PersonId } from '../core/ids.ts';
import type { Undertaken } from './decide-undertaking.ts';
import { loadUndertakings } from './undertaking.sql.ts';

export class UndertakingBook {
  #said: ReadonlyMap<string, Undertaken> = new Map();

  /** Everyone's, as it stands in the database. */
  async reload(sql: Sql): Promise<void> {
    const rows = await loadUndertakings(sql);
    this.#said = new Map(rows.map(({ personId, jurisdiction, ...said }) => [keyOf(personId, jurisdiction), said]));
  }

  /** After the commit. */
  take(personId: PersonId, jurisdiction: string, said: Undertaken): void {
    const held = this.of(personId, jurisdiction);
    if (held === null || held.atMs <= said.atMs)
      this.#said = new Map(this.#said).set(keyOf(personId, jurisdiction), said);
  }

  of(personId: PersonId, jurisdiction: string): Undertaken | null {
    return this.#said.get(keyOf(personId, jurisdiction)) ?? null;
  }
}

function keyOf(personId: string, jurisdiction: string): string {
  return `${personId} ${jurisdiction}`;
}
