/** What helps a protected person at once, wired to a running Magpie: SOS, sharing where they are, whom to call. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../core/database.ts';
import { SharingBook } from '../disclosure/service.ts';
import { judgeCode } from '../people/help/codes.ts';
import { loadPerson } from '../people/service.ts';
import type { Magpie } from './assemble.ts';
import { helpRoutes } from './help-routes.ts';
import { type SosRoutesDeps, sosRoutes, tellWrongCode } from './sos-routes.ts';

export function newSharing(magpie: Pick<Magpie, 'options' | 'database' | 'book' | 'hub'>): SharingBook {
  return new SharingBook({
    ...{ clock: magpie.options.clock, database: magpie.database, newId: randomUUID },
    pairsProtecting: (personId, nowMs) => magpie.book.pairsProtecting(personId, nowMs),
    kindOf: async (personId) => (await loadPerson(magpie.database, personId))?.kind ?? 'system',
    onChanged: (pairIds) => magpie.hub.onSharingChanged(pairIds),
  });
}

/** What taking an SOS needs of the parts. */
/** `database`: the request's, or the server's own for what no request does. */
export function sosDeps(magpie: Magpie, database: Database, report: (error: unknown) => void): SosRoutesDeps {
  const { options, sealer, book, hub, journal, shard, sharing } = magpie;
  const { clock } = options;
  return {
    ...{ clock, database, journal, book, sharing, report },
    isEvaluated: (personId) => shard.evaluates(personId),
    recorded: () => shard.recorded(),
    judgeCode: (personId, code) => judgeCode({ database, sealer, clock, randomBytes }, personId, code),
    onIncident: (incidentId, agencyId) => hub.onQueueChanged(incidentId, agencyId),
  };
}

export function helpRouteSet(app: FastifyInstance, magpie: Magpie, report: (error: unknown) => void): void {
  const { options, requests: database, sealer, book, sharing } = magpie;
  const { clock, packs } = options;
  const sos = sosDeps(magpie, database, report);
  sosRoutes(app, sos);
  helpRoutes(app, {
    ...{ database, sealer, clock, randomBytes, packs, book, sharing },
    onWrongCode: (by) => tellWrongCode(sos, by, null),
  });
}
