/**
 * How far a person has set up: which steps are done, and whether they ask for help with their phone. What they answered in a step
 * stays on the phone. Fails toward "not done".
 */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Clock } from '../../../core/clock.ts';
import type { Database, Sql } from '../../../core/database.ts';
import { toIso } from '../../../core/time.ts';
import { audit } from '../../../safeguards/service.ts';
import { viewerOf } from '../viewer.ts';
import { SET_UP_STEPS, type SetUpJson, setUpChangeSchema, setUpSchema } from './contract.ts';

export async function loadSetUp(sql: Sql, personId: string): Promise<SetUpJson> {
  const { rows } = await sql.query<{ step: string; done_at_ms: number }>(
    `select step, done_at_ms from server.set_up_step where person_id = $1`,
    [personId],
  );
  const doneAt = (step: string): string | null => {
    const row = rows.find((one) => one.step === step);
    return row === undefined ? null : toIso(row.done_at_ms);
  };
  return {
    steps: SET_UP_STEPS.map((step) => ({ step, doneAt: doneAt(step) })),
    wantsHelpSince: doneAt('wants-help'),
  };
}

export function setUpRoutes(app: FastifyInstance, deps: { readonly database: Database; readonly clock: Clock }): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/me/onboarding',
    { schema: { summary: 'How far I have set up', response: { 200: setUpSchema } } },
    (request) => loadSetUp(deps.database, viewerOf(request).personId),
  );
  api.put(
    '/api/me/onboarding',
    {
      schema: {
        summary: 'A step of setting up is done, or not',
        body: setUpChangeSchema,
        response: { 200: setUpSchema },
      },
    },
    async (request) => {
      const { kind, personId } = viewerOf(request);
      const { step, done } = request.body;
      const nowMs = deps.clock.nowMs();
      return deps.database.transaction(async (tx) => {
        if (done) {
          await tx.query(
            `insert into server.set_up_step (person_id, step, done_at_ms) values ($1, $2, $3)
             on conflict (person_id, step) do nothing`,
            [personId, step, nowMs],
          );
        } else {
          await tx.query(`delete from server.set_up_step where person_id = $1 and step = $2`, [personId, step]);
        }
        const about = { personId, step, done };
        await audit(tx, [
          { atMs: nowMs, actor: { kind, id: personId }, action: 'set-up.change', purpose: 'set-up', about },
        ]);
        return loadSetUp(tx, personId);
      });
    },
  );
}
