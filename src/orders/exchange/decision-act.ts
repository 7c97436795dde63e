/**
 * A court's decision as it arrived, as the acts of a proceeding: decided, and served where it was. Pure. Fails toward refusing: what the
 * message says and a proceeding cannot hold is refused by name and place, never left out.
 */
import { assert } from '../../core/assert.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { parseInstant, toIso } from '../../core/time.ts';
import { type ActRequest, actRequestSchema, type OrderConditions } from '../process/contract.ts';
import type { Law } from '../process/law.ts';
import { PROCESS_LIMITS } from '../process/limits.ts';
import { REASONS, type Reason } from '../process/proceeding.ts';
import type { ProceedingRow } from '../process/process.sql.ts';
import type { CourtDecision } from './court-decision.ts';
import { decisionConditions } from './decision-conditions.ts';

/** Of which proceeding, by which law. */
export interface DecidedWhere {
  readonly row: ProceedingRow;
  readonly law: Law;
}

/** @returns the acts in their order */
export function decisionActs(decision: CourtDecision, where: DecidedWhere): Outcome<ActRequest[], Refusal> {
  const problem = partyProblem(decision, where.row) ?? termProblem(decision, where) ?? documentProblem(decision);
  if (problem !== null) return problem;
  const conditions = decisionConditions(decision, where.law);
  if (!conditions.ok) return conditions;
  const text = wordsOf(decision);
  if (text.length > PROCESS_LIMITS.textLength) {
    return refuse('invalid', `Its words are longer than ${PROCESS_LIMITS.textLength} characters in all.`);
  }
  const decide = actRequestSchema.safeParse({
    ...{ act: 'decide', at: isoOf(decision.decidedAt), result: decision.decision, text },
    measures: decision.measures.map(({ measure, until, fitBy }) => {
      return { measure, until: isoOf(until), fitBy: fitBy === null ? null : isoOf(fitBy) };
    }),
    reasons: reasonsOf(decision),
    ...(saysConditions(decision, where.row, conditions.value) ? { conditions: conditions.value } : {}),
  });
  if (!decide.success) {
    const { path, message } = decide.error.issues[0]!;
    return refuse('invalid', `What was decided does not fit a proceeding: ${path.join('/')}: ${message}.`);
  }
  if (decision.servedAt === null) return ok([decide.data]);
  return ok([decide.data, { act: 'serve', at: isoOf(decision.servedAt), documents: [] }]);
}

/** A decision says all that holds from now on; an approval that says none leaves those that were imposed. */
function saysConditions({ measures }: CourtDecision, { state }: ProceedingRow, made: OrderConditions): boolean {
  if (measures.length === 0) return false;
  return state.imposed === null || made.zones.length > 0 || Object.keys(made).length > 1;
}

// HAZARD H-403: a decision about other people is written into this proceeding.
function partyProblem({ wearerRef, protectedRefs }: CourtDecision, row: ProceedingRow) {
  if (row.respondentId === null) return refuse('conflict', 'Nobody is named as the respondent of this proceeding yet.');
  if (wearerRef !== row.respondentId) return refuse('invalid', '/wearerRef: is not the respondent of this proceeding.');
  const named = new Set(protectedRefs);
  if (named.size === row.protectedIds.length && row.protectedIds.every((id) => named.has(id))) return null;
  return refuse('invalid', '/protectedRefs: are not those whom this proceeding is to protect.');
}

/** A measure begins when the law says so; of one that is approved nothing changes. */
function termProblem({ measures, decidedAt, servedAt }: CourtDecision, { row, law }: DecidedWhere) {
  const effect = law.procedures.find(({ id }) => id === row.procedure)?.effectFrom;
  const isApproval = row.state.imposed !== null;
  for (const [i, { measure, from, until }] of measures.entries()) {
    const imposed = row.state.measures.find((one) => one.measure === measure);
    if (isApproval && imposed !== undefined && parseInstant(until) !== imposed.untilMs) {
      const has = imposed.untilMs === null ? 'none' : toIso(imposed.untilMs);
      return refuse('invalid', `/measures/${i}/until: an approval leaves the end as it is: ${has}.`);
    }
    if (from === null) continue;
    const byLaw = effect?.what === 'service' ? servedAt : decidedAt;
    const startMs = isApproval ? (imposed?.fromMs ?? null) : byLaw === null ? null : parseInstant(byLaw);
    if (startMs === parseInstant(from)) continue;
    const when = isApproval ? 'it was imposed' : effect?.what === 'service' ? 'served' : 'decided';
    return refuse('invalid', `/measures/${i}/from: it begins when ${when} (${effect?.article ?? ''}).`);
  }
  return null;
}

function documentProblem({ documents }: CourtDecision) {
  const inline = documents.findIndex(({ bytes }) => bytes !== null);
  if (inline < 0) return null;
  return refuse('invalid', `/documents/${inline}/bytes: a decision's documents are known by their SHA-256 alone here.`);
}

const KNOWN: ReadonlySet<string> = new Set(REASONS);

/** A reason that we have no code for is `other`; its own code and words are kept in the text. */
function reasonsOf({ reasons }: CourtDecision): Reason[] {
  return [...new Set(reasons.map(({ code }) => (KNOWN.has(code) ? (code as Reason) : 'other')))];
}

/** What has no place of its own is kept in words, by the names that it has in the message. */
function wordsOf({ court, caseNumber, judgeRef, reasons, measures, documents }: CourtDecision): string {
  const conditions = measures.flatMap((one) =>
    one.conditions.flatMap((condition) => {
      if (condition.kind === 'no-contact') return [`no-contact ${condition.ofRef}: ${condition.by.join(', ')}`];
      return condition.kind === 'other' ? [`other ${condition.code}: ${condition.text}`] : [];
    }),
  );
  return [
    ...[`court: ${court.name} (${court.code})`, `caseNumber: ${caseNumber}`, `judgeRef: ${judgeRef}`],
    ...reasons.map(({ code, text }) => `reason ${code}: ${text}`),
    ...new Set(conditions),
    ...documents.map(({ name, mediaType, sha256 }) => `document ${name} (${mediaType}): sha256 ${sha256}`),
  ].join('\n');
}

function isoOf(instant: string): string {
  const atMs = parseInstant(instant);
  assert(atMs !== null, 'the schema has checked it');
  return toIso(atMs);
}
