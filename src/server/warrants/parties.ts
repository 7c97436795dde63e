/**
 * Warrants as access asks of them: who has which part in one and in the case of its order. Who may ask, decide, see and confirm stands in the
 * policies (`jurisdictions/<code>/access`) and nowhere else. Fails toward refusing: what one has no part in is answered as what is not there.
 */
import type { Sql } from '../../core/database.ts';
import { loadAddressee, loadOrderIdsAddressedTo } from '../../orders/exchange/service.ts';
import {
  loadMeasures,
  loadProceedingOfOrder,
  loadProceedingsOfAgency,
  type ProceedingRow,
} from '../../orders/process/service.ts';
import { type CourtOrder, caseOfOrder, loadOrderRows } from '../../orders/service.ts';
import { type Access, type Case, caseOf, clocksOf, type Decision, office } from '../../safeguards/service.ts';
import type { Warrant, WarrantBase } from '../../safeguards/warrants/service.ts';
import { principalOf } from '../access-deps.ts';
import type { Viewer } from '../sessions/viewer.ts';

/** The office, in the kind in which it takes part. */
export type Party = Pick<Viewer, 'kind' | 'agencyId' | 'personId' | 'exercise'>;

const OFFICE_OF = { police: 'policeId', prosecutor: 'prosecutionId' } as const;
const ROLE_OF = { police: 'police', prosecutor: 'prosecution' } as const;
export type Asker = keyof typeof OFFICE_OF;

export function isAsker(kind: string): kind is Asker {
  return kind in OFFICE_OF;
}

export type OfWarrant =
  | 'warrant.read'
  | 'warrant.pursue'
  | 'warrant.confirm'
  | 'warrant.decide'
  | 'warrant.view'
  | 'warrant.emergency';

// HAZARD H-515: an office asks, and sees, in a case in which it has no part, or under another law.
/** Whether they may ask for location under that order, or claim an emergency. */
export async function mayAskUnder(
  { access }: { readonly access: Access },
  sql: Sql,
  order: CourtOrder,
  by: Party,
  action: 'warrant.ask' | 'warrant.emergency',
): Promise<Decision> {
  return access.mayAct(sql, principalOf(by), action, {
    ...caseOfOrder(order),
    ...(await officesOf(sql, order.orderId)),
  });
}

/** The warrant as access asks of it. `sql`: their own, or of a task: what isolation hides of the order's case is no part of theirs. */
export async function caseOfWarrant(sql: Sql, warrant: WarrantBase): Promise<Case> {
  const { warrantId, jurisdiction, exercise, orderId, agencyId, courtId, wearerId } = warrant;
  return caseOf({
    ...{ caseId: warrantId, kind: 'warrant', law: { jurisdiction }, exercise, matters: [orderId] },
    ...{ from: [agencyId], court: [courtId], wearerIds: [wearerId] },
    ...(await officesOf(sql, orderId)),
  });
}

/** Whether they may do that with a warrant. */
export async function mayWith(
  { access }: { readonly access: Access },
  sql: Sql,
  warrant: WarrantBase,
  by: Party,
  action: OfWarrant,
): Promise<Decision> {
  return access.mayAct(sql, principalOf(by), action, await caseOfWarrant(sql, warrant));
}

/** Seeing before a court decided is another act. */
export function viewing({ state }: Pick<Warrant, 'state'>): 'warrant.view' | 'warrant.emergency' {
  return state === 'emergency' || state === 'emergency-asked' ? 'warrant.emergency' : 'warrant.view';
}

/** Offices that take part in the order's case: by the proceeding, or named for the order. */
async function officesOf(sql: Sql, orderId: string): Promise<Pick<Case, 'police' | 'prosecution'>> {
  const row = await loadProceedingOfOrder(sql, orderId);
  const named = async (role: 'police' | 'prosecution') => office(await loadAddressee(sql, orderId, role));
  return {
    police: [...office(row?.policeId ?? null), ...(await named('police'))],
    prosecution: [...office(row?.prosecutionId ?? null), ...(await named('prosecution'))],
  };
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

/** When the originals must be gone, as far as is known: a copy never outlives them. */
export async function originalsUntil(sql: Sql, orderId: string): Promise<number | null> {
  const basis = `order:${orderId}`;
  const clocks = (await clocksOf(sql, [basis])).get(basis) ?? [];
  return clocks.find(({ what }) => what === 'location')?.destroyAtMs ?? null;
}
