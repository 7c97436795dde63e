/** What waits for a second person: the list, and saying no. Yes is said by doing the same as the first. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import { endAct, loadWaiting, TWO_PERSON_ACTS } from '../safeguards/service.ts';
import { viewerOf } from './sessions/viewer.ts';

const waitingListSchema = z.object({
  serverTimeMs: z.number(),
  acts: z.array(
    z.object({
      actId: z.uuid(),
      act: z.enum(TWO_PERSON_ACTS),
      /** Ids and codes. */
      about: z.record(z.string(), z.json()),
      isMine: z.boolean(),
      askedAtMs: z.number(),
      expiresAtMs: z.number(),
      article: z.string(),
    }),
  ),
});

export function twoPersonRoutes(
  app: FastifyInstance,
  deps: { readonly database: Database; readonly clock: Clock },
): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/desk/two-person',
    { schema: { summary: 'What waits for a second person', response: { 200: waitingListSchema } } },
    async (request) => {
      const viewer = viewerOf(request);
      const serverTimeMs = deps.clock.nowMs();
      const acts = await loadWaiting(deps.database, viewer, serverTimeMs);
      return {
        serverTimeMs,
        acts: acts.map(({ actId, act, about, askedBy, askedAtMs, expiresAtMs, article }) => ({
          ...{ actId, act, isMine: askedBy === viewer.personId, askedAtMs, expiresAtMs, article },
          about: JSON.parse(about) as Record<string, z.infer<ReturnType<typeof z.json>>>,
        })),
      };
    },
  );
  api.post(
    '/api/desk/two-person/:id/end',
    {
      schema: {
        summary: 'Refuse what another asked for, or take back what one asked for oneself',
        params: z.object({ id: z.uuid() }),
        body: z.strictObject({}).nullish(),
        response: { 200: z.object({ id: z.uuid() }) },
      },
    },
    async (request) => {
      const ended = await deps.database.transaction((tx) => endAct(tx, deps, request.params.id, viewerOf(request)));
      return { id: valueOrRefuse(ended).actId };
    },
  );
}
