/** The import of an agency's register of places with people. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import { stopWith } from '../../core/refusal.ts';
import { placesImportedSchema, placesImportSchema } from './contract.ts';
import { replacePlaces } from './places.ts';

const ADMIN = { kind: 'command-line', id: null };
/** A country's worth of places. */
const IMPORT_BYTES_MAX = 4 * 1024 * 1024;

export function placeRoutes(
  app: FastifyInstance,
  deps: {
    readonly database: Database;
    readonly clock: Clock;
    /** Whether there is an agency with that id. */
    isAgency(agencyId: string): Promise<boolean>;
  },
): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/agencies/:id/places',
    {
      bodyLimit: IMPORT_BYTES_MAX,
      schema: {
        summary: "Replace an agency's places with people",
        params: z.object({ id: z.uuid() }),
        body: placesImportSchema,
        response: { 200: placesImportedSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      if (!(await deps.isAgency(id))) stopWith('not-found', 'There is no such agency.');
      return { places: await replacePlaces(deps, id, request.body, ADMIN) };
    },
  );
}
