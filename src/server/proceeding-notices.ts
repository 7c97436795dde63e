/**
 * The notices that the law demands of what happens in proceedings, as the exchange tells them. Fails toward telling: who cannot be told by a
 * machine is on a list until a person has told them.
 */
import { assert } from '../core/assert.ts';
import type { Sql } from '../core/database.ts';
import type { AgencyId, OrderId, PersonId } from '../core/ids.ts';
import { DAY_MS, HOUR_MS, toIso } from '../core/time.ts';
import type { NoticeFacts, NoticeTo, SealedDetails } from '../orders/exchange/notice.ts';
import { DETAILS_CODE, EVENT_CODES } from '../orders/exchange/notice-codes.ts';
import { AGENCY_ROLES } from '../orders/exchange/roles.ts';
import { addNotice, sealDetails } from '../orders/exchange/service.ts';
import type { Role } from '../orders/packs/procedure.ts';
import type { About } from '../orders/process/decided.ts';
import type { DueNotice, NoticeDetails, NoticesToTell, Reminder } from '../orders/process/deps.ts';
import { detailsKey, officeOf } from '../orders/process/notices.ts';
import { loadMeasures, type MeasureRow, type ProceedingRow } from '../orders/process/service.ts';
import type { OrderDeps } from '../orders/service.ts';
import { type Identity, loadHousehold, readIdentity } from '../people/service.ts';
import { ErasedError } from '../safeguards/service.ts';

type NoticeDeps = Pick<OrderDeps, 'database' | 'sealer' | 'clock'>;

const READER = { actor: { kind: 'system', id: null }, purpose: 'exchange' } as const;

export async function addProceedingNotices(tx: Sql, told: NoticesToTell, nowMs: number): Promise<void> {
  if (told.notices.length === 0) return;
  const measures = await loadMeasures(tx, told.row.proceedingId);
  for (const notice of told.notices) {
    const to = recipientOf(notice);
    if (to === null) continue;
    await addNotice(
      tx,
      {
        ...{ uniqueKey: keyOf(notice), code: notice.withDetails ? DETAILS_CODE : EVENT_CODES[notice.kind], to },
        ...{ exercise: notice.exercise, fromAgencyId: senderOf(notice, told), proceedingId: notice.proceedingId },
        ...{ orderId: orderOf(notice, measures), ruleId: notice.ruleId, article: notice.article },
        facts: factsOf(notice, told.row),
        details: told.details.get(detailsKey(notice)) ?? null,
        ...{ happenedAtMs: notice.happenedMs, dueAtMs: notice.dueMs },
      },
      nowMs,
    );
  }
}

/** No law asks for it: whoever has to act is to know in time. It counts as overdue after a day, or when the clock has run out. */
export async function addReminder(tx: Sql, { row, clock, beforeMs, to }: Reminder, nowMs: number): Promise<void> {
  const fromAgencyId = row.monitoringId ?? row.courtId ?? row.prosecutionId ?? row.policeId;
  assert(fromAgencyId !== null, 'a proceeding has an office');
  // Measures that end together are one thing to do: the second of them is told with the first.
  const key = ['reminder', row.proceedingId, clock.kind, clock.dueMs, beforeMs];
  for (const recipient of to.flatMap((role) => recipientsOf(row, role))) {
    await addNotice(
      tx,
      {
        uniqueKey: [...key, recipient.role, 'personId' in recipient ? recipient.personId : ''].join(':'),
        ...{ code: beforeMs === 0 ? 'deadline-passed' : 'deadline-near', to: recipient, exercise: row.exercise },
        ...{ fromAgencyId, proceedingId: row.proceedingId, ruleId: `reminder-${clock.kind}`, article: clock.article },
        facts: { proceeding: row.number, clock: clock.kind, due: toIso(clock.dueMs) },
        ...{ happenedAtMs: nowMs, dueAtMs: Math.min(Math.max(clock.dueMs, nowMs + HOUR_MS), nowMs + DAY_MS) },
      },
      nowMs,
    );
  }
}

function recipientsOf(row: ProceedingRow, role: Role): NoticeTo[] {
  if (role === 'protected') return row.protectedIds.map((personId) => ({ role: 'person', personId }));
  return role === 'respondent' ? [] : [{ role: AGENCY_ROLES[role], agencyId: officeOf(row, role) }];
}

/** Null: nobody knows yet who the respondent is, and there is nobody to tell; whoever serves the decision tells them. */
function recipientOf({ to, toAgencyId, toPersonId }: DueNotice): NoticeTo | null {
  if (to !== 'protected' && to !== 'respondent') return { role: AGENCY_ROLES[to], agencyId: toAgencyId };
  return toPersonId === null ? null : { role: 'person', personId: toPersonId };
}

// HAZARD H-402: an act that is recorded again tells everybody again, or a notice to two people is told to one of them.
function keyOf({ proceedingId, number, ruleId, to, toPersonId, withDetails, aboutPersonId }: DueNotice): string {
  const person = toPersonId ?? (withDetails ? aboutPersonId : null);
  return ['proceeding', proceedingId, number, ruleId, to, ...(person === null ? [] : [person])].join(':');
}

/** Whoever the rule names, else whoever recorded the act, else an office that takes part: somebody has to see that it is due. */
function senderOf({ fromAgencyId }: DueNotice, { row, byAgencyId }: NoticesToTell): AgencyId {
  const sender =
    fromAgencyId ?? byAgencyId ?? row.monitoringId ?? row.courtId ?? row.prosecutionId ?? row.policeId ?? null;
  assert(sender !== null, 'a proceeding has an office');
  return sender;
}

/** That of the measure which the event is about, else the newest: the number by which other agencies speak of it. */
function orderOf({ measureId }: DueNotice, measures: readonly MeasureRow[]): OrderId | null {
  const about = measures.find((one) => one.measureId === measureId && one.orderId !== null);
  return (about ?? measures.findLast(({ orderId }) => orderId !== null))?.orderId ?? null;
}

/** The article stands in the notice itself, and is no code. */
const NO_FACTS: ReadonlySet<string> = new Set(['article']);

function factsOf({ about, aboutPersonId, measureId, happenedMs }: DueNotice, row: ProceedingRow): NoticeFacts {
  const said = Object.entries(about).flatMap(([name, value]) => (NO_FACTS.has(name) ? [] : plain(name, value)));
  const measures = row.state.measures.flatMap((one) => {
    const isMeant = measureId === null ? one.orderedAtMs === happenedMs : one.measureId === measureId;
    return isMeant && one.untilMs !== null ? [[`until.${one.measure}`, toIso(one.untilMs)] as const] : [];
  });
  const person = aboutPersonId === null ? [] : [['person', aboutPersonId] as const];
  return Object.fromEntries([['proceeding', row.number], ...said, ...measures, ...person]);
}

/** Of several values each has a name of its own. Instants are written as such. */
function plain(name: string, value: About[string]): (readonly [string, string | number | null])[] {
  if (Array.isArray(value)) return value.map((one: string, i) => [`${name}.${i + 1}`, one] as const);
  const one = value as string | number | null;
  if (typeof one === 'number' && name.endsWith('Ms')) return [[name.slice(0, -2), toIso(one)]];
  return [[name, one]];
}

/** Before the transaction of the act. What was erased is told without. */
export async function sealNoticeDetails(
  deps: NoticeDeps,
  notices: readonly DueNotice[],
  orderId: OrderId | null,
): Promise<NoticeDetails> {
  const sealed = new Map<string, SealedDetails>();
  for (const notice of notices) {
    const personId = notice.aboutPersonId;
    if (!notice.withDetails || personId === null) continue;
    const details = await detailsOf(deps, personId);
    if (details !== null) sealed.set(detailsKey(notice), await sealDetails(deps, { personId, orderId }, details));
  }
  return sealed;
}

/** Name, number and household, as far as the register has them (kr: Decree 23-12). */
async function detailsOf(deps: NoticeDeps, personId: PersonId): Promise<Record<string, unknown> | null> {
  const known = await identityOf(deps, personId);
  if (known === null) return null;
  const household: { name: string; phone: string | null; minor: boolean }[] = [];
  for (const member of await loadHousehold(deps.database, personId)) {
    const one = await identityOf(deps, member.personId);
    if (one !== null) household.push({ name: one.name, phone: one.phone, minor: member.minor });
  }
  return { name: known.name, phone: known.phone, language: known.language, household };
}

async function identityOf(deps: NoticeDeps, personId: PersonId): Promise<Identity | null> {
  try {
    return await readIdentity(deps, personId, READER);
  } catch (error) {
    if (error instanceof ErasedError) return null;
    throw error;
  }
}
