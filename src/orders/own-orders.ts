/**
 * Orders as whom they protect may see them, and their undertaking not to leak what they are shown. Fails toward telling less: no case
 * number, no wearer, nobody else; and toward warning: an undertaking that was not given withholds nothing (docs/decisions/0027).
 */
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { PersonId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { DAY_MS } from '../core/time.ts';
import { loadAgency, loadPerson } from '../people/service.ts';
import { type Actor, audit } from '../safeguards/service.ts';
import { type OwnOrderJson, type OwnOrdersJson, UNDERTAKING_TEXT, type UndertakingJson } from './contract.ts';
import { type CourtOrder, inForce, type OrderSummary } from './order.ts';
import { periodEnd } from './packs/calendar.ts';
import type { Pack } from './packs/pack.ts';
import type { Measure } from './packs/procedure.ts';
import type { Packs } from './packs/versions.ts';
import { loadOrderSummary, ordersNaming } from './service.ts';
import { insertUndertaking, loadUndertaking } from './undertaking.sql.ts';

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
  const shown = mine.filter((order) => endOf(order) > nowMs - SHOWN_AFTER_MS);
  const orders: OwnOrderJson[] = [];
  for (const order of shown.sort(byStanding(nowMs))) {
    const summary = await loadOrderSummary(database, order.orderId);
    const pack = packs.forOrder(order, nowMs);
    if (summary !== null && pack !== null) orders.push(ownOrder(summary, pack));
  }
  const person = await loadPerson(database, personId);
  const agency = person === null ? null : await loadAgency(database, person.agencyId);
  const first = shown.find((order) => inForce(order, nowMs));
  const pack = first === undefined ? null : packs.forOrder(first, nowMs);
  const undertaking = pack === null ? null : await undertakingOf(deps, pack, personId, nowMs);
  return { agencyName: agency?.name ?? '', orders, undertaking };
}

/** The first instant at which it protects nobody any more. */
function endOf(order: CourtOrder): number {
  return Math.min(order.untilMs, order.endedAtMs ?? Number.POSITIVE_INFINITY);
}

function byStanding(nowMs: number): (a: CourtOrder, b: CourtOrder) => number {
  return (a, b) => Number(inForce(b, nowMs)) - Number(inForce(a, nowMs)) || endOf(b) - endOf(a);
}

function ownOrder({ order, zones }: OrderSummary, pack: Pack): OwnOrderJson {
  const measure = pack.measures.find(({ id }) => id === order.measure);
  const { fromMs, untilMs, restraintM, warnM, noticeM, rings, status, endedAtMs, jurisdiction } = order;
  const { countMax, months, askedOf, article } = extensionsOf(measure?.extensions ?? null);
  return {
    ...{ jurisdiction, timeZone: pack.timeZone, fromMs, untilMs, restraintM, warnM, noticeM, rings: { ...rings } },
    // A measure that a newer pack no longer has keeps its name.
    measure: { name: measure?.name ?? order.measure, article: measure?.article ?? '' },
    ended: status === 'active' || endedAtMs === null ? null : { atMs: endedAtMs, how: status },
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
  nowMs: number,
): Promise<UndertakingJson | null> {
  if (pack.undertaking === null) return null;
  const { renewedMonths, yearsMax, fineMax, currency, article } = pack.undertaking;
  const said = await loadUndertaking(deps.database, personId, pack.jurisdiction);
  const stands = said?.textVersion === UNDERTAKING_TEXT && nowMs < renewalMs(said.atMs, renewedMonths, pack);
  return {
    ...{ jurisdiction: pack.jurisdiction, yearsMax, fineMax, currency, article, textVersion: UNDERTAKING_TEXT },
    acceptedAtMs: said?.atMs ?? null,
    isDue: !stands,
  };
}

function renewalMs(saidAtMs: number, months: number, pack: Pack): number {
  return periodEnd(saidAtMs, { length: { months }, firstDay: 'not-counted', holidays: 'count' }, pack).endMs;
}

/** That they read it: recorded with its audit entry. Nothing that protects them waits for it. */
export async function acceptUndertaking(
  deps: OwnOrdersDeps,
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
  return ok(null);
}
