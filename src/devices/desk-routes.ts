/** The desk's calls on devices, removals and custodies. An officer's are of their own agency only. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { PersonId } from '../core/ids.ts';
import type { Outcome } from '../core/outcome.ts';
import { type Refusal, valueOrRefuse } from '../core/refusal.ts';
import { decideOnRemoval, endCustody, endRemoval, recordCustody, requestRemoval } from './absence-acts.ts';
import {
  custodyRequestSchema,
  deskDetailSchema,
  deskSchema,
  doneSchema,
  dutyRequestSchema,
  lostRequestSchema,
  plainActSchema,
  registerSchema,
  removalRequestSchema,
  reserveRequestSchema,
  retireRequestSchema,
  returnRequestSchema,
  swapRequestSchema,
} from './contract.ts';
import { type DeskActor, type DeskOfficer, deskActor } from './desk.ts';
import { type DeskViewDeps, exportRegister, loadDesk, loadDeskDetail, loadRemovalRegister } from './desk-views.ts';
import { actOnDevice, swapDevice } from './life-acts.ts';
import { registerCsv } from './register-csv.ts';

export interface DeskRouteDeps extends DeskViewDeps {
  /** The signed-in officer; null for the bearer of the admin token. */
  officerOf(request: FastifyRequest): DeskOfficer | null;
}

const paramsSchema = z.object({ id: z.uuid() });
const READS = { asOfficerId: null } as const;

export function deskRoutes(app: FastifyInstance, deps: DeskRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const actorOf = async (
    request: FastifyRequest,
    { asOfficerId }: { asOfficerId: string | null },
  ): Promise<DeskActor> => valueOrRefuse(await deskActor(deps.database, deps.officerOf(request), asOfficerId));

  api.get(
    '/api/desk/devices',
    { schema: { summary: 'Devices, their states and health', response: { 200: deskSchema } } },
    async (request) => loadDesk(deps, await actorOf(request, READS)),
  );
  api.get(
    '/api/desk/devices/:id',
    { schema: { summary: "A device's record", params: paramsSchema, response: { 200: deskDetailSchema } } },
    async (request) => loadDeskDetail(deps, request.params.id, await actorOf(request, READS)),
  );
  api.get(
    '/api/desk/removals',
    { schema: { summary: 'The register of temporary removals', response: { 200: registerSchema } } },
    async (request) => loadRemovalRegister(deps, await actorOf(request, READS)),
  );
  api.get(
    '/api/desk/removals.csv',
    { schema: { summary: 'The register of temporary removals, as CSV' } },
    async (request, reply) => {
      const { removals } = await exportRegister(deps, await actorOf(request, READS));
      return sendCsv(reply, registerCsv(removals));
    },
  );
  registerActs(app, deps, actorOf);
}

type ActorOf = (request: FastifyRequest, body: { asOfficerId: string | null }) => Promise<DeskActor>;
type Work<Body> = (id: string, body: Body, by: DeskActor) => Promise<Outcome<string, Refusal>>;

function registerActs(app: FastifyInstance, deps: DeskRouteDeps, actorOf: ActorOf): void {
  const act = <Schema extends z.ZodType<{ asOfficerId: string | null }>>(
    path: string,
    summary: string,
    body: Schema,
    work: Work<z.infer<Schema>>,
  ): void => {
    // A path without an id stands for something that is made.
    const params = path.includes(':id') ? { params: paramsSchema } : {};
    app.post(path, { schema: { summary, ...params, body, response: { 200: doneSchema } } }, async (request) => {
      const { id = '' } = request.params as { id?: string };
      const given = request.body as z.infer<Schema>;
      return { id: valueOrRefuse(await work(id, given, await actorOf(request, given))) };
    });
  };
  const ON = '/api/desk/devices/:id';
  act(`${ON}/reserve`, 'Reserve a device for a wearer', reserveRequestSchema, (id, body, by) => {
    const { place: words, appointment } = body;
    const personId = body.personId as PersonId;
    const appointmentMs = appointment === null ? null : Date.parse(appointment);
    return actOnDevice(deps, id, { act: 'reserve', personId, appointmentMs, words }, by);
  });
  act(`${ON}/release`, 'Take a reservation back', plainActSchema, (id, _, by) =>
    actOnDevice(deps, id, { act: 'release' }, by),
  );
  act(`${ON}/duties`, 'The wearer read and acknowledged a duty', dutyRequestSchema, (id, { duty }, by) =>
    actOnDevice(deps, id, { act: 'acknowledge-duty', duty }, by),
  );
  act(`${ON}/fit`, 'The device is fitted', plainActSchema, (id, _, by) => actOnDevice(deps, id, { act: 'fit' }, by));
  act(`${ON}/swap`, 'Another device takes its place, at once', swapRequestSchema, (id, body, by) =>
    swapDevice(deps, id, body.newDeviceId, body.reason, by),
  );
  act(`${ON}/return`, 'The device is back', returnRequestSchema, (id, { reason }, by) =>
    actOnDevice(deps, id, { act: 'return', reason }, by),
  );
  act(`${ON}/restock`, 'Checked, and in stock again', plainActSchema, (id, _, by) =>
    actOnDevice(deps, id, { act: 'restock' }, by),
  );
  act(`${ON}/lost`, 'The device is lost', lostRequestSchema, (id, { words }, by) =>
    actOnDevice(deps, id, { act: 'lose', words }, by),
  );
  act(`${ON}/found`, 'A lost device is here again', plainActSchema, (id, _, by) =>
    actOnDevice(deps, id, { act: 'find' }, by),
  );
  act(`${ON}/retire`, 'The device is used no more', retireRequestSchema, (id, { reason }, by) =>
    actOnDevice(deps, id, { act: 'retire', reason }, by),
  );
  act(`${ON}/removals`, 'Ask for a temporary removal', removalRequestSchema, (id, body, by) => {
    const { reason, words } = body;
    const period = { fromMs: Date.parse(body.from), untilMs: Date.parse(body.until) };
    return requestRemoval(deps, id, { reason, period, words }, by);
  });
  registerAbsences(act, deps);
}

type Act = <Schema extends z.ZodType<{ asOfficerId: string | null }>>(
  path: string,
  summary: string,
  body: Schema,
  work: Work<z.infer<Schema>>,
) => void;

function registerAbsences(act: Act, deps: DeskRouteDeps): void {
  const ON = '/api/desk/removals/:id';
  act(`${ON}/approve`, 'Approve a removal; not by who asked for it', plainActSchema, (id, _, by) =>
    decideOnRemoval(deps, id, 'approved', by),
  );
  act(`${ON}/refuse`, 'Refuse a removal; not by who asked for it', plainActSchema, (id, _, by) =>
    decideOnRemoval(deps, id, 'refused', by),
  );
  act(`${ON}/end`, 'The device is on again', plainActSchema, (id, _, by) => endRemoval(deps, id, by));
  act('/api/desk/custodies', 'Record that a wearer is in custody', custodyRequestSchema, (_, body, by) => {
    const { personId, reason, words, from, until } = body;
    const fromMs = from === null ? null : Date.parse(from);
    const untilMs = until === null ? null : Date.parse(until);
    return recordCustody(deps, { personId, reason, words, fromMs, untilMs }, by);
  });
  act('/api/desk/custodies/:id/end', 'The wearer is in custody no more', plainActSchema, (id, _, by) =>
    endCustody(deps, id, by),
  );
}

function sendCsv(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="removals.csv"')
    .send(text);
}
