/**
 * Of what a wearer has been told: proceedings from their service on (or what was imposed or fitted before them in person), and the orders made in
 * them. Fails toward telling less: what is only asked for, or not served yet, is not there on any page of theirs.
 */
import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { loadProceedingOfOrder, loadProceedingsAgainst, type ProceedingRow } from '../../orders/process/service.ts';
import { type CourtOrder, ordersNaming } from '../../orders/service.ts';
import { asTask } from '../scope.ts';

// HAZARD H-528: whoever is only being asked about learns of it from their own page, before anything protects the other side.
function isTold({ state }: ProceedingRow): boolean {
  return (
    state.servedAtMs !== null ||
    state.imposed !== null ||
    state.measures.some(({ fitting }) => (fitting?.doneAtMs ?? null) !== null)
  );
}

export async function proceedingsAgainst(
  sql: Sql,
  wearerId: PersonId,
): Promise<{ readonly told: readonly ProceedingRow[]; readonly untold: readonly ProceedingRow[] }> {
  const { told = [], untold = [] } = Object.groupBy(
    await asTask('wearers-page', () => loadProceedingsAgainst(sql, wearerId)),
    (row) => (isTold(row) ? 'told' : 'untold'),
  );
  return { told, untold };
}

/** Orders against the wearer, the last to end first. */
export function ordersAgainst(sql: Sql, wearerId: PersonId): Promise<CourtOrder[]> {
  // A proceeding that the scope hides would be taken for none, and its order told before service.
  return asTask('wearers-page', () => loadTold(sql, wearerId));
}

async function loadTold(sql: Sql, wearerId: PersonId): Promise<CourtOrder[]> {
  const own = (await ordersNaming(sql, wearerId)).filter((order) => order.wearerId === wearerId);
  const told: CourtOrder[] = [];
  for (const order of own) {
    const row = await loadProceedingOfOrder(sql, order.orderId);
    if (row === null || isTold(row)) told.push(order);
  }
  return told.sort((a, b) => b.untilMs - a.untilMs);
}
