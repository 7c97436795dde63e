/**
 * Who looked at what is held about a wearer, and why: staff by office and role, never by name; whoever may have looked because of an alarm, and
 * the protected side, as ranges of days of a month that are drawn over once (docs/decisions/0045).
 */
import { dateText, localDate } from '../../core/local-time.ts';
import { monthsShown } from '../../disclosure/counts/counts.ts';
import type { Audience } from '../../disclosure/counts/decide-counts.ts';
import { type CourtOrder, endOf } from '../../orders/order.ts';
import { loadOrderSummary } from '../../orders/service.ts';
import { loadDelays } from '../../people/rights/service.ts';
import { loadAgencies, loadPeopleById } from '../../people/service.ts';
import { type AuditNaming, loadAuditNaming } from '../../safeguards/service.ts';
import { type LooksJson, WEARER_LIMITS } from './contract.ts';
import { classOf, decideLook } from './decide-looks.ts';
import { timeZoneOf, type WearerDeps } from './deps.ts';
import { articleOf } from './held.ts';
import type { Subject } from './subject.ts';
import { ordersAgainst, proceedingsAgainst } from './told.ts';

/** Of their own device, objections and page: nothing else is independent of a case that they were not told of. */
const OWN = /^(device|removal|custody|contest|lawyer|session|sign-in-code)\./;

/** Whose acts count as looks; the wearer's own, the protected side's and the engine's are none. */
const LOOKERS = ['officer', 'police', 'prosecutor', 'judge', 'clerk', 'overseer', 'command-line'];

export async function loadLooks(deps: WearerDeps, { wearerId }: Subject): Promise<LooksJson> {
  const nowMs = deps.clock.nowMs();
  const { database } = deps;
  const orders = await ordersAgainst(deps.database, wearerId);
  const timeZone = timeZoneOf(deps, orders);
  const proceedings = await proceedingsAgainst(database, wearerId);
  const ids = [wearerId, ...orders.map(({ orderId }) => orderId), ...proceedings.told.map((row) => row.proceedingId)];
  const entries = await loadAuditNaming(database, ids, 0, LOOKERS, WEARER_LIMITS.entriesRead);
  const delays = await loadDelays(database, wearerId);
  const article = orders[0] === undefined ? '' : articleOf(orders[0], deps.packs.forOrder(orders[0], nowMs));
  const offices = await officesOf(deps, entries);
  const looks = new Map<string, LooksJson['looks'][number]>();
  for (const entry of entries) {
    // H-528: whatever was done about them while a proceeding is kept from them may tell that there is one.
    if (!OWN.test(entry.action) && proceedings.untold.some(({ state }) => state.openedAtMs <= entry.atMs)) continue;
    const told = decideLook(entry, delays, timeZone, nowMs);
    if (told === null) continue;
    const { kind: role, id } = entry.actor;
    const { action: what, purpose } = entry;
    const look = { ...told, role, office: offices.get(id ?? '') ?? '', what, purpose, article };
    // How often somebody looked on one day is not told.
    const key = told.atMs === null ? [told.day, role, look.office, what, purpose].join(' ') : String(entry.number);
    if (!looks.has(key)) looks.set(key, look);
  }
  const counted = entries.filter((entry) => classOf(entry) === 'counted');
  return {
    ...{ serverTimeMs: nowMs, timeZone },
    // Of what is told alone: how much else there is must not show.
    isWhole: looks.size <= WEARER_LIMITS.looksMax,
    looks: [...looks.values()].slice(0, WEARER_LIMITS.looksMax),
    months: await monthsOf(deps, orders, daysOf(counted, timeZone), nowMs),
  };
}

async function officesOf({ database }: WearerDeps, entries: readonly AuditNaming[]): Promise<Map<string, string>> {
  const ids = [...new Set(entries.flatMap(({ actor }) => actor.id ?? []))];
  const names = new Map((await loadAgencies(database)).map(({ agencyId, name }) => [agencyId as string, name]));
  const people = await loadPeopleById(database, ids);
  return new Map(people.map(({ personId, agencyId }) => [personId as string, names.get(agencyId) ?? '']));
}

function daysOf(entries: readonly AuditNaming[], timeZone: string): ReadonlySet<string> {
  return new Set(entries.map(({ atMs }) => dateText(localDate(atMs, timeZone))));
}

async function monthsOf(
  deps: WearerDeps,
  orders: readonly CourtOrder[],
  centreDays: ReadonlySet<string>,
  nowMs: number,
): Promise<LooksJson['months']> {
  const months: LooksJson['months'] = [];
  for (const order of orders) {
    const pack = deps.packs.forOrder(order, nowMs);
    const pairs = (await loadOrderSummary(deps.database, order.orderId))?.pairs ?? [];
    const counted = {
      ...{ orderId: order.orderId, pairIds: pairs.map(({ pairId }) => pairId), fromMs: order.fromMs },
      ...{ endMs: endOf(order).atMs, timeZone: pack?.timeZone ?? 'UTC' },
    };
    for (const audience of ['protected-side', 'centre'] as const) {
      const days = audience === 'centre' ? centreDays : new Set<string>();
      months.push({
        ...{ label: order.label, audience, article: articleOfAudience(pack, audience) },
        months: await monthsShown(deps, counted, audience, days, nowMs),
      });
    }
  }
  return months;
}

/** By which the audience may be shown where the wearer is at all, whether or not it was. */
function articleOfAudience(pack: ReturnType<WearerDeps['packs']['current']>, audience: Audience): string {
  const viewer = audience === 'centre' ? 'officer' : 'protected';
  const rules = pack?.disclosure.filter((rule) => rule.viewer === viewer && rule.targets.includes('wearer')) ?? [];
  return rules.find(({ shows }) => shows === 'point' || shows === 'band')?.article ?? '';
}
