/** Whose business two wearer records are. Fails toward refusing: what is another agency's alone is not found. */
import type { Sql } from '../../core/database.ts';
import type { AgencyId, PersonId } from '../../core/ids.ts';
import { loadPeopleById } from '../../people/service.ts';
import { caseOf, type Decision } from '../../safeguards/service.ts';
import type { CourtOrder } from '../order.ts';
import { loadOrderRowsNaming } from '../orders.sql.ts';
import type { LinkingActor, LinkingDeps } from './deps.ts';

/** Not ended, and not past its time: in force, or to be. */
export function isStanding(order: Pick<CourtOrder, 'status' | 'untilMs'>, nowMs: number): boolean {
  return order.status === 'active' && nowMs < order.untilMs;
}

export type RecordAction = 'record.read' | 'record.merge' | 'record.split';

/** Whether they may do that with these records, taken together. Of a record that is not there: denied. */
export async function mayWithRecords(
  { access, clock }: Pick<LinkingDeps, 'access' | 'clock'>,
  sql: Sql,
  personIds: readonly PersonId[],
  { who }: Pick<LinkingActor, 'who'>,
  action: RecordAction,
): Promise<Decision> {
  const people = await loadPeopleById(sql, personIds);
  const first = people[0];
  if (first === undefined || people.length < new Set(personIds).size) return NOT_THERE;
  return access.mayAct(
    sql,
    who,
    action,
    caseOf({
      ...{ caseId: first.personId, kind: 'record', law: { agencyId: first.agencyId }, exercise: first.exercise },
      ...{ register: people.map(({ agencyId }) => agencyId), wearerIds: personIds },
      monitoring: await monitoringOf(sql, personIds, clock.nowMs()),
    }),
  );
}

const NOT_THERE: Decision = { allowed: false, ruleIds: ['none'], policyVersion: null };

/** The agencies of orders against them that are not over. */
export async function monitoringOf(
  sql: Sql,
  personIds: readonly PersonId[],
  nowMs: number,
): Promise<readonly AgencyId[]> {
  const agencies = new Set<AgencyId>();
  for (const personId of personIds) {
    for (const order of await loadOrderRowsNaming(sql, personId)) {
      if (order.wearerId === personId && isStanding(order, nowMs)) agencies.add(order.agencyId);
    }
  }
  return [...agencies];
}
