/** A court order as access asks of it. */
import { type Case, caseOf } from '../safeguards/service.ts';
import { type CourtOrder, endOf, inForce } from './order.ts';

/** Without an instant, as it is whenever it is read. `protectedIds`: of its pairs, where they are known. */
export function caseOfOrder(order: CourtOrder, nowMs = order.fromMs, protectedIds: readonly string[] = []): Case {
  const phase = inForce(order, nowMs) ? 'in-force' : endOf(order).atMs <= nowMs ? 'over' : 'coming';
  return caseOf({
    ...{ caseId: order.orderId, kind: 'order', law: { jurisdiction: order.jurisdiction }, exercise: order.exercise },
    ...{ phase, matters: [order.orderId], monitoring: [order.agencyId], protectedIds, wearerIds: [order.wearerId] },
  });
}
