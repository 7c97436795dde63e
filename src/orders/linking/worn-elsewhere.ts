/**
 * Tells those who monitor a wearer of other matters about him in which the device that he wears does not protect yet, and why: so that
 * somebody asks for a measure with a device. Compares what stands with what was told. Fails toward telling: a look that fails comes again.
 */
import type { PersonId } from '../../core/ids.ts';
import { uuidFromBytes } from '../../core/ids.ts';
import { survivorsOf } from '../../people/service.ts';
import { type Actor, audit } from '../../safeguards/service.ts';
import type { CourtOrder } from '../order.ts';
import { loadOrderRowsInForceAgainst, loadOrderRowsNotProtecting } from '../orders.sql.ts';
import type { Packs } from '../packs/versions.ts';
import { type MatterOrder, mayProtect } from './decide-linking.ts';
import type { LinkingDeps } from './deps.ts';
import { endNotices, insertNotice, loadNotices, loadOpenMatters, type Notice } from './linking.sql.ts';

const SYSTEM: Actor = { kind: 'system', id: null };

interface Matter {
  readonly kind: Notice['matterKind'];
  readonly id: string;
  readonly wearerId: PersonId;
  readonly order: CourtOrder | null;
}

export async function reviewWornElsewhere(deps: LinkingDeps): Promise<void> {
  const { database, clock, packs } = deps;
  const nowMs = clock.nowMs();
  const told = new Map((await loadNotices(database, null)).map((notice) => [keyOf(notice), notice]));
  const matters = await loadMatters(deps, nowMs);
  if (matters.length === 0 && told.size === 0) return;
  const worn = await loadWornOrders(deps, [...new Set(matters.map(({ wearerId }) => wearerId))], nowMs);
  const standing = new Map(
    matters
      .flatMap((matter) => noticesOf(packs, matter, worn.get(matter.wearerId) ?? [], nowMs))
      .map((notice) => [keyOf(notice), notice]),
  );
  const news = [...standing].filter(([key]) => !told.has(key)).map(([, notice]) => notice);
  const over = [...told].filter(([key]) => !standing.has(key)).map(([, { noticeId }]) => noticeId);
  if (news.length === 0 && over.length === 0) return;
  await database.transaction(async (tx) => {
    for (const said of news) {
      const notice = { ...said, noticeId: uuidFromBytes(deps.randomBytes(16)) };
      if (!(await insertNotice(tx, notice))) continue;
      const { noticeId, agencyId, wearerId, matterKind, matterId, reason } = notice;
      const about = { noticeId, agencyId, wearerId, matterKind, matterId, reason };
      await audit(tx, [{ atMs: nowMs, actor: SYSTEM, action: 'worn-elsewhere.tell', purpose: 'protection', about }]);
    }
    await endNotices(tx, over, nowMs);
  });
}

/** What protects nobody yet: matters without an order, orders without a device, orders to come. */
async function loadMatters({ database, packs }: LinkingDeps, nowMs: number): Promise<Matter[]> {
  const open = await loadOpenMatters(database);
  const survivors = await survivorsOf(
    database,
    open.map(({ wearerId }) => wearerId),
  );
  const orders = await loadOrderRowsNotProtecting(database, deviceMeasures(packs), nowMs);
  return [
    ...open.map(({ kind, matterId: id, wearerId }) => ({ kind, id, wearerId: survivors.get(wearerId)!, order: null })),
    ...orders.map((order) => ({ kind: 'order' as const, id: order.orderId, wearerId: order.wearerId, order })),
  ];
}

/** Orders with a device that are in force against those of these wearers who wear one. */
async function loadWornOrders(
  { database, packs, wearing }: LinkingDeps,
  wearerIds: readonly PersonId[],
  nowMs: number,
): Promise<ReadonlyMap<PersonId, readonly CourtOrder[]>> {
  const orders = await loadOrderRowsInForceAgainst(database, wearerIds, nowMs);
  const withDevice = orders.filter((order) => hasDevice(packs, order));
  const byWearer = Map.groupBy(withDevice, (order) => order.wearerId);
  const worn = await wearing(database, [...byWearer.keys()]);
  return new Map([...byWearer].filter(([wearerId]) => worn.has(wearerId)));
}

/** One for each agency that monitors the wearer by a device now. */
function noticesOf(
  packs: Packs,
  { kind, id, wearerId, order }: Matter,
  worn: readonly CourtOrder[],
  nowMs: number,
): Omit<Notice, 'noticeId' | 'seenAtMs'>[] {
  const may = mayProtect(order === null ? null : matterOrder(packs, order), nowMs);
  if (may.kind === 'allowed') return [];
  return [...Map.groupBy(worn, (one) => one.agencyId).values()].map(([first]) => ({
    ...{ agencyId: first!.agencyId, wornOrderId: first!.orderId, wearerId },
    ...{ matterKind: kind, matterId: id, reason: may.reason, atMs: nowMs },
  }));
}

export function hasDevice(packs: Packs, order: CourtOrder): boolean {
  const pack = packs.forOrder(order, order.createdAtMs);
  return pack?.measures.some(({ id, device }) => id === order.measure && device) ?? false;
}

export function matterOrder(packs: Packs, order: CourtOrder): MatterOrder {
  const { status, fromMs, untilMs } = order;
  return { status, fromMs, untilMs, hasDevice: hasDevice(packs, order) };
}

function deviceMeasures(packs: Packs): string[] {
  const all = packs
    .all()
    .flatMap(({ jurisdiction, measures }) =>
      measures.filter(({ device }) => device).map(({ id }) => `${jurisdiction} ${id}`),
    );
  return [...new Set(all)];
}

function keyOf(notice: Pick<Notice, 'agencyId' | 'wearerId' | 'matterKind' | 'matterId' | 'reason'>): string {
  return [notice.agencyId, notice.wearerId, notice.matterKind, notice.matterId, notice.reason].join('|');
}
