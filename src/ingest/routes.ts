import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
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
import { exportQuarantine, quarantineCounts, type ReviewDeps, replayQuarantine } from './quarantine-review.ts';

const ADMIN: Actor = { kind: 'command-line', id: null };

export interface IngestRouteDeps extends ReviewDeps {
  doors(): DoorJson[];
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
      const { after, ...choice } = request.body;
      return { frames: await exportQuarantine(deps, choice, after, ADMIN) };
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
