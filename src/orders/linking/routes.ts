/** The desk "same person?": open questions, links, notices. An officer's are those that concern their own agency. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AgencyId, PersonId } from '../../core/ids.ts';
import { refuse, valueOrRefuse } from '../../core/refusal.ts';
import { audit, OPERATOR } from '../../safeguards/service.ts';
import {
  decisionSchema,
  linkDoneSchema,
  linkHistorySchema,
  linkingDeskSchema,
  mergeRequestSchema,
  openedReviewSchema,
  splitRequestSchema,
} from './contract.ts';
import type { LinkingActor, LinkingDeps } from './deps.ts';
import { updateSeen } from './linking.sql.ts';
import { decideReview, mergeByHand, split } from './merge.ts';
import { loadLinkHistory, loadLinkingDesk, openReview } from './views.ts';
import { reviewWornElsewhere } from './worn-elsewhere.ts';

export interface LinkingRouteDeps extends LinkingDeps {
  /** The signed-in officer; null for the bearer of the admin token. */
  officerOf(request: FastifyRequest): DeskOfficer | null;
}

interface DeskOfficer {
  readonly kind: string;
  readonly personId: PersonId;
  readonly agencyId: AgencyId;
  readonly exercise: boolean;
}

const paramsSchema = z.object({ id: z.uuid() });

export function linkingRoutes(app: FastifyInstance, deps: LinkingRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const actorOf = (request: FastifyRequest): LinkingActor => {
    const officer = deps.officerOf(request);
    if (officer === null) {
      return { actor: { kind: 'command-line', id: null }, officerId: null, agencyId: null, who: OPERATOR };
    }
    return officerAs(officer);
  };
  api.get(
    '/api/desk/linking',
    {
      schema: {
        summary: 'Whether records are of the same wearer: questions, links, notices',
        response: { 200: linkingDeskSchema },
      },
    },
    async (request) => loadLinkingDesk(deps, actorOf(request)),
  );
  api.post(
    '/api/desk/linking/reviews/:id/open',
    {
      schema: {
        summary: 'Open two records side by side (an audited read)',
        params: paramsSchema,
        body: z.strictObject({}).nullish(),
        response: { 200: openedReviewSchema },
      },
    },
    async (request) => valueOrRefuse(await openReview(deps, request.params.id, actorOf(request))),
  );
  api.post(
    '/api/desk/linking/reviews/:id',
    {
      schema: {
        summary: 'Decide whether two records are of the same wearer, once',
        params: paramsSchema,
        body: decisionSchema,
        response: { 200: linkDoneSchema },
      },
    },
    async (request) => {
      const done = valueOrRefuse(await decideReview(deps, request.params.id, request.body, actorOf(request)));
      await reviewWornElsewhere(deps);
      return done;
    },
  );
  registerLinks(app, deps, actorOf);
}

function registerLinks(
  app: FastifyInstance,
  deps: LinkingRouteDeps,
  actorOf: (request: FastifyRequest) => LinkingActor,
): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    '/api/desk/linking/links',
    {
      schema: {
        summary: 'Merge two wearer records by hand',
        body: mergeRequestSchema,
        response: { 200: linkDoneSchema },
      },
    },
    async (request) => {
      const { aId, bId, reason } = request.body;
      const records = [aId as PersonId, bId as PersonId] as const;
      return valueOrRefuse(await mergeByHand(deps, records, reason, actorOf(request)));
    },
  );
  api.post(
    '/api/desk/linking/links/:id/split',
    {
      schema: {
        summary: 'Split what a link merged: its orders go back',
        params: paramsSchema,
        body: splitRequestSchema,
        response: { 200: linkDoneSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      return valueOrRefuse(await split(deps, id, request.body.reason, actorOf(request)));
    },
  );
  api.post(
    '/api/desk/linking/notices/:id/seen',
    {
      schema: {
        summary: 'Another matter concerns a wearer: seen',
        params: paramsSchema,
        body: z.strictObject({}).nullish(),
        response: { 200: linkDoneSchema },
      },
    },
    async (request) => ({ id: await markSeen(deps, request.params.id, actorOf(request)), waiting: null }),
  );
  api.get(
    '/api/desk/people/:id/links',
    {
      schema: {
        summary: "The history of a wearer record's links",
        params: paramsSchema,
        response: { 200: linkHistorySchema },
      },
    },
    async (request) => valueOrRefuse(await loadLinkHistory(deps, request.params.id as PersonId, actorOf(request))),
  );
}

export function officerAs({ kind, personId, agencyId, exercise }: DeskOfficer): LinkingActor {
  const who = { is: 'person', kind, personId, agencyId, exercise } as const;
  return { actor: { kind: 'officer', id: personId }, officerId: personId, agencyId, who };
}

async function markSeen(deps: LinkingRouteDeps, noticeId: string, by: LinkingActor): Promise<string> {
  const atMs = deps.clock.nowMs();
  const isSeen = await deps.database.transaction(async (tx) => {
    if (!(await updateSeen(tx, noticeId, by.agencyId, { atMs, byId: by.officerId }))) return false;
    const { actor } = by;
    await audit(tx, [{ atMs, actor, action: 'worn-elsewhere.see', purpose: 'protection', about: { noticeId } }]);
    return true;
  });
  return isSeen ? noticeId : valueOrRefuse(refuse('conflict', 'There is no such notice that nobody has seen.'));
}
