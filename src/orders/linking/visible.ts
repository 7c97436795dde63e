/** Whose business two wearer records are. Fails toward refusing: what is another agency's alone is not found. */
import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { type Decider, loadPeopleById } from '../../people/service.ts';
import type { CourtOrder } from '../order.ts';
import { loadOrderRowsNaming } from '../orders.sql.ts';

/** Not ended, and not past its time: in force, or to be. */
export function isStanding(order: Pick<CourtOrder, 'status' | 'untilMs'>, nowMs: number): boolean {
  return order.status === 'active' && nowMs < order.untilMs;
}

/** One of them is registered with the decider's agency, or stands under an order of it. */
export async function concerns(
  sql: Sql,
  personIds: readonly PersonId[],
  { agencyId }: Pick<Decider, 'agencyId'>,
  nowMs: number,
): Promise<boolean> {
  const people = await loadPeopleById(sql, personIds);
  if (people.length < new Set(personIds).size) return false;
  if (agencyId === null || people.some((person) => person.agencyId === agencyId)) return true;
  for (const personId of personIds) {
    const orders = await loadOrderRowsNaming(sql, personId);
    if (orders.some((order) => order.wearerId === personId && order.agencyId === agencyId && isStanding(order, nowMs)))
      return true;
  }
  return false;
}
