/** Which notices the law demands of what happened, to whom, by when. Pure. */

import type { AgencyId } from '../../core/ids.ts';
import { HOUR_MS } from '../../core/time.ts';
import type { NoticeRule, Role } from '../packs/procedure.ts';
import type { ProceedingEvent } from './decided.ts';
import type { DueNotice } from './deps.ts';
import type { Law } from './law.ts';
import { isInForce } from './proceeding.ts';
import type { ProceedingRow } from './process.sql.ts';

/** What the law's words are taken to mean before somebody is told that a notice is late: ours, not the law's. */
export const WORDS_MS = { 'at-once': HOUR_MS, 'without-delay': 24 * HOUR_MS } as const;

/** @param before how many events there were */
export function dueNotices(
  row: ProceedingRow,
  events: readonly ProceedingEvent[],
  before: number,
  law: Law,
): DueNotice[] {
  return events.flatMap((event, i) => {
    const rules = law.notices.filter(({ on, procedures }) => {
      return on === event.kind && (procedures === undefined || procedures.includes(row.procedure));
    });
    const hasDevice = anyDevice(row, event.atMs, law);
    return rules
      .filter(({ onlyWith }) => onlyWith === undefined || hasDevice)
      .flatMap((rule) => rule.to.flatMap((to) => toOne(row, event, before + 1 + i, rule, to, law)));
  });
}

/** Whether a measure with a device holds after the event. */
function anyDevice({ state }: ProceedingRow, atMs: number, law: Law): boolean {
  return state.measures.some((one) => {
    return law.measures.find(({ id }) => id === one.measure)?.device === true && isInForce(state, one, atMs);
  });
}

function toOne(
  row: ProceedingRow,
  event: ProceedingEvent,
  number: number,
  rule: NoticeRule,
  to: Role,
  law: Law,
): DueNotice[] {
  const dueMs =
    typeof rule.within === 'string' ? event.atMs + WORDS_MS[rule.within] : law.endOf(event.atMs, rule.within);
  const withDetails = TELLS_DETAILS.test(rule.id);
  const notice = {
    ...{ ruleId: rule.id, article: rule.article, proceedingId: row.proceedingId, number, from: rule.from, to, dueMs },
    ...{ fromAgencyId: officeOf(row, rule.from), toAgencyId: officeOf(row, to), exercise: row.exercise, withDetails },
    ...{ kind: event.kind, happenedMs: event.atMs, measureId: event.measureId, about: event.about },
    ...{ aboutPersonId: event.personId, toPersonId: null },
  };
  // Of each a notice of its own: what is sealed of one of them is erased with that one.
  if (withDetails) return row.protectedIds.map((aboutPersonId) => ({ ...notice, aboutPersonId }));
  if (to === 'protected') {
    // An event about one of them is told to that one.
    const people = event.personId === null ? row.protectedIds : [event.personId];
    return people.map((toPersonId) => ({ ...notice, toPersonId }));
  }
  return [{ ...notice, toPersonId: to === 'respondent' ? row.respondentId : null }];
}

/** A rule whose notice tells who is protected says so by the end of its id (kr: EDA 31-6, Decree 23-12). */
const TELLS_DETAILS = /(^|-)protected-details$/;

export function detailsKey({ number, ruleId, aboutPersonId }: DueNotice): string {
  return `${number}:${ruleId}:${aboutPersonId ?? ''}`;
}

export function officeOf(row: ProceedingRow, role: Role): AgencyId | null {
  switch (role) {
    case 'court':
      return row.courtId;
    case 'authority':
      return row.courtId;
    case 'prosecutor':
      return row.prosecutionId;
    case 'police':
      return row.policeId;
    case 'monitoring':
      return row.monitoringId;
    default:
      return null;
  }
}
