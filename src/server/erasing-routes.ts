/** How retention stands, and the rotation of the key store's keys, for whoever runs the server. Fails toward refusing. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { RefusedError } from '../core/refusal.ts';
import { retentionStatusJson, retentionStatusSchema } from '../safeguards/erasure/contract.ts';
import { audit, type RetentionStatus } from '../safeguards/service.ts';
import { OperatorError } from './operator-error.ts';

const ADMIN = { kind: 'command-line', id: null };

export interface ErasingRoutesDeps {
  readonly database: Database;
  readonly clock: Clock;
  status(): Promise<RetentionStatus>;
  /** Undefined: there is no key store. */
  readonly rotateKeys: (() => Promise<void>) | undefined;
}

export function erasingRoutes(app: FastifyInstance, deps: ErasingRoutesDeps): void {
  const { database, clock, rotateKeys } = deps;
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/retention',
    {
      schema: {
        summary: 'What is to be erased, what is late, held, and was erased',
        response: { 200: retentionStatusSchema },
      },
    },
    async () => retentionStatusJson(await deps.status()),
  );
  api.post(
    '/api/keys/rotate',
    {
      schema: {
        summary: 'Change the keys under which the key store is sealed',
        response: { 200: z.object({ rotated: z.literal(true) }) },
      },
    },
    async () => {
      if (rotateKeys === undefined)
        throw new RefusedError({ code: 'conflict', message: 'This server has no key store.' });
      try {
        await rotateKeys();
      } catch (error) {
        if (!(error instanceof OperatorError)) throw error;
        throw new RefusedError({ code: 'conflict', message: `${error.message} ${error.remedy}` });
      }
      await database.transaction((tx) =>
        audit(tx, [{ atMs: clock.nowMs(), actor: ADMIN, action: 'keys.rotate', purpose: 'security', about: {} }]),
      );
      return { rotated: true } as const;
    },
  );
}
