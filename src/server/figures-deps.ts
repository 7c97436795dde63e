/** Figures of applications are counted from proceedings, which insight does not read by itself. */
import type { FiguresDeps } from '../insight/applications/service.ts';
import { loadApplications, type OrderDeps } from '../orders/service.ts';
import { loadAgencies } from '../people/service.ts';

export function figuresDeps({ database, clock, packs }: Pick<OrderDeps, 'database' | 'clock' | 'packs'>): FiguresDeps {
  return {
    clock,
    timeZoneOf: (jurisdiction) => packs.timeZoneOf(jurisdiction),
    measureNames: (jurisdiction) => {
      const measures = packs
        .all()
        .filter((pack) => pack.jurisdiction === jurisdiction)
        .flatMap((pack) => pack.measures);
      return Object.fromEntries(measures.map(({ id, name, nameEn }) => [id, { name, nameEn }]));
    },
    loadApplications: (...which) => loadApplications(database, ...which),
    courtNames: async () => new Map((await loadAgencies(database)).map(({ agencyId, name }) => [agencyId, name])),
  };
}
