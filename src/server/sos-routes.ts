/**
 * Calls for help and taking them back. A call is an input of the engine like every event of a device, and becomes the same incident; it is
 * answered when it is committed and not before. Fails toward the SOS: what cannot be judged takes nothing back.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { IncidentId, PersonId } from '../core/ids.ts';
import { RefusedError } from '../core/refusal.ts';
import { SECOND_MS, toIso, utcDay } from '../core/time.ts';
import type { SharingBook } from '../disclosure/service.ts';
import {
  type SosCancelAnswer,
  sosAnswerSchema,
  sosCancelAnswerSchema,
  sosCancelSchema,
  sosRequestSchema,
} from '../incidents/sos/contract.ts';
import { ensureSos, loadSos, recordSosCode, recordWrongCode, type Sos, updateJournaled } from '../incidents/sos/sos.ts';
import type { Journal } from '../ingest/journal.ts';
import type { CodeVerdict, Owner } from '../people/help/codes.ts';
import type { OrderBook } from './order-book.ts';
import { viewerOf } from './sessions/viewer.ts';

export interface SosRoutesDeps {
  readonly clock: Clock;
  readonly database: Database;
  readonly journal: Pick<Journal, 'append'>;
  readonly book: Pick<OrderBook, 'basesFor' | 'concernsOfPerson'>;
  readonly sharing: Pick<SharingBook, 'begin' | 'endOfSos'>;
  /** Whether the engine holds a pair of theirs. */
  isEvaluated(personId: PersonId): boolean;
  /** Resolves when what was found so far is recorded. */
  recorded(): Promise<void>;
  judgeCode(personId: PersonId, code: string): Promise<CodeVerdict>;
  /** After the commit: open streams hear of it. */
  onIncident(incidentId: IncidentId, agencyId: string): void;
  report(error: unknown): void;
}

/** A call that was just made must have become an incident before it is taken back. */
const RECORDED_MS_MAX = 5 * SECOND_MS;

export function sosRoutes(app: FastifyInstance, deps: SosRoutesDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/sos',
    {
      schema: { summary: 'Call for help', body: sosRequestSchema, response: { 202: sosAnswerSchema } },
    },
    async (request, reply) => {
      const { sosId, ageS = 0, share = false, personId } = request.body ?? {};
      const viewer = viewerOf(request);
      // HAZARD H-185: a call that waited on the phone goes out under whoever signed in there next, at their place.
      if (personId !== undefined && personId !== viewer.personId) {
        throw new RefusedError({ code: 'other-person', message: 'Somebody else pressed this one.' });
      }
      const sos = await takeSos(deps, viewer.personId, sosId ?? randomUUID(), Math.round(ageS * SECOND_MS), share);
      return reply.code(202).send({ sosId: sos.sosId, receivedAt: toIso(sos.receivedAtMs) });
    },
  );
  typed.post(
    '/api/sos/:id/cancel',
    {
      schema: {
        summary: 'Take a call for help back, with a code',
        params: z.object({ id: z.uuid() }),
        body: sosCancelSchema,
        response: { 200: sosCancelAnswerSchema },
      },
    },
    async (request) => ({
      answer: await cancel(deps, viewerOf(request), request.params.id, request.body.code),
    }),
  );
}

const OTHER_PERSON = { code: 'other-person', message: "This call is somebody else's." } as const;

/** One call, committed and on its way to be an incident; the same one again is the same. Rejects when it has reached nobody. */
// HAZARD H-185: the same call, sent again by a phone that got no answer, is two; or is answered and was lost.
export async function takeSos(
  deps: SosRoutesDeps,
  personId: PersonId,
  sosId: string,
  ageMs: number,
  share: boolean,
): Promise<Sos> {
  const nowMs = deps.clock.nowMs();
  const bases = deps.book.basesFor(personId, nowMs);
  const known = await loadSos(deps.database, sosId);
  if (known !== null && known.personId !== personId) {
    throw new RefusedError(OTHER_PERSON);
  }
  // Committed before: the answer was lost, the call was not.
  if (known !== null && known.journaledAtMs !== null) return known;
  if (bases.length === 0) {
    throw new RefusedError({ code: 'no-order', message: 'No order is in force: call the emergency number.' });
  }
  // The engine hears only those whom an order binds, which it learns a moment after the order begins.
  if (!deps.isEvaluated(personId)) throw new Error('an SOS came before its order was bound');
  const sos = await ensureSos(deps.database, { sosId, personId, pressedAtMs: nowMs - ageMs, receivedAtMs: nowMs });
  if (sos === null || sos.personId !== personId) throw new RefusedError(OTHER_PERSON);
  // INVARIANT: one id has one instant, and the journal keeps one event of a person at an instant, however often it is appended.
  const input = { kind: 'event', personId, event: 'sos', eventAtMs: sos.pressedAtMs } as const;
  const stored = await deps.journal.append(input, null, { subject: personId, scope: utcDay(nowMs), bases });
  // Said as it is, so that the page can tell them to call: an SOS that is not committed has reached nobody.
  if (!stored.ok) throw new Error('an SOS was not committed');
  await updateJournaled(deps.database, sosId, nowMs);
  if (share && sos.journaledAtMs === null && !stored.value.duplicate) beginSharing(deps, personId);
  return sos;
}

/** The call waits for nothing, and not for this: its incident is made a moment later. */
function beginSharing(deps: SosRoutesDeps, personId: PersonId): void {
  deps
    .recorded()
    .then(() => deps.sharing.begin(personId, 'sos'))
    .catch(deps.report);
}

async function cancel(deps: SosRoutesDeps, by: Owner, sosId: string, code: string): Promise<SosCancelAnswer['answer']> {
  const { personId, kind: byKind } = by;
  const sos = await loadSos(deps.database, sosId);
  if (sos === null || sos.personId !== personId) {
    throw new RefusedError({ code: 'not-found', message: 'There is no such call.' });
  }
  const verdict = await deps.judgeCode(personId, code);
  if (verdict === 'locked' || verdict === 'none') return verdict;
  if (verdict === 'wrong') {
    await tellWrongCode(deps, by, sosId);
    return 'wrong';
  }
  await soonRecorded(deps);
  const atMs = deps.clock.nowMs();
  const concerns = deps.book.concernsOfPerson(personId, atMs);
  // HAZARD H-182: the person's screen tells whoever forced them that the SOS stands. From here on both codes answer alike.
  const done = await recordSosCode(deps.database, { sosId, personId, byKind, said: verdict, concerns }, atMs);
  if (done === null) throw new Error('an SOS went while its code was judged');
  if (done.sharing !== null) await deps.sharing.endOfSos(personId, done.sharing);
  for (const { incidentId, agencyId } of done.changed) deps.onIncident(incidentId, agencyId);
  return 'taken';
}

/** To the open SOS of theirs. `sosId` null: it was given where codes are changed. */
export async function tellWrongCode(deps: SosRoutesDeps, by: Owner, sosId: string | null): Promise<void> {
  await soonRecorded(deps);
  const atMs = deps.clock.nowMs();
  const { personId, kind: byKind } = by;
  const concerns = deps.book.concernsOfPerson(personId, atMs);
  const changed = await recordWrongCode(deps.database, { sosId, personId, byKind, concerns }, atMs);
  for (const { incidentId, agencyId } of changed) deps.onIncident(incidentId, agencyId);
}

/** A call that was just made has become an incident; what takes longer is not waited for. */
export async function soonRecorded(deps: Pick<SosRoutesDeps, 'recorded'>): Promise<void> {
  await Promise.race([deps.recorded(), delay(RECORDED_MS_MAX, undefined, { ref: false })]);
}
