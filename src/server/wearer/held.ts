/**
 * What is held about a wearer, by kind and order: since when, until when, by which article. Says that something of a kind may be held, not
 * whether or how much there is: that of incidents would tell of a protected person's ways (I-4). Fails toward saying so: where nothing sets an
 * end, the list says that.
 */
import { loadOwnSpan } from '../../ingest/own-data.ts';
import { basisOf } from '../../orders/endings.ts';
import { type CourtOrder, endOf } from '../../orders/order.ts';
import type { Pack } from '../../orders/packs/pack.ts';
import { loadPerson } from '../../people/service.ts';
import { clocksOf, erasuresUnder, type RetentionClock } from '../../safeguards/service.ts';
import type { HeldJson } from './contract.ts';
import { timeZoneOf, type WearerDeps } from './deps.ts';
import type { Subject } from './subject.ts';
import { ordersAgainst } from './told.ts';

type Held = HeldJson['held'][number];

/** By which kind of the pack's retention rules each is destroyed. */
const RULE_OF = {
  positions: 'location',
  device: 'location',
  contests: 'papers',
} as const;

export async function loadHeld(deps: WearerDeps, { wearerId }: Subject): Promise<HeldJson> {
  const nowMs = deps.clock.nowMs();
  const orders = await ordersAgainst(deps.database, wearerId);
  const person = await loadPerson(deps.database, wearerId);
  const span = await loadOwnSpan(deps.database, wearerId);
  const clocks = await clocksOf(
    deps.database,
    orders.map(({ orderId }) => basisOf(orderId)),
  );
  const held: Held[] = [];
  for (const order of orders) {
    const pack = deps.packs.forOrder(order, nowMs);
    const own = clocks.get(basisOf(order.orderId)) ?? [];
    for (const what of ['positions', 'device', 'contests'] as const) {
      const isOwn = span !== null && span.untilMs >= order.fromMs && span.fromMs < endOf(order).atMs;
      if (what === 'positions' && !isOwn) continue;
      const sinceMs = what === 'positions' ? Math.max(order.fromMs, span!.fromMs) : order.fromMs;
      held.push(heldOf(what, order, sinceMs, pack, own));
    }
    held.push({ ...nothingEnds('documents', order, pack), sinceMs: order.createdAtMs });
    // Rows of ids and times, which nothing destroys yet: said so, rather than by a rule that is not carried out.
    for (const what of ['incidents', 'disclosures'] as const)
      held.push({ ...nothingEnds(what, order, pack), sinceMs: order.fromMs });
  }
  held.push({
    ...{ what: 'identity', label: null, sinceMs: person?.createdAtMs ?? null, until: 'registered', untilMs: null },
    ...{ keep: null, basis: '', article: '' },
  });
  const erased = (await loadErased(deps, wearerId, orders)).map(({ auditNumber: _, ...certificate }) => certificate);
  return { serverTimeMs: nowMs, timeZone: timeZoneOf(deps, orders), held, erased };
}

/** Certificates of what was kept under orders that the wearer was told of, and under their registration; the newest first. */
export async function loadErased(
  { database }: Pick<WearerDeps, 'database'>,
  wearerId: string,
  orders: readonly CourtOrder[],
): Promise<(HeldJson['erased'][number] & { readonly auditNumber: number | null })[]> {
  const labels = new Map<string, string>(orders.map(({ orderId, label }) => [basisOf(orderId), label]));
  const erasures = await erasuresUnder(database, [...labels.keys(), `registration:${wearerId}`]);
  return erasures.flatMap(({ basis, part, article, dueAtMs, destroyedAtMs, provenAtMs, auditNumber }) =>
    provenAtMs === null
      ? []
      : [{ label: labels.get(basis) ?? null, part, article, dueAtMs, destroyedAtMs, provenAtMs, auditNumber }],
  );
}

function heldOf(
  what: keyof typeof RULE_OF,
  order: CourtOrder,
  sinceMs: number,
  pack: Pack | null,
  clocks: readonly RetentionClock[],
): Held {
  const kind = RULE_OF[what];
  const rule = pack?.retention.find((one) => one.what === kind);
  if (rule === undefined) return { ...nothingEnds(what, order, pack), sinceMs };
  const clock = clocks.find((one) => one.what === kind);
  const keep = { days: rule.keep.days ?? null, years: rule.keep.years ?? null };
  const named = { what, label: order.label, sinceMs, keep, basis: articleOf(order, pack) };
  if (clock !== undefined) return { ...named, until: 'clock', untilMs: clock.destroyAtMs, article: clock.article };
  const until = rule.after === 'written' ? 'each-entry' : 'order-stands';
  return { ...named, until, untilMs: null, article: rule.article };
}

function nothingEnds(what: Held['what'], order: CourtOrder, pack: Pack | null): Omit<Held, 'sinceMs'> {
  const basis = articleOf(order, pack);
  return { what, label: order.label, until: 'no-clock', untilMs: null, keep: null, basis, article: '' };
}

export function articleOf(order: CourtOrder, pack: Pack | null): string {
  return pack?.measures.find(({ id }) => id === order.measure)?.article ?? '';
}
