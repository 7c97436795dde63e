/** For the officers of an agency: which of its orders ended, how, and until when is kept what was recorded under each. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { AgencyId, OrderId, PersonId } from '../core/ids.ts';
import { DAY_MS } from '../core/time.ts';
import { type Access, clocksOf, type Principal } from '../safeguards/service.ts';
import { caseOfOrder } from './case.ts';
import { type DeskEndingsJson, deskEndingsSchema } from './contract.ts';
import { loadEndingsSince } from './endings.sql.ts';
import { basisOf } from './endings.ts';
import { ORDER_LIMITS } from './limits.ts';
import type { CourtOrder } from './order.ts';
import { loadOrderRows } from './orders.sql.ts';
import type { Packs } from './packs/versions.ts';

export interface EndingsDeskDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly packs: Packs;
  readonly access: Access;
  /** The signed-in officer; null for the bearer of the admin token, who sees every agency's. */
  officerOf(request: FastifyRequest): { readonly agencyId: AgencyId } | null;
  principalOf(request: FastifyRequest): Principal;
  /** Short names of the cases in force that name the wearer. */
  labelsOf(personId: PersonId): readonly string[];
}

/** A device that was not taken back is not forgotten meanwhile. */
const SHOWN_MS = 366 * DAY_MS;

export function endingsDeskRoutes(app: FastifyInstance, deps: EndingsDeskDeps): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      '/api/desk/endings',
      { schema: { summary: 'Orders that ended, newest first', response: { 200: deskEndingsSchema } } },
      async (request) => loadDeskEndings(deps, deps.officerOf(request)?.agencyId ?? null, deps.principalOf(request)),
    );
}

async function loadDeskEndings(
  deps: EndingsDeskDeps,
  agencyId: AgencyId | null,
  who: Principal,
): Promise<DeskEndingsJson> {
  const { access, database, clock, packs } = deps;
  const nowMs = clock.nowMs();
  const endings = await loadEndingsSince(database, agencyId, nowMs - SHOWN_MS, ORDER_LIMITS.listRows);
  const orderIds = endings.map(({ orderId }) => orderId);
  const orders = new Map<OrderId, CourtOrder>();
  for (const order of await loadOrderRows(database, orderIds)) {
    // HAZARD H-569: a list is cut by agency in a query, and shows what the policies would not. Of an ending there are devices to take back.
    const on = { ...caseOfOrder(order), register: [order.agencyId] };
    if ((await access.mayAct(database, who, 'device.read', on)).allowed) orders.set(order.orderId, order);
  }
  const clocks = await clocksOf(database, orderIds.map(basisOf));
  return {
    serverTimeMs: nowMs,
    isWhole: endings.length < ORDER_LIMITS.listRows,
    endings: endings.flatMap(({ orderId, how, effectiveAtMs, article }) => {
      const order = orders.get(orderId);
      if (order === undefined) return [];
      const kept = clocks.get(basisOf(orderId))?.find(({ what }) => what === 'location');
      return [
        {
          ...{ orderId, how, effectiveAtMs, article, label: order.label, wearerId: order.wearerId },
          timeZone: packs.timeZoneOf(order.jurisdiction) ?? 'UTC',
          keptUntilMs: kept?.destroyAtMs ?? null,
          keptArticle: kept?.article ?? null,
          otherLabels: [...deps.labelsOf(order.wearerId)],
        },
      ];
    }),
  };
}
