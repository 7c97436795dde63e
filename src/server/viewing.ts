/**
 * Whether somebody of the protected side may be shown places of the wearer now: they gave the undertaking that the law of the order asks for,
 * and want to see them. Asked at every picture, of memory. Fails toward showing no place; levels, distances and warnings never ask.
 */

import { randomUUID } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { PairId, PersonId } from '../core/ids.ts';
import { ConductDesk } from '../disclosure/conduct/service.ts';
import { SightBook } from '../disclosure/service.ts';
import { UNDERTAKING_TEXT } from '../orders/contract.ts';
import { decideUndertaking, inForce, type Packs, UndertakingBook } from '../orders/service.ts';
import type { Magpie } from './assemble.ts';
import type { OrderBook } from './order-book.ts';

export interface ViewingDeps {
  readonly clock: Clock;
  readonly database: Database;
  readonly packs: Packs;
  readonly book: OrderBook;
  /** What may be shown of the pair is to be decided again. */
  onChange(pairId: PairId): void;
}

export class Viewing {
  readonly undertakings = new UndertakingBook();
  readonly sights: SightBook;
  readonly conduct: ConductDesk;
  readonly #deps: ViewingDeps;

  constructor(deps: ViewingDeps) {
    this.#deps = deps;
    this.sights = new SightBook(deps);
    const { packs, book, clock } = deps;
    this.conduct = new ConductDesk({
      ...{ database: deps.database, clock, newId: randomUUID, onChange: (pairId) => deps.onChange(pairId) },
      caseOf(pairId) {
        const nowMs = clock.nowMs();
        const order = book.orderOfPair(pairId);
        const pack = order === null ? null : packs.forOrder(order, nowMs);
        if (order === null || pack === null || !inForce(order, nowMs)) return null;
        const laws = pack.laws.map(({ abbreviation }) => abbreviation);
        return { agencyId: order.agencyId, label: book.labelOf(null, pairId), untilMs: order.untilMs, laws };
      },
    });
  }

  async reload(): Promise<void> {
    await this.undertakings.reload(this.#deps.database);
    await this.sights.reload();
    await this.conduct.reload();
  }

  readonly hasUndertaken = (personId: PersonId, pairId: PairId, nowMs: number): boolean => {
    if (this.sights.of(personId).isHidden || this.conduct.isRestricted(personId, pairId, nowMs)) return false;
    const order = this.#deps.book.orderOfPair(pairId);
    const pack = order === null ? null : this.#deps.packs.forOrder(order, nowMs);
    if (order === null || pack === null) return false;
    if (pack.undertaking === null) return true;
    const said = this.undertakings.of(personId, pack.jurisdiction);
    return decideUndertaking(said, pack, order.createdAtMs, UNDERTAKING_TEXT, nowMs).holds;
  };
}

/** Of a server that is being put together: its hub is asked for when something changes. */
export function newViewing(magpie: Pick<Magpie, 'options' | 'database' | 'book' | 'hub'>): Viewing {
  const { database, book } = magpie;
  const { clock, packs } = magpie.options;
  return new Viewing({ clock, packs, database, book, onChange: (pairId) => magpie.hub.onViewingChanged([pairId]) });
}
