/**
 * Proceedings: opening one, acting in it. What an act leads to is decided by `decide.ts`; here it is written with its events, notices,
 * versions, the orders that are monitored under it and its audit entry, all in one transaction. Fails toward refusing.
 */
import type { Sql } from '../../core/database.ts';
import { type OrderId, type PersonId, uuidFromBytes } from '../../core/ids.ts';
import { localDate } from '../../core/local-time.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse, stopWith } from '../../core/refusal.ts';
import { type Actor, audit, type Decision, rulesOf as ruleIdsOf } from '../../safeguards/service.ts';
import type { PreparedDocument } from '../documents/service.ts';
import type { Act, Illegal } from './act.ts';
import { nameAddressees } from './addressees.ts';
import { bindDocuments, whatOf } from './attachments.ts';
import { mayIn } from './case.ts';
import type { ActRequest, OrderConditions, ProceedingRequest } from './contract.ts';
import { decideAct } from './decide.ts';
import { newProceeding } from './decide-opening.ts';
import type { Decided, ProceedingEvent } from './decided.ts';
import type { Doer, NoticeDetails, ProcessDeps } from './deps.ts';
import { keyOf } from './keys.ts';
import { type Law, rulesOf } from './law.ts';
import { enterMatter, settleMatter } from './matter.ts';
import { dueNotices, officeOf } from './notices.ts';
import { decideParties, ownOffice, type Parties } from './parties.ts';
import { type PreparedMonitoring, prepareMonitoring, writeMonitoring } from './prepare.ts';
import { endOfMeasure } from './proceeding.ts';
import {
  insertEvent,
  insertProceeding,
  insertText,
  loadProceedingRow,
  lockProceeding,
  type ProceedingRow,
  type SealedText,
  takeNextNumber,
  updateProceeding,
  upsertMeasure,
} from './process.sql.ts';
import type { ProcessRules } from './rules.ts';
import { toAct } from './to-act.ts';
import { loadConditions, type SealedConditions, sealConditions, writeVersion } from './version-book.ts';

export {
  loadInForce,
  loadMeasures,
  loadProceedingOfOrder,
  loadProceedingRow,
  loadProceedingsAgainst,
  loadProceedingsOfAgency,
  loadProceedingsProtecting,
  lockProceeding,
  lockProceedingNumbered,
  lockProceedingOf,
  type MeasureRow,
  type ProceedingRow,
} from './process.sql.ts';

/** What is written, sealed and prepared before the transaction that writes it. */
interface Prepared {
  readonly before: ProceedingRow;
  readonly isNew: boolean;
  readonly law: Law;
  readonly rules: ProcessRules;
  readonly decided: Decided;
  readonly act: Act;
  readonly doer: Doer;
  readonly text: SealedText | null;
  readonly documents: readonly PreparedDocument[];
  readonly conditions: OrderConditions | null;
  readonly sealed: SealedConditions | null;
  readonly monitoring: PreparedMonitoring;
  readonly details: NoticeDetails;
}

export async function openProceeding(
  deps: ProcessDeps,
  request: ProceedingRequest,
  doer: Doer,
): Promise<Outcome<ProceedingRow, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const parties = await decideParties(deps, request, doer);
  if (!parties.ok) return parties;
  // The law of the day on which it was done, whenever that is entered: none reaches back to before it held.
  const doneMs = request.act.at === undefined ? nowMs : Math.min(nowMs, Date.parse(request.act.at));
  const law = deps.lawNow(parties.value.jurisdiction, doneMs);
  const rules = law === null ? null : rulesOf(law, request.procedure);
  if (law === null || rules === null) {
    return refuse('invalid', `The law knows no such procedure then: ${request.procedure}.`);
  }
  const before = newRow(deps, request, parties.value, law, doer, nowMs);
  const prepared = await prepare(deps, { before, isNew: true, law, rules }, request.act, doer);
  return prepared.ok ? commit(deps, prepared.value) : prepared;
}

/** An act in a proceeding that is open to the doer; who else asks is told that there is none. */
export async function actOn(
  deps: ProcessDeps,
  proceedingId: string,
  request: ActRequest,
  doer: Doer,
): Promise<Outcome<ProceedingRow, Refusal>> {
  const before = await loadProceedingRow(deps.database, proceedingId);
  const may = before === null ? null : await mayIn(deps, deps.database, before, doer, 'proceeding.act');
  if (before === null || !may?.allowed) return refuse('not-found', 'There is no such proceeding.');
  const law = deps.lawFor(before, deps.clock.nowMs());
  const rules = law === null ? null : rulesOf(law, before.procedure);
  if (law === null || rules === null) return refuse('conflict', 'The law of this proceeding cannot be read.');
  const prepared = await prepare(deps, { before, isNew: false, law, rules }, request, doer);
  return prepared.ok ? commit(deps, prepared.value) : prepared;
}

type Ground = Pick<Prepared, 'before' | 'isNew' | 'law' | 'rules'>;

async function prepare(
  deps: ProcessDeps,
  ground: Ground,
  request: ActRequest,
  doer: Doer,
): Promise<Outcome<Prepared, Refusal>> {
  const nowMs = deps.clock.nowMs();
  // HAZARD H-424: somebody whom the proceeding is not about is offered a device, and told of it.
  if ('personId' in request && !ground.before.protectedIds.includes(request.personId as PersonId)) {
    return refuse('invalid', 'The proceeding is not to protect this person.');
  }
  const after = request.act === 'file' ? await loadRefusal(deps, request.afterId, ground.before) : null;
  const newId = () => uuidFromBytes(deps.randomBytes(16));
  const act = toAct(request, doer, { nowMs, newId, after });
  if (!act.ok) return act;
  const { before, isNew, law, rules } = ground;
  const unseen = doer.role === 'protected' ? officeProblem(before, act.value, rules) : null;
  if (unseen !== null) return unseen;
  const decided = decideAct(isNew ? null : before.state, act.value, rules, nowMs);
  if (!decided.ok) return toRefusal(decided.error);
  const conditions = await conditionsOf(deps, ground, request);
  const monitoring = await prepareMonitoring(deps, {
    ...{ row: before, before: isNew ? null : before.state, decided: decided.value, given: conditions, law, rules },
  });
  if (!monitoring.ok) return monitoring;
  const text = request.text === undefined ? null : await sealText(deps, before, request.text);
  const documents = await deps.prepareDocuments({
    ...{ proceedingId: before.proceedingId, protectedIds: before.protectedIds, by: doer.personId },
    ...{ uploadIds: [...new Set(request.documents)], what: whatOf(decided.value.events[0]!.kind, doer.role) },
  });
  if (!documents.ok) return documents;
  return ok({
    ...{ ...ground, decided: decided.value, act: act.value, doer, text, documents: documents.value, conditions },
    sealed: await sealConditions(deps, before, conditions),
    monitoring: monitoring.value,
    details: await deps.sealDetails(
      dueNotices({ ...before, state: decided.value.proceeding }, decided.value.events, before.eventCount, law),
      monitoring.value.orderIds[0] ?? null,
    ),
  });
}

/** What a change leaves unsaid stays as it was; places are said whole. */
async function conditionsOf(
  deps: ProcessDeps,
  { before, isNew }: Ground,
  request: ActRequest,
): Promise<OrderConditions | null> {
  const given = 'conditions' in request ? (request.conditions ?? null) : null;
  if (given === null || isNew || request.act !== 'decide-change') return given;
  return { ...(await loadConditions(deps, before.proceedingId)), ...given };
}

// HAZARD H-401: what a protected person asks for lies with no office, and nobody ever sees it.
function officeProblem(row: ProceedingRow, act: Act, { procedure }: ProcessRules) {
  const asked = act.act === 'ask' ? act.of : act.act === 'file' ? procedure.decidedBy : null;
  if (asked === null || officeOf(row, asked) !== null) return null;
  return refuse('invalid', `Name the office that is asked: ${asked}.`);
}

async function commit(deps: ProcessDeps, prepared: Prepared): Promise<Outcome<ProceedingRow, Refusal>> {
  const { before, isNew, law, decided } = prepared;
  const nowMs = deps.clock.nowMs();
  const row = await deps.database.transaction(async (tx) => {
    const started = isNew ? await begin(tx, before, law, nowMs) : await asItWas(deps, tx, before, prepared.doer);
    const orderIds = await writeMonitoring(deps, tx, prepared.monitoring, actorOf(prepared.doer));
    await nameAddressees(tx, started, orderIds.values());
    const next = { ...started, state: decided.proceeding, eventCount: started.eventCount + decided.events.length };
    const number = started.eventCount + 1;
    const { conditions, sealed, documents, doer } = prepared;
    const made = await writeVersion(tx, { row: next, number, decided, conditions, sealed, nowMs }, deps.sealer);
    const of = { version: made, atMs: nowMs, actor: actorOf(doer) };
    const events = await bindDocuments(tx, documents, decided.events, of);
    await writeEvents(tx, started, events, doer.personId, nowMs);
    await updateProceeding(tx, next, nowMs);
    await writeMeasures(tx, next, orderIds);
    if (prepared.text !== null) await insertText(tx, started.proceedingId, prepared.text);
    const notices = dueNotices(next, decided.events, started.eventCount, law);
    await deps.addNotices(tx, { row: next, byAgencyId: doer.agencyId, notices, details: prepared.details });
    if (isNew) await enterMatter(tx, next, nowMs);
    await settleMatter(tx, next, prepared.rules, nowMs);
    // An opening has no case before it: who may open is the procedure's.
    const may = isNew ? null : await mayIn(deps, tx, before, doer, 'proceeding.act');
    await audit(tx, [auditEntry(next, decided.events, doer, nowMs, may)]);
    return next;
  });
  for (const orderId of prepared.monitoring.orderIds) await deps.onOrderChange(orderId);
  return ok(row);
}

async function begin(tx: Sql, before: ProceedingRow, law: Law, nowMs: number): Promise<ProceedingRow> {
  const number = await takeNextNumber(tx, localDate(nowMs, law.timeZone).year);
  const row = { ...before, number };
  await insertProceeding(tx, row);
  return row;
}

/** Somebody may have acted in between: what was decided was decided on what is no longer so. */
async function asItWas(deps: ProcessDeps, tx: Sql, before: ProceedingRow, doer: Doer): Promise<ProceedingRow> {
  const locked = await lockProceeding(tx, before.proceedingId);
  if (locked === null || locked.eventCount !== before.eventCount || locked.respondentId !== before.respondentId) {
    return stopWith('conflict', 'Somebody else acted in this proceeding a moment ago: look at it again.');
  }
  const may = await mayIn(deps, tx, locked, doer, 'proceeding.act');
  if (!may.allowed) return stopWith('not-found', 'There is no such proceeding.');
  return locked;
}

async function writeEvents(
  tx: Sql,
  row: ProceedingRow,
  events: readonly ProceedingEvent[],
  byPerson: PersonId | null,
  recordedAtMs: number,
): Promise<void> {
  for (const [i, event] of events.entries()) {
    await insertEvent(tx, row.proceedingId, { ...event, byPerson, recordedAtMs, number: row.eventCount + 1 + i });
  }
}

export async function writeMeasures(
  tx: Sql,
  row: ProceedingRow,
  orderIds: ReadonlyMap<string, OrderId>,
): Promise<void> {
  for (const one of row.state.measures) {
    await upsertMeasure(tx, {
      ...{ measureId: one.measureId, proceedingId: row.proceedingId, measure: one.measure, fromMs: one.fromMs },
      ...{ endMs: endOfMeasure(row.state, one), suspended: one.isSuspended },
      orderId: orderIds.get(one.measureId) ?? null,
    });
  }
}

async function sealText(deps: ProcessDeps, row: ProceedingRow, text: string): Promise<SealedText> {
  const key = await deps.sealer.dataKey(keyOf(row), deps.clock.nowMs());
  const sealed = deps.sealer.sealWith(key, Buffer.from(text, 'utf8'));
  return { number: row.eventCount + 1, keyId: key.keyId, sealed };
}

/** The refusal on which a petition rests: of a proceeding that was to protect the same person. */
async function loadRefusal(deps: ProcessDeps, afterId: string | null, row: ProceedingRow) {
  if (afterId === null) return null;
  const found = await loadProceedingRow(deps.database, afterId);
  if (found === null || found.state.declined === null) return null;
  if (!found.protectedIds.some((id) => row.protectedIds.includes(id))) return null;
  // A refusal about one man opens no petition against another.
  const isAnother = found.respondentId !== null && row.respondentId !== null && found.respondentId !== row.respondentId;
  if (isAnother || found.jurisdiction !== row.jurisdiction) return null;
  return { procedure: found.procedure, declinedAtMs: found.state.declined.atMs };
}

function newRow(
  deps: ProcessDeps,
  request: ProceedingRequest,
  parties: Parties,
  law: Law,
  doer: Doer,
  nowMs: number,
): ProceedingRow {
  return {
    proceedingId: uuidFromBytes(deps.randomBytes(16)),
    number: '',
    jurisdiction: law.jurisdiction,
    packVersion: law.versionId,
    procedure: request.procedure,
    exercise: parties.exercise,
    respondentId: parties.respondentId,
    openedBy: doer.personId,
    ...parties.offices,
    ...ownOffice(doer),
    // Until the opening act makes it.
    state: newProceeding(request.procedure, nowMs),
    eventCount: 0,
    createdAtMs: nowMs,
    changedAtMs: nowMs,
    protectedIds: parties.protectedIds,
  };
}

const STATUS: Readonly<Record<Illegal['code'], Refusal['code']>> = {
  'not-who': 'forbidden',
  'not-now': 'conflict',
  'too-late': 'conflict',
  over: 'conflict',
  'too-many-extensions': 'out-of-bounds',
  'too-long': 'out-of-bounds',
  'cannot-be-extended': 'out-of-bounds',
  'not-in-law': 'out-of-bounds',
  'not-then': 'invalid',
  'no-such-measure': 'invalid',
  'no-such-procedure': 'invalid',
  'not-asked-for': 'invalid',
  'ends-before-it-begins': 'invalid',
  'needs-hearing': 'conflict',
  'needs-reasons': 'invalid',
  'needs-fitting-time': 'invalid',
};

/** With the article that decides it, whether or not the sentence names it already. */
export function toRefusal({ code, message, article }: Illegal) {
  return refuse(STATUS[code], message.includes(article) ? message : message.replace(/\.$/, ` (${article}).`));
}

export function actorOf({ role, personId }: Doer): Actor {
  return { kind: role, id: personId };
}

function auditEntry(
  row: ProceedingRow,
  events: readonly ProceedingEvent[],
  doer: Doer,
  atMs: number,
  may: Decision | null,
) {
  const about = {
    ...{ proceedingId: row.proceedingId, procedure: row.procedure, packVersion: row.packVersion },
    events: events.map(({ kind, atMs: doneMs, measureId }) => ({ kind, doneMs, measureId })),
    ...(may === null ? {} : ruleIdsOf(may)),
  };
  return { atMs, actor: actorOf(doer), action: `proceeding.${events[0]!.kind}`, purpose: 'order', about };
}
