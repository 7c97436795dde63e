/** Proceedings as screens get them. Names and words are opened for those who take part, and each opening is audited. */
import type { OrderId, PersonId } from '../../core/ids.ts';
import { loadAgency, loadPeopleById, readIdentity } from '../../people/service.ts';
import { audit } from '../../safeguards/service.ts';
import { loadOrderRows } from '../orders.sql.ts';
import type { Role } from '../packs/procedure.ts';
import { clocksOf, warningOf } from './clocks.ts';
import type { ClockJson, OwnProceedingJson, ProceedingDetailJson, ProceedingRowJson } from './contract.ts';
import { latestExtension } from './decide-course.ts';
import type { About } from './decided.ts';
import type { Doer, ProcessDeps } from './deps.ts';
import { documentsJson, isForCentre } from './document-list.ts';
import { type Law, rulesOf } from './law.ts';
import { mayDo } from './offers.ts';
import { endOfMeasure, isInForce, type OrderedMeasure, type Proceeding, stageOf } from './proceeding.ts';
import { loadEvents, loadMeasures, loadTexts, type Offices, type ProceedingRow } from './process.sql.ts';
import { actorOf } from './service.ts';
import { BENCH_ONLY, isBenchRole, OWN_ANSWERS } from './to-act.ts';
import { loadVersions, openConditions } from './version-book.ts';

type ViewDeps = Pick<ProcessDeps, 'database' | 'sealer' | 'clock' | 'lawFor'>;

export async function rowJson(deps: ViewDeps, row: ProceedingRow): Promise<ProceedingRowJson> {
  const nowMs = deps.clock.nowMs();
  const law = deps.lawFor(row, nowMs);
  const { state } = row;
  return {
    ...{ proceedingId: row.proceedingId, number: row.number, jurisdiction: row.jurisdiction, procedure: row.procedure },
    ...{ timeZone: law?.timeZone ?? 'UTC', stage: stageOf(state), result: state.decision?.result ?? null },
    ...{ exercise: row.exercise, openedAtMs: state.openedAtMs, changedAtMs: row.changedAtMs },
    unanswered:
      state.asked === null || stageOf(state) !== 'asked' ? null : { of: state.asked.of, atMs: state.asked.atMs },
    measures: await measuresJson(deps, row, law, nowMs),
    filedMeasures: [...(state.filed?.measures ?? [])],
    clocks: law === null ? [] : clocksJson(row, law, nowMs),
  };
}

async function measuresJson(deps: ViewDeps, row: ProceedingRow, law: Law | null, nowMs: number) {
  const { proceedingId, state } = row;
  if (state.measures.length === 0) return [];
  const rules = law === null ? null : rulesOf(law, row.procedure);
  const orders = new Map((await loadMeasures(deps.database, proceedingId)).map((one) => [one.measureId, one.orderId]));
  const orderIds = [...orders.values()].filter((orderId) => orderId !== null);
  const known = orderIds.length === 0 ? [] : await loadOrderRows(deps.database, orderIds);
  const labels = new Map(known.map(({ orderId, label }) => [orderId, label]));
  return state.measures.map((one) => ({
    ...{ measureId: one.measureId, measure: one.measure, by: one.by, orderedAtMs: one.orderedAtMs, fromMs: one.fromMs },
    ...{ endMs: endOfMeasure(state, one), inForce: isInForce(state, one, nowMs), extensions: one.extensions },
    ...{ extensionAskedAtMs: one.extensionAsked?.atMs ?? null, fitting: one.fitting, isSuspended: one.isSuspended },
    extendableUntilMs: rules === null ? null : latestExtension(one, rules),
    ended: one.ended,
    orderLabel: labels.get(orders.get(one.measureId) as OrderId) ?? null,
  }));
}

export function clocksJson(row: ProceedingRow, law: Law, nowMs: number): ClockJson[] {
  const rules = rulesOf(law, row.procedure);
  if (rules === null) return [];
  return clocksOf(row.state, rules, law.procedures, nowMs).map((clock) => ({
    ...clock,
    of: [...clock.of],
    warnedMs: warningOf(clock, nowMs),
  }));
}

/** As whom it is to protect may see it: nothing of the respondent, nothing that others wrote. */
export async function ownJson(deps: ViewDeps, row: ProceedingRow, personId: PersonId): Promise<OwnProceedingJson> {
  const { state } = row;
  const { asked } = state;
  return {
    ...(await rowJson(deps, row)),
    asked: asked === null ? null : { of: asked.of, atMs: asked.atMs },
    ...{ declinedAtMs: state.declined?.atMs ?? null, decidedAtMs: state.decision?.atMs ?? null },
    documents: await documentsJson(deps, row.proceedingId, personId),
    may: mayOf(deps, row, 'protected').filter(
      (one) => one.personId === null || (one.personId === personId && OWN_ANSWERS.has(one.which ?? '')),
    ),
  };
}

/** Reading it is an act of its own: who looked at names and reasons is on record. */
export async function detailJson(deps: ViewDeps, row: ProceedingRow, doer: Doer): Promise<ProceedingDetailJson> {
  const { proceedingId, state } = row;
  const atMs = deps.clock.nowMs();
  const entry = { atMs, actor: actorOf(doer), action: 'proceeding.read', purpose: 'order', about: { proceedingId } };
  await deps.database.transaction((tx) => audit(tx, [entry]));
  const versions = await loadVersions(deps.database, proceedingId);
  const opened = await Promise.all(
    versions.map((version, i) =>
      readsPlaces(doer.role, state, i === versions.length - 1, atMs) ? openConditions(deps, version) : null,
    ),
  );
  return {
    ...(await rowJson(deps, row)),
    role: doer.role,
    respondent:
      row.respondentId === null ? null : ((await partiesJson(deps, row, [row.respondentId], doer))[0] ?? null),
    protected: await partiesJson(deps, row, row.protectedIds, doer),
    offices: await officesJson(deps, row),
    decision: state.decision === null ? null : { ...state.decision, reasons: [...state.decision.reasons] },
    ...{ heardAtMs: state.heardAtMs, servedAtMs: state.servedAtMs },
    changeAsked: state.changeAsked === null ? null : { what: state.changeAsked.what, atMs: state.changeAsked.atMs },
    events: await eventsJson(deps, proceedingId, doer.role),
    // HAZARD H-365: what only the bench does is not offered to the others of its office.
    may: mayOf(deps, row, doer.role).filter(
      ({ act }) => doer.isBench || !isBenchRole(doer.role) || !BENCH_ONLY.has(act),
    ),
    versions: versions.map(({ version, number, madeAtMs, changes }, i) => ({
      ...{ version, number, madeAtMs, changes: changes.map((one) => ({ ...one })), conditions: opened[i] ?? null },
    })),
    documents: (await documentsJson(deps, proceedingId, null)).filter(
      ({ what }) => doer.role !== 'monitoring' || isForCentre(what),
    ),
    conditions: opened.at(-1) ?? null,
  };
}

function mayOf(deps: ViewDeps, row: ProceedingRow, role: Role) {
  const nowMs = deps.clock.nowMs();
  const law = deps.lawFor(row, nowMs);
  const rules = law === null ? null : rulesOf(law, row.procedure);
  return rules === null ? [] : mayDo(row.state, role, row.protectedIds, rules, nowMs);
}

async function partiesJson(deps: ViewDeps, row: ProceedingRow, ids: readonly PersonId[], doer: Doer) {
  const people = await loadPeopleById(deps.database, ids);
  const why = { actor: actorOf(doer), purpose: 'order' };
  const parties = [];
  for (const { personId, kind } of people) {
    const identity = await readIdentity(deps, personId, why);
    const offer = row.state.offers.find((one) => one.personId === personId)?.state ?? null;
    parties.push({ personId, kind, name: identity?.name ?? '', offer });
  }
  return parties;
}

async function officesJson(deps: ViewDeps, row: Offices) {
  const named = async (id: string | null) => {
    const agency = id === null ? null : await loadAgency(deps.database, id);
    return agency === null ? null : { id: agency.agencyId, name: agency.name };
  };
  return {
    court: await named(row.courtId),
    prosecution: await named(row.prosecutionId),
    police: await named(row.policeId),
    monitoring: await named(row.monitoringId),
  };
}

async function eventsJson(deps: ViewDeps, proceedingId: string, role: Role) {
  const events = await loadEvents(deps.database, proceedingId);
  const texts = new Map<number, string>();
  for (const { number, keyId, sealed } of await loadTexts(deps.database, proceedingId)) {
    const by = events.find((event) => event.number === number)?.by ?? null;
    if (!readsWordsOf(role, by)) continue;
    texts.set(number, (await deps.sealer.open(keyId, sealed)).toString('utf8'));
  }
  return events.map(({ byPerson, about, ...event }) => ({
    ...event,
    about: aboutJson(about),
    text: texts.get(event.number) ?? null,
  }));
}

/** Documents have a list of their own. */
function aboutJson(about: About): Record<string, string | number | string[] | null> {
  const said = Object.entries(about).filter(([key]) => key !== 'documents');
  return Object.fromEntries(said.map(([key, value]) => [key, isList(value) ? [...value] : value]));
}

function isList(value: About[string]): value is readonly string[] {
  return Array.isArray(value);
}

// HAZARD H-433: what somebody told the police or the court stands on the screen of whoever fits devices.
/** A monitoring centre gets the words of whoever decides, and its own; the offices that handle the matter get all. */
function readsWordsOf(role: Role, by: Role | null): boolean {
  return role !== 'monitoring' || by === 'monitoring' || by === 'court' || by === 'authority';
}

/** Whoever monitors or comes gets the places that count, while something holds; whoever decides or prosecutes has the whole file. */
function readsPlaces(role: Role, state: Proceeding, isNewest: boolean, nowMs: number): boolean {
  if (role !== 'monitoring' && role !== 'police') return true;
  return isNewest && state.measures.some((one) => isInForce(state, one, nowMs) || isToCome(one, nowMs));
}

function isToCome({ fromMs, ended }: OrderedMeasure, nowMs: number): boolean {
  return ended === null && (fromMs === null || fromMs > nowMs);
}
