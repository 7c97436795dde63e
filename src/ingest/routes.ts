import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Outcome } from '../core/outcome.ts';
import { type Refusal, valueOrRefuse } from '../core/refusal.ts';
import type { Actor } from '../safeguards/service.ts';
import {
  type DoorJson,
  doorsSchema,
  quarantineChoiceSchema,
  quarantineCountsSchema,
  quarantineExportRequestSchema,
  quarantineExportSchema,
  quarantineReplayedSchema,
} from './contract.ts';
import {
  exportQuarantine,
  type PositionUse,
  quarantineCounts,
  type ReviewDeps,
  replayQuarantine,
} from './quarantine-review.ts';

const ADMIN: Actor = { kind: 'command-line', id: null };

export interface IngestRouteDeps extends ReviewDeps {
  doors(): DoorJson[];
  /** The use of a wearer's position of that name, by the jurisdiction's pack as it holds now; refused when it lists none. */
  useOf(jurisdiction: string, purpose: string): Outcome<PositionUse, Refusal>;
}

export function ingestRoutes(app: FastifyInstance, deps: IngestRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/ingest/doors',
    { schema: { summary: "How each tracker protocol's port is doing", response: { 200: doorsSchema } } },
    async () => ({ doors: deps.doors() }),
  );
  api.get(
    '/api/quarantine',
    { schema: { summary: 'Count what lies in quarantine', response: { 200: quarantineCountsSchema } } },
    async () => ({ counts: await quarantineCounts(deps.database) }),
  );
  api.post(
    '/api/quarantine/export',
    {
      schema: {
        summary: 'Read a page of quarantined frames, which may hold positions; audited',
        body: quarantineExportRequestSchema,
        response: { 200: quarantineExportSchema },
      },
    },
    async (request) => {
      const { after, jurisdiction, purpose, ...choice } = request.body;
      // HAZARD H-501: raw frames hold positions: nobody reads them for nothing.
      const use = valueOrRefuse(deps.useOf(jurisdiction, purpose));
      return { frames: await exportQuarantine(deps, choice, after, use, ADMIN) };
    },
  );
  api.post(
    '/api/quarantine/replay',
    {
      schema: {
        summary: 'Take quarantined frames in again, after a decoder was mended or a device registered',
        body: quarantineChoiceSchema,
        response: { 200: quarantineReplayedSchema },
      },
    },
    async (request) => replayQuarantine(deps, request.body, ADMIN),
  );
}
