/**
 * Who looked at what is held about a wearer, and why: staff by office and role, never by name. Of whoever may have looked because of an alarm, and
 * of the protected side, only that the law lets them be shown where the wearer is, and by which article (docs/decisions/0050).
 */
import type { PersonId } from '../../core/ids.ts';
import { type CourtOrder, inForce } from '../../orders/order.ts';
import type { Viewer } from '../../orders/packs/disclosure-rule.ts';
import { loadDelays } from '../../people/rights/service.ts';
import { loadAgencies, loadPeopleById } from '../../people/service.ts';
import { type AuditNaming, loadAuditNaming } from '../../safeguards/service.ts';
import { AUDIENCES, type LooksJson, WEARER_LIMITS } from './contract.ts';
import { decideLook, inOrder, type ToldLook } from './decide-looks.ts';
import { timeZoneOf, type WearerDeps } from './deps.ts';
import { articleOf } from './held.ts';
import type { Subject } from './subject.ts';
import { ordersAgainst, proceedingsAgainst } from './told.ts';

/** Of their own device, objections and page: nothing else is independent of a case that they were not told of. */
const OWN = /^(device|removal|custody|contest|lawyer|session|sign-in-code)\./;

/** Whose acts count as looks; the wearer's own, the protected side's and the engine's are none. */
export const LOOKERS = [
  ...['officer', 'police', 'prosecutor', 'judge', 'clerk', 'overseer', 'command-line'],
  // As what an office acts in a proceeding.
  ...['monitoring', 'court', 'authority'],
];

export async function loadLooks(deps: WearerDeps, { wearerId }: Subject): Promise<LooksJson> {
  const nowMs = deps.clock.nowMs();
  const orders = await ordersAgainst(deps.database, wearerId);
  const timeZone = timeZoneOf(deps, orders);
  const { told, isWhole } = await loadTold(deps, { wearerId, orders, timeZone }, LOOKERS);
  const article = orders[0] === undefined ? '' : articleOf(orders[0], deps.packs.forOrder(orders[0], nowMs));
  const offices = await officesOf(
    deps,
    told.map(({ entry }) => entry),
  );
  const looks = new Map<string, LooksJson['looks'][number]>();
  for (const { entry, month, day, atMs } of told) {
    const { kind, id } = entry.actor;
    const role = kind === 'monitoring' ? 'officer' : kind;
    const { action: what, purpose } = entry;
    const look = { month, day, atMs, role, office: offices.get(id ?? '') ?? '', what, purpose, article };
    // How often somebody looked on one day, or in one month, is not told.
    const key = atMs === null ? [day ?? month, role, look.office, what, purpose].join(' ') : String(entry.number);
    if (!looks.has(key)) looks.set(key, look);
  }
  return {
    ...{ serverTimeMs: nowMs, timeZone, isWhole, looks: inOrder([...looks.values()]) },
    recipients: recipientsOf(deps, orders, nowMs),
  };
}

export interface ToldEntry extends ToldLook {
  readonly entry: AuditNaming;
}

/** Newest first. Whole: what is not told takes no place of what is, so that how much of it there is does not show. */
export async function loadTold(
  { database, clock }: WearerDeps,
  of: { readonly wearerId: PersonId; readonly orders: readonly CourtOrder[]; readonly timeZone: string },
  actorKinds: readonly string[],
): Promise<{ readonly told: readonly ToldEntry[]; readonly isWhole: boolean }> {
  const { wearerId, orders, timeZone } = of;
  const nowMs = clock.nowMs();
  const proceedings = await proceedingsAgainst(database, wearerId);
  const ids = [wearerId, ...orders.map(({ orderId }) => orderId), ...proceedings.told.map((row) => row.proceedingId)];
  const delays = await loadDelays(database, wearerId);
  const told = new Map<string, ToldEntry>();
  const { entriesAtOnce, looksMax } = WEARER_LIMITS;
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const entries = await loadAuditNaming(database, ids, actorKinds, before, entriesAtOnce);
    for (const entry of entries) {
      const { action, purpose, actor } = entry;
      // HAZARD H-528: what was done about them while a proceeding is kept from them tells that there is one.
      if (!OWN.test(action) && proceedings.untold.some(({ state }) => state.openedAtMs <= entry.atMs)) continue;
      const look = decideLook(entry, delays, timeZone, nowMs);
      if (look === null) continue;
      const key =
        look.atMs === null ? [look.day ?? look.month, actor.id, action, purpose].join(' ') : String(entry.number);
      if (told.has(key)) continue;
      if (told.size === looksMax) return { told: [...told.values()], isWhole: false };
      told.set(key, { ...look, entry });
    }
    if (entries.length < entriesAtOnce) return { told: [...told.values()], isWhole: true };
    before = entries.at(-1)!.number;
  }
}

async function officesOf({ database }: WearerDeps, entries: readonly AuditNaming[]): Promise<Map<string, string>> {
  const ids = [...new Set(entries.flatMap(({ actor }) => actor.id ?? []))];
  const names = new Map((await loadAgencies(database)).map(({ agencyId, name }) => [agencyId as string, name]));
  const people = await loadPeopleById(database, ids);
  return new Map(people.map(({ personId, agencyId }) => [personId as string, names.get(agencyId) ?? '']));
}

/** Everybody whom a pack's table names, but the wearer. */
const AUDIENCE_OF = {
  protected: 'protected-side',
  household: 'protected-side',
  officer: 'centre',
  responder: 'responders',
} as const satisfies Record<Exclude<Viewer, 'wearer'>, (typeof AUDIENCES)[number]>;

/** Of each order in force, by which article an audience may be shown where the wearer is: the law's words, whatever was shown. */
function recipientsOf(deps: WearerDeps, orders: readonly CourtOrder[], nowMs: number): LooksJson['recipients'] {
  return orders
    .filter((order) => inForce(order, nowMs))
    .flatMap((order) => {
      const rules = deps.packs.forOrder(order, nowMs)?.disclosure ?? [];
      const shown = rules.filter(
        ({ targets, shows }) => targets.includes('wearer') && (shows === 'point' || shows === 'band'),
      );
      return AUDIENCES.flatMap((audience) => {
        const rule = shown.find(({ viewer }) => viewer !== 'wearer' && AUDIENCE_OF[viewer] === audience);
        return rule === undefined ? [] : [{ label: order.label, audience, article: rule.article }];
      });
    });
}
