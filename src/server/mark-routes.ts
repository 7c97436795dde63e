/** Whose screen a mark on a picture was, for the oversight body alone. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { MARK_LENGTH, whoBearsMark } from '../disclosure/mark.ts';
import type { Packs } from '../orders/service.ts';
import type { Sealer } from '../safeguards/service.ts';
import { overseerOf, shownTo } from './oversight/overseer.ts';
import { viewerOf } from './sessions/viewer.ts';

export interface MarkRouteDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly packs: Packs;
  readonly clock: Clock;
}

export function markRoutes(app: FastifyInstance, deps: MarkRouteDeps): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/view-marks/:code',
    {
      schema: {
        summary: 'Whose screen bore this mark on that UTC day; each asking is on record',
        params: z.object({
          code: z
            .string()
            .regex(/^[2-9A-Z]+$/)
            .length(MARK_LENGTH),
        }),
        querystring: z.object({ day: z.iso.date() }),
        response: { 200: z.object({ viewers: z.array(z.object({ viewerId: z.string(), viewerKind: z.string() })) }) },
      },
    },
    async (request) => {
      const { kind, personId } = viewerOf(request);
      const asked = { code: request.params.code, day: request.query.day, nowMs: deps.clock.nowMs() };
      const overseer = await overseerOf(deps, request);
      const viewers = await whoBearsMark(deps, asked, { kind, id: personId });
      // HAZARD H-533: who bears it under another law is not theirs to know.
      const isShown = await shownTo(
        deps.database,
        overseer,
        viewers.map(({ viewerId }) => viewerId),
      );
      return { viewers: viewers.filter(({ viewerId }) => isShown(viewerId)) };
    },
  );
}
