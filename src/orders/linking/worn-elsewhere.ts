/**
 * Tells those who monitor a wearer of other matters about him in which the device that he wears does not protect yet, and why: so that
 * somebody asks for a measure with a device. Compares what stands with what was told. Fails toward telling: a look that fails comes again.
 */
import type { PersonId } from '../../core/ids.ts';
import { uuidFromBytes } from '../../core/ids.ts';
import { survivorOf } from '../../people/service.ts';
import { type Actor, audit } from '../../safeguards/service.ts';
import { type CourtOrder, inForce } from '../order.ts';
import { loadOrderRowsNaming, loadOrderRowsNotProtecting } from '../orders.sql.ts';
import type { Packs } from '../pack-folder.ts';
import { type MatterOrder, mayProtect } from './decide-linking.ts';
import { endNotices, insertNotice, loadNotices, loadOpenMatters, type Notice } from './linking.sql.ts';
import type { LinkingDeps } from './merge.ts';

const SYSTEM: Actor = { kind: 'system', id: null };

interface Matter {
  readonly kind: Notice['matterKind'];
  readonly id: string;
  readonly wearerId: PersonId;
  readonly order: CourtOrder | null;
}

export async function reviewWornElsewhere(deps: LinkingDeps): Promise<void> {
  const { database, clock } = deps;
  const nowMs = clock.nowMs();
  const told = new Map((await loadNotices(database, null)).map((notice) => [keyOf(notice), notice]));
  const standing = new Set<string>();
  const news: Omit<Notice, 'seenAtMs'>[] = [];
  for (const matter of await loadMatters(deps, nowMs)) {
    for (const notice of await noticesOf(deps, matter, nowMs)) {
      standing.add(keyOf(notice));
      if (!told.has(keyOf(notice))) news.push(notice);
    }
  }
  const over = [...told].filter(([key]) => !standing.has(key)).map(([, { noticeId }]) => noticeId);
  if (news.length === 0 && over.length === 0) return;
  await database.transaction(async (tx) => {
    for (const notice of news) {
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
  const matters: Matter[] = [];
  for (const { kind, matterId, wearerId } of await loadOpenMatters(database)) {
    matters.push({ kind, id: matterId, wearerId: await survivorOf(database, wearerId), order: null });
  }
  for (const order of await loadOrderRowsNotProtecting(database, deviceMeasures(packs), nowMs)) {
    matters.push({ kind: 'order', id: order.orderId, wearerId: order.wearerId, order });
  }
  return matters;
}

/** One for each agency that monitors him by a device now, of another order than the matter's own. */
async function noticesOf(deps: LinkingDeps, matter: Matter, nowMs: number): Promise<Omit<Notice, 'seenAtMs'>[]> {
  const may = mayProtect(matter.order === null ? null : matterOrder(deps.packs, matter.order), nowMs);
  if (may.kind === 'allowed') return [];
  const { database, packs, randomBytes } = deps;
  const orders = await loadOrderRowsNaming(database, matter.wearerId);
  const worn = orders.filter(
    (order) => order.wearerId === matter.wearerId && inForce(order, nowMs) && hasDevice(packs, order),
  );
  if (worn.length === 0 || !(await deps.wearing(database, [matter.wearerId])).has(matter.wearerId)) return [];
  return [...Map.groupBy(worn, (order) => order.agencyId).values()].map(([first]) => ({
    noticeId: uuidFromBytes(randomBytes(16)),
    agencyId: first!.agencyId,
    wornOrderId: first!.orderId,
    wearerId: matter.wearerId,
    matterKind: matter.kind,
    matterId: matter.id,
    reason: may.reason,
    atMs: nowMs,
  }));
}

export function hasDevice(
  packs: Packs,
  { jurisdiction, measure }: Pick<CourtOrder, 'jurisdiction' | 'measure'>,
): boolean {
  return packs.get(jurisdiction)?.measures.some(({ id, device }) => id === measure && device) ?? false;
}

export function matterOrder(packs: Packs, order: CourtOrder): MatterOrder {
  const { status, fromMs, untilMs } = order;
  return { status, fromMs, untilMs, hasDevice: hasDevice(packs, order) };
}

function deviceMeasures(packs: Packs): string[] {
  return [...packs.values()].flatMap(({ jurisdiction, measures }) =>
    measures.filter(({ device }) => device).map(({ id }) => `${jurisdiction} ${id}`),
  );
}

function keyOf(notice: Pick<Notice, 'agencyId' | 'wearerId' | 'matterKind' | 'matterId' | 'reason'>): string {
  return [notice.agencyId, notice.wearerId, notice.matterKind, notice.matterId, notice.reason].join('|');
}
