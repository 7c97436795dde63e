/** What a protected person sets up and asks for when they need help: whom to call, codes, places, sharing where they are. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { valueOrRefuse } from '../core/refusal.ts';
import { placesSchema } from '../disclosure/places/contract.ts';
import { loadPlaces } from '../disclosure/places/places.ts';
import type { SharingBook } from '../disclosure/service.ts';
import { sharingSchema } from '../disclosure/sharing/contract.ts';
import type { Packs } from '../orders/service.ts';
import { type CodeDeps, changeCodes, type Owner } from '../people/help/codes.ts';
import {
  contactsSchema,
  type HelpJson,
  helpSchema,
  ownPlacesSchema,
  sosCodesAnswerSchema,
  sosCodesRequestSchema,
} from '../people/help/contract.ts';
import { readContacts, readOwnPlaces, writeContacts, writeOwnPlaces } from '../people/help/own-lists.ts';
import { hasCodes, loadAgency } from '../people/service.ts';
import type { OrderBook } from './order-book.ts';
import { showsIn } from './sessions/lock/decide.ts';
import { type Viewer, viewerOf } from './sessions/viewer.ts';

export interface HelpRoutesDeps extends CodeDeps {
  readonly packs: Packs;
  readonly book: Pick<OrderBook, 'ordersOf'>;
  /** To the SOS that are open, as a wrong code given to one. */
  onWrongCode(by: Owner): Promise<void>;
  readonly sharing: Pick<SharingBook, 'begin' | 'stop' | 'isPossible' | 'shownTo'>;
}

const done = z.object({});

export function helpRoutes(app: FastifyInstance, deps: HelpRoutesDeps): void {
  ownRoutes(app, deps);
  sharingRoutes(app, deps);
  placeRoutes(app, deps);
}

function ownRoutes(app: FastifyInstance, deps: HelpRoutesDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get('/api/me/help', { schema: { summary: 'Whom to call', response: { 200: helpSchema } } }, (request) =>
    helpOf(deps, viewerOf(request)),
  );
  typed.put(
    '/api/me/contacts',
    { schema: { summary: 'Whom one trusts', body: contactsSchema, response: { 200: done } } },
    async (request) => {
      await writeContacts(deps, viewerOf(request), request.body.contacts);
      return {};
    },
  );
  typed.get(
    '/api/me/places',
    { schema: { summary: "Places of one's own", response: { 200: ownPlacesSchema } } },
    async (request) => ({ places: await readOwnPlaces(deps, viewerOf(request)) }),
  );
  typed.put(
    '/api/me/places',
    { schema: { summary: "Change places of one's own", body: ownPlacesSchema, response: { 200: done } } },
    async (request) => {
      await writeOwnPlaces(deps, viewerOf(request), request.body.places);
      return {};
    },
  );
  typed.put(
    '/api/me/sos-codes',
    {
      schema: {
        summary: 'Choose the codes that take an SOS back',
        body: sosCodesRequestSchema,
        response: { 200: sosCodesAnswerSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const answer = await changeCodes(deps, viewer, request.body);
      // HAZARD H-183: codes are guessed where they are changed, and nobody hears of it.
      if (answer === 'wrong') await deps.onWrongCode(viewer);
      return { answer };
    },
  );
}

function sharingRoutes(app: FastifyInstance, deps: HelpRoutesDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  // HAZARD H-201: whoever holds a locked phone learns from it whether an incident is open.
  const standing = async ({ personId, lock }: Viewer) => {
    const serverTimeMs = deps.clock.nowMs();
    if (!showsIn(lock)) return { sharing: null, possible: false, serverTimeMs };
    return { sharing: deps.sharing.shownTo(personId), possible: await deps.sharing.isPossible(personId), serverTimeMs };
  };
  typed.get(
    '/api/me/sharing',
    { schema: { summary: 'Whether one shares where one is', response: { 200: sharingSchema } } },
    (request) => standing(viewerOf(request)),
  );
  typed.post(
    '/api/me/sharing',
    { schema: { summary: 'Share where one is, while an incident is open', response: { 200: sharingSchema } } },
    async (request) => {
      const viewer = viewerOf(request);
      const begun = await deps.sharing.begin(viewer.personId, 'incident');
      // On a locked phone a refusal would tell that nothing is open.
      if (showsIn(viewer.lock)) valueOrRefuse(begun);
      return standing(viewer);
    },
  );
  typed.delete(
    '/api/me/sharing',
    { schema: { summary: 'Share it no longer', response: { 200: sharingSchema } } },
    async (request) => {
      const viewer = viewerOf(request);
      // What their screen does not show cannot be stopped from it (see `SharingBook.endOfSos`).
      if (deps.sharing.shownTo(viewer.personId) !== null) await deps.sharing.stop(viewer.personId);
      return standing(viewer);
    },
  );
}

function placeRoutes(app: FastifyInstance, deps: HelpRoutesDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/api/places',
    { schema: { summary: 'Places with people', response: { 200: placesSchema } } },
    async (request) => {
      const { agencyId } = viewerOf(request);
      const agency = await loadAgency(deps.database, agencyId);
      const timeZone = deps.packs.timeZoneOf(agency?.jurisdiction ?? '');
      return { timeZone, places: await loadPlaces(deps.database, agencyId) };
    },
  );
}

async function helpOf(deps: HelpRoutesDeps, viewer: Viewer): Promise<HelpJson> {
  const { personId } = viewer;
  const nowMs = deps.clock.nowMs();
  const order = deps.book.ordersOf(personId, nowMs)[0] ?? null;
  const agency = await loadAgency(deps.database, order?.agencyId ?? viewer.agencyId);
  const pack = deps.packs.current(order?.jurisdiction ?? agency?.jurisdiction ?? '', nowMs);
  if (pack === null) throw new Error('an agency has no pack');
  return {
    emergencyNumber: pack.emergencyNumber,
    centre: agency === null ? null : { label: agency.name, phone: agency.phone },
    contacts: await readContacts(deps, viewer),
    hasCodes: await hasCodes(deps.database, personId),
  };
}
