/** An incident as access asks of it: whose it is. */
import type { Sql } from '../core/database.ts';
import { type Access, type Case, caseOf, type Decision, office } from '../safeguards/service.ts';

/** Somebody who is signed in. */
export interface Looker {
  readonly personId: string;
  readonly agencyId: string;
  readonly kind: string;
  readonly exercise: boolean;
}

export interface OfCase {
  readonly incidentId: string;
  readonly orderId: string | null;
  readonly agencyId: string;
  readonly exercise: boolean;
}

// HAZARD H-83: another agency's officers read its alarms and act on them.
export function mayAct(
  access: Access,
  sql: Sql,
  { kind, personId, agencyId, exercise }: Looker,
  action: 'incident.read' | 'incident.act',
  incident: OfCase,
): Promise<Decision> {
  return access.mayAct(sql, { is: 'person', kind, personId, agencyId, exercise }, action, caseOfIncident(incident));
}

/** Open or closed, and whether or not its order is still in force: somebody has to be able to close it. */
function caseOfIncident({ incidentId, orderId, agencyId, exercise }: OfCase): Case {
  return caseOf({
    ...{ caseId: incidentId, kind: 'incident', law: { agencyId }, exercise },
    ...{ monitoring: [agencyId], matters: office(orderId) },
  });
}

/** The queue of their own agency. */
export async function mayReadQueue(access: Access, sql: Sql, looker: Looker): Promise<Decision> {
  const { kind, personId, agencyId, exercise } = looker;
  const queue = caseOf({
    ...{ caseId: agencyId, kind: 'queue', law: { agencyId }, exercise: null, monitoring: [agencyId] },
  });
  return access.mayAct(sql, { is: 'person', kind, personId, agencyId, exercise }, 'queue.read', queue);
}
