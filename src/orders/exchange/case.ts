/** Notices and held messages as access asks of them. */
import type { Sql } from '../../core/database.ts';
import { type Access, type Case, caseOf, type Decision, office } from '../../safeguards/service.ts';
import type { Endpoint, Notice } from './notice.ts';
import type { Staff } from './service.ts';

export function mayWithNotice(
  { access }: { readonly access: Access },
  sql: Sql,
  staff: Staff,
  action: 'notice.read' | 'notice.tell' | 'notice.confirm',
  notice: Notice,
): Promise<Decision> {
  const { noticeId, exercise, fromAgencyId, toAgencyId, orderId } = notice;
  const on: Case = caseOf({
    ...{ caseId: noticeId, kind: 'notice', law: { agencyId: fromAgencyId }, exercise },
    ...{ from: [fromAgencyId], to: office(toAgencyId), matters: office(orderId) },
  });
  return access.mayAct(sql, whoIs(staff), action, on);
}

// HAZARD H-431: an office under another law takes a decision that nobody acted on yet off the list of those whose it is.
/** Whether what came in from that endpoint is theirs to look at. */
export function maySeeMessages(
  { access }: { readonly access: Access },
  sql: Sql,
  staff: Staff,
  { endpointId, agencyId, exercise }: Pick<Endpoint, 'endpointId' | 'agencyId' | 'exercise'>,
): Promise<Decision> {
  const on = caseOf({ caseId: endpointId, kind: 'message', law: { agencyId }, exercise, from: [agencyId] });
  return access.mayAct(sql, whoIs(staff), 'message.see', on);
}

function whoIs({ kind, personId, agencyId, exercise }: Staff) {
  return { is: 'person', kind, personId, agencyId, exercise } as const;
}
