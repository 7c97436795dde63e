/** What asking and counting need of the rest: who is protected since when, what was closed, and a keyed hash. */
import type { PersonId } from '../core/ids.ts';
import { loadClosedApproaches } from '../incidents/service.ts';
import type { InsightDeps } from '../insight/service.ts';
import type { Magpie } from './assemble.ts';

export function insightDeps({ options, requests: database, sealer, book }: Magpie): InsightDeps {
  const { clock, packs } = options;
  return {
    ...{ database, clock },
    keyedHash: (input) => sealer.payloadHash(input),
    protectionOf(personId: PersonId, nowMs: number) {
      const orders = book.ordersProtecting(personId, nowMs);
      const oldest = orders.reduce<(typeof orders)[number] | null>(
        (first, order) => (first === null || order.fromMs < first.fromMs ? order : first),
        null,
      );
      const timeZone = oldest === null ? null : packs.timeZoneOf(oldest.jurisdiction);
      return oldest === null || timeZone === null ? null : { sinceMs: oldest.fromMs, timeZone };
    },
    closedIncidentsOf: (personId, sinceMs) =>
      loadClosedApproaches(database, book.pairsProtecting(personId, clock.nowMs()), sinceMs),
  };
}
