/** A proceeding as access asks of it: which office has which part, and whom it is to protect from whom. */
import type { Sql } from '../../core/database.ts';
import { type Access, type Case, caseOf, type Decision, office } from '../../safeguards/service.ts';
import type { Doer } from './deps.ts';
import { stageOf } from './proceeding.ts';
import type { ProceedingRow } from './process.sql.ts';

export function caseOfProceeding(row: ProceedingRow): Case {
  return caseOf({
    ...{ caseId: row.proceedingId, kind: 'proceeding', law: { jurisdiction: row.jurisdiction } },
    ...{ phase: stageOf(row.state) === 'closed' ? 'over' : 'in-force', exercise: row.exercise },
    ...{ matters: [row.proceedingId], monitoring: office(row.monitoringId), police: office(row.policeId) },
    ...{ prosecution: office(row.prosecutionId), court: office(row.courtId) },
    ...{ protectedIds: row.protectedIds, wearerIds: office(row.respondentId) },
  });
}

// HAZARD H-431: somebody entered as an officer at a police office fits devices in that office's cases.
/** Whether whoever does it may do that in this proceeding, each in the part of their own office. */
export function mayIn(
  { access }: { readonly access: Access },
  sql: Sql,
  row: ProceedingRow,
  { who }: Pick<Doer, 'who'>,
  action: 'proceeding.read' | 'proceeding.act' | 'document.read',
): Promise<Decision> {
  return access.mayAct(sql, who, action, caseOfProceeding(row));
}
