/**
 * The paper of a proceeding's order: the court puts the newest version on paper, once; monitoring and police fetch what was put there. What is
 * opened for it is audited before. Fails toward refusing: without a decision, a name or a judge there is no paper.
 */
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { loadAgency, loadPeopleById, loadPerson, readIdentity } from '../../people/service.ts';
import { audit, ErasedError } from '../../safeguards/service.ts';
import { loadUses } from '../documents/documents.sql.ts';
import { type IssueDeps, type IssuedOrder, issueOrder } from '../documents/issue/issue.ts';
import { loadIssuedByOrder } from '../documents/issue/issued.sql.ts';
import type { OrderParty, PdfLanguage } from '../documents/order-pdf/content.ts';
import { loadOrderSummary } from '../service.ts';
import type { PaperJson } from './contract.ts';
import type { Doer, ProcessDeps } from './deps.ts';
import { rulesOf } from './law.ts';
import { type PaperFacts, sayingsOf } from './paper-sayings.ts';
import { type EventRow, loadEvents, loadMeasures, loadTexts, type ProceedingRow } from './process.sql.ts';
import { actorOf } from './service.ts';
import { firstProtected } from './subject.ts';
import { isBenchRole } from './to-act.ts';
import { loadVersions, openConditions, type VersionRow } from './version-book.ts';

export interface PaperDeps extends Pick<ProcessDeps, 'database' | 'sealer' | 'clock' | 'lawFor'> {
  readonly papers: IssueDeps;
}

/** Acts by which the bench orders something. */
const RULINGS: ReadonlySet<string> = new Set(['interim-ordered', 'decided', 'extended', 'changed']);

// HAZARD H-414: a paper that says something else than its version, or two of one version. It is issued once, and then fetched.
export async function paperOf(
  deps: PaperDeps,
  row: ProceedingRow,
  doer: Doer,
  language: PdfLanguage,
): Promise<Outcome<PaperJson, Refusal>> {
  const version = (await loadVersions(deps.database, row.proceedingId)).at(-1);
  const issued = (await loadIssuedByOrder(deps.database, row.proceedingId))[0];
  if (issued !== undefined && (issued.version === version?.version || !isBenchRole(doer.role))) {
    return ok(paperJson(issued, false, issued.version === version?.version));
  }
  if (!isBenchRole(doer.role)) return refuse('conflict', 'The order is not on paper yet: the court puts it there.');
  const rulings = version === undefined ? [] : await rulingsOf(deps, row, version);
  const ruling = rulings.at(-1);
  if (version === undefined || ruling === undefined) {
    return refuse('conflict', 'Nothing has been ordered yet: there is nothing to put on paper.');
  }
  if (version.content.measures.every(({ how }) => how !== null)) {
    return refuse(
      'conflict',
      'All measures have ended: there is nothing to put on paper. Papers issued before say so when checked.',
    );
  }
  const facts = await openFacts(deps, { row, version, ruling, language }, rulings, doer);
  if (!facts.ok) return facts;
  const subjectId = await firstProtected(deps.database, row.protectedIds);
  const { proceedingId, jurisdiction } = row;
  const order = {
    orderId: proceedingId,
    proceedingId,
    jurisdiction,
    subjectId: subjectId!,
    sayings: sayingsOf(facts.value),
  };
  const made = await issueOrder(deps.papers, order, actorOf(doer));
  if (made.ok) return ok(paperJson(made.value, true, true));
  // Somebody was faster, in another language: theirs is the paper of this version.
  const theirs = (await loadIssuedByOrder(deps.database, proceedingId)).find((one) => one.version === version.version);
  return theirs === undefined ? made : ok(paperJson(theirs, false, true));
}

function paperJson({ number, version, documentId, issuedAtMs }: IssuedOrder, isNew: boolean, isNewest: boolean) {
  return { number, version, documentId, issuedAtMs, isNew, isNewest };
}

/** Acts of the bench up to the one that made the version; empty: none ordered anything. */
async function rulingsOf(deps: PaperDeps, row: ProceedingRow, version: VersionRow): Promise<EventRow[]> {
  const events = await loadEvents(deps.database, row.proceedingId);
  return events.filter(({ kind, number }) => RULINGS.has(kind) && number <= version.number);
}

type Asked = Pick<PaperFacts, 'row' | 'version' | 'ruling' | 'language'>;

async function openFacts(
  deps: PaperDeps,
  asked: Asked,
  rulings: readonly EventRow[],
  doer: Doer,
): Promise<Outcome<PaperFacts, Refusal>> {
  const { row, version, ruling } = asked;
  const { proceedingId } = row;
  const { database, sealer } = deps;
  const nowMs = deps.clock.nowMs();
  const law = deps.lawFor(row, nowMs);
  const rules = law === null ? null : rulesOf(law, row.procedure);
  if (law === null || rules === null) return refuse('conflict', 'The law of this proceeding cannot be read.');
  if (ruling.byPerson === null) {
    return refuse('conflict', "The decision came from the court's own system, which puts it on paper itself.");
  }
  const about = { proceedingId, version: version.version };
  await audit(database, [{ atMs: nowMs, actor: actorOf(doer), action: 'proceeding.read', purpose: 'paper', about }]);
  const parties = await partiesOf(deps, row, doer);
  if (!parties.ok) return parties;
  const bench = await loadPerson(database, ruling.byPerson);
  const court = bench === null ? null : await loadAgency(database, bench.agencyId);
  const judge = await nameOf(deps, ruling.byPerson, doer);
  if (court === null || judge === null)
    return refuse('erased', 'Who decided cannot be named any more: no paper is made.');
  // An extension without words of its own rests on those of the decision.
  const reasoned = new Set(rulings.map(({ number }) => number));
  const text = (await loadTexts(database, proceedingId)).findLast(({ number }) => reasoned.has(number));
  const reasons = text === undefined ? null : (await sealer.open(text.keyId, text.sealed)).toString('utf8');
  const uses = await loadUses(database, proceedingId);
  return ok({
    ...{ ...asked, law, rules, reasons, court: court.name, judge, parties: parties.value },
    conditions: await openConditions(deps, version),
    label: await labelOf(deps, version, proceedingId),
    documents: uses.filter(({ orderVersion, what }) => orderVersion === version.version && what !== 'order-pdf'),
  });
}

/** Of the order that is monitored under a measure that stands. */
async function labelOf({ database }: PaperDeps, version: VersionRow, proceedingId: string): Promise<string | null> {
  const standing = new Set(version.content.measures.flatMap(({ measureId, how }) => (how === null ? measureId : [])));
  const measures = await loadMeasures(database, proceedingId);
  const orderId = measures.find((one) => one.orderId !== null && standing.has(one.measureId))?.orderId ?? null;
  return orderId === null ? null : ((await loadOrderSummary(database, orderId))?.order.label ?? null);
}

/** Whom it binds, whom it protects, and the office that asked for it. */
async function partiesOf(deps: PaperDeps, row: ProceedingRow, doer: Doer): Promise<Outcome<OrderParty[], Refusal>> {
  const { respondentId, protectedIds, state } = row;
  if (respondentId === null)
    return refuse('conflict', 'First say who the respondent is: the paper names whom it binds.');
  const parties: OrderParty[] = [];
  const kinds = new Map((await loadPeopleById(deps.database, protectedIds)).map((one) => [one.personId, one.kind]));
  const ids = [...protectedIds].sort(
    (a, b) => Number(kinds.get(a) === 'household') - Number(kinds.get(b) === 'household'),
  );
  for (const personId of [respondentId, ...ids]) {
    const name = await nameOf(deps, personId, doer);
    if (name === null)
      return refuse('erased', 'Somebody whom the order names cannot be named any more: no paper is made.');
    const role = personId === respondentId ? 'wearer' : kinds.get(personId) === 'household' ? 'household' : 'protected';
    parties.push({ role, name });
  }
  const asked =
    { prosecutor: row.prosecutionId, police: row.policeId }[state.filed?.by as 'prosecutor' | 'police'] ?? null;
  const office = asked === null ? null : await loadAgency(deps.database, asked);
  return ok(office === null ? parties : [...parties, { role: 'petitioner', name: office.name }]);
}

/** Null: there is none, or it was erased. */
async function nameOf(deps: PaperDeps, personId: NonNullable<Doer['personId']>, doer: Doer): Promise<string | null> {
  try {
    return (await readIdentity(deps, personId, { actor: actorOf(doer), purpose: 'paper' }))?.name ?? null;
  } catch (error) {
    if (error instanceof ErasedError) return null;
    throw error;
  }
}
