/**
 * Orders as whom they protect may see them, and their undertaking not to leak what they are shown. Fails toward telling less: no case
 * number, no wearer, nobody else. An undertaking that was not given withholds the wearer's place, and no warning (docs/decisions/0043).
 */
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { PersonId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { DAY_MS } from '../core/time.ts';
import { loadAgency, loadPerson } from '../people/service.ts';
import { type Actor, audit, clocksOf, type RetentionClock } from '../safeguards/service.ts';
import { type OwnOrderJson, type OwnOrdersJson, UNDERTAKING_TEXT, type UndertakingJson } from './contract.ts';
import { decideUndertaking } from './decide-undertaking.ts';
import { basisOf } from './endings.ts';
import { type CourtOrder, endOf, inForce, type OrderSummary } from './order.ts';
import type { Pack } from './packs/pack.ts';
import type { Measure } from './packs/procedure.ts';
import type { Packs } from './packs/versions.ts';
import { loadOrderSummary, ordersNaming } from './service.ts';
import { insertUndertaking, loadUndertaking } from './undertaking.sql.ts';
import type { UndertakingBook } from './undertaking-book.ts';

export interface OwnOrdersDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly packs: Packs;
}

/** An order that is over is still shown for so long. */
const SHOWN_AFTER_MS = 31 * DAY_MS;

/** The person's agency, the orders that protect them (in force first, then by their end), and what they undertook. */
export async function loadOwnOrders(deps: OwnOrdersDeps, personId: PersonId): Promise<OwnOrdersJson> {
  const { database, clock, packs } = deps;
  const nowMs = clock.nowMs();
  const mine = (await ordersNaming(database, personId)).filter((order) => order.wearerId !== personId);
  const shown = mine.filter((order) => endOf(order).atMs > nowMs - SHOWN_AFTER_MS);
  const clocks = await clocksOf(
    database,
    shown.map((order) => basisOf(order.orderId)),
  );
  const orders: OwnOrderJson[] = [];
  for (const order of shown.sort(byStanding(nowMs))) {
    const summary = await loadOrderSummary(database, order.orderId);
    const pack = packs.forOrder(order, nowMs);
    if (summary !== null && pack !== null)
      orders.push(ownOrder(summary, pack, clocks.get(basisOf(order.orderId)) ?? []));
  }
  const person = await loadPerson(database, personId);
  const agency = person === null ? null : await loadAgency(database, person.agencyId);
  const standing = shown.filter((order) => inForce(order, nowMs));
  const pack = standing[0] === undefined ? null : packs.forOrder(standing[0], nowMs);
  const madeAtMs = standing.map(({ jurisdiction, createdAtMs }) =>
    jurisdiction === pack?.jurisdiction ? createdAtMs : 0,
  );
  const undertaking = pack === null ? null : await undertakingOf(deps, pack, personId, Math.max(0, ...madeAtMs), nowMs);
  return { agencyName: agency?.name ?? '', orders, undertaking };
}

function byStanding(nowMs: number): (a: CourtOrder, b: CourtOrder) => number {
  return (a, b) => Number(inForce(b, nowMs)) - Number(inForce(a, nowMs)) || endOf(b).atMs - endOf(a).atMs;
}

function ownOrder({ order, zones }: OrderSummary, pack: Pack, clocks: readonly RetentionClock[]): OwnOrderJson {
  const measure = pack.measures.find(({ id }) => id === order.measure);
  const { fromMs, untilMs, restraintM, warnM, noticeM, rings, jurisdiction } = order;
  const end = endOf(order);
  const { countMax, months, askedOf, article } = extensionsOf(measure?.extensions ?? null);
  return {
    ...{ jurisdiction, timeZone: pack.timeZone, fromMs, untilMs, restraintM, warnM, noticeM, rings: { ...rings } },
    // A measure that a newer pack no longer has keeps its name.
    measure: { name: measure?.name ?? order.measure, article: measure?.article ?? '' },
    ended: end.how === 'expired' ? null : { atMs: end.atMs, how: end.how },
    keptUntilMs: clocks.find(({ what }) => what === 'location')?.destroyAtMs ?? null,
    places: zones.filter(({ kind }) => kind === 'exclusion').length,
    extensions: { countMax, months, askedOf, article },
  };
}

/** In whole months, as their screens say it; none where the law counts otherwise. */
function extensionsOf(extensions: Measure['extensions']): OwnOrderJson['extensions'] {
  const length = extensions?.period.length;
  if (extensions === null || length === undefined || !('months' in length)) {
    return { countMax: 0, months: 0, askedOf: null, article: '' };
  }
  const { countMax, askedOf, article } = extensions;
  return { countMax, months: length.months, askedOf, article };
}

async function undertakingOf(
  deps: OwnOrdersDeps,
  pack: Pack,
  personId: PersonId,
  orderMadeAtMs: number,
  nowMs: number,
): Promise<UndertakingJson | null> {
  if (pack.undertaking === null) return null;
  const { yearsMax, fineMax, currency, article } = pack.undertaking;
  const said = await loadUndertaking(deps.database, personId, pack.jurisdiction);
  return {
    ...{ jurisdiction: pack.jurisdiction, yearsMax, fineMax, currency, article, textVersion: UNDERTAKING_TEXT },
    acceptedAtMs: said?.atMs ?? null,
    ...decideUndertaking(said, pack, orderMadeAtMs, UNDERTAKING_TEXT, nowMs),
  };
}

/** That they read it: recorded with its audit entry; then the book is told, so that the answer means it. No warning waits for it. */
export async function acceptUndertaking(
  deps: OwnOrdersDeps & { readonly undertakings: Pick<UndertakingBook, 'take'> },
  personId: PersonId,
  request: { readonly jurisdiction: string; readonly textVersion: string },
  actor: Actor,
): Promise<Outcome<null, Refusal>> {
  const pack = deps.packs.current(request.jurisdiction, deps.clock.nowMs());
  if (pack === null || pack.undertaking === null) return refuse('not-found', 'There is no undertaking to accept.');
  if (request.textVersion !== UNDERTAKING_TEXT) return refuse('conflict', 'The text has changed: read it again.');
  const said = {
    ...{ personId, jurisdiction: pack.jurisdiction, atMs: deps.clock.nowMs() },
    ...{ packVersion: pack.versionId, textVersion: request.textVersion },
  };
  await deps.database.transaction(async (tx) => {
    if (!(await insertUndertaking(tx, said))) return;
    const { atMs, ...about } = said;
    const entry = { actor, action: 'undertaking.accept', purpose: 'disclosure' };
    await audit(tx, [{ ...entry, atMs, about: { ...about, article: pack.undertaking?.article ?? '' } }]);
  });
  deps.undertakings.take(personId, said.jurisdiction, said);
  return ok(null);
}
