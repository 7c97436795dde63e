/**
 * Whose warrant it is: who may ask under which order, who decides, who may read it. Fails toward refusing: what one has no part in is answered as
 * what is not there.
 */
import type { Sql } from '../../core/database.ts';
import { loadAddressee, loadOrderIdsAddressedTo } from '../../orders/exchange/service.ts';
import {
  loadMeasures,
  loadProceedingOfOrder,
  loadProceedingsOfAgency,
  type ProceedingRow,
} from '../../orders/process/service.ts';
import { type CourtOrder, loadOrderRow, loadOrderRows } from '../../orders/service.ts';
import { loadAgency } from '../../people/service.ts';
import { clocksOf } from '../../safeguards/service.ts';
import type { WarrantBase } from '../../safeguards/warrants/service.ts';
import type { Viewer } from '../sessions/viewer.ts';

/** The office, in the kind in which it takes part. */
export type Party = Pick<Viewer, 'kind' | 'agencyId' | 'personId' | 'exercise'>;

const OFFICE_OF = { police: 'policeId', prosecutor: 'prosecutionId' } as const;
const ROLE_OF = { police: 'police', prosecutor: 'prosecution' } as const;
export type Asker = keyof typeof OFFICE_OF;

export function isAsker(kind: string): kind is Asker {
  return kind in OFFICE_OF;
}

// HAZARD H-515: an office asks, and sees, in a case in which it has no part, or under another law.
/** The order, where that office takes part in its case: by the proceeding, or named for the order. Null: not theirs. */
export async function orderOf(sql: Sql, orderId: string, { kind, agencyId }: Party): Promise<CourtOrder | null> {
  if (!isAsker(kind)) return null;
  const order = await loadOrderRow(sql, orderId);
  const agency = await loadAgency(sql, agencyId);
  if (order === null || agency === null || agency.jurisdiction !== order.jurisdiction) return null;
  const row = await loadProceedingOfOrder(sql, orderId);
  if (row !== null && row[OFFICE_OF[kind]] === agencyId) return order;
  return (await loadAddressee(sql, order.orderId, ROLE_OF[kind])) === agencyId ? order : null;
}

export interface AskableOrder {
  readonly order: CourtOrder;
  readonly proceeding: ProceedingRow | null;
}

/** Those under which the office may ask, the latest first. */
export async function ordersOf(sql: Sql, { kind, agencyId }: Party, nowMs: number): Promise<AskableOrder[]> {
  if (!isAsker(kind)) return [];
  const found = new Map<string, ProceedingRow | null>();
  for (const id of await loadOrderIdsAddressedTo(sql, agencyId, ROLE_OF[kind])) found.set(id, null);
  for (const row of await loadProceedingsOfAgency(sql, agencyId, false, nowMs)) {
    if (row[OFFICE_OF[kind]] !== agencyId) continue;
    for (const { orderId } of await loadMeasures(sql, row.proceedingId)) if (orderId !== null) found.set(orderId, row);
  }
  const orders = await loadOrderRows(sql, [...found.keys()]);
  return orders
    .sort((a, b) => b.fromMs - a.fromMs)
    .map((order) => ({ order, proceeding: found.get(order.orderId) ?? null }));
}

/** As who somebody reads a warrant; null: it is not theirs. */
export function partOf(
  warrant: WarrantBase,
  { kind, agencyId }: Pick<Party, 'agencyId'> & { readonly kind: string },
): 'asker' | 'court' | null {
  if (isAsker(kind) && warrant.agencyId === agencyId) return 'asker';
  return (kind === 'judge' || kind === 'clerk') && warrant.courtId === agencyId ? 'court' : null;
}

/** When the originals must be gone, as far as is known: a copy never outlives them. */
export async function originalsUntil(sql: Sql, orderId: string): Promise<number | null> {
  const basis = `order:${orderId}`;
  const clocks = (await clocksOf(sql, [basis])).get(basis) ?? [];
  return clocks.find(({ what }) => what === 'location')?.destroyAtMs ?? null;
}
