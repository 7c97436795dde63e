/** How a proceeding begins: it is asked for, filed, or imposed at once and approved afterwards. Pure. */
import { type Outcome, ok } from '../../core/outcome.ts';
import type { ActOf, Illegal } from './act.ts';
import { type Decided, decided } from './decided.ts';
import type { OrderedMeasure, Proceeding } from './proceeding.ts';
import { illegal, lostFrom, type ProcessRules, timeProblem, whoProblem } from './rules.ts';
import { newMeasure, ofThisProcedure } from './terms.ts';

export function newProceeding(procedure: string, openedAtMs: number): Proceeding {
  return {
    ...{ procedure, openedAtMs, asked: null, declined: null, filed: null, imposed: null, approvalAskedAtMs: null },
    ...{ heardAtMs: null, assistantAtMs: null, decision: null, servedAtMs: null, appeal: null, changeAsked: null },
    ...{ withdrawnAtMs: null, closedAtMs: null, measures: [], offers: [] },
  };
}

export function decideAsk(
  before: Proceeding | null,
  act: ActOf<'ask'>,
  rules: ProcessRules,
): Outcome<Decided, Illegal> {
  const { procedure } = rules;
  const problem =
    before === null ? whoProblem(act, procedure.askedBy, procedure.article) : passingOn(before, act, rules);
  if (problem !== null) return problem;
  const takers = procedure.imposed === null ? procedure.filedBy : [procedure.imposed.by];
  // Whoever may ask in an office of theirs may also be asked, and passes it on.
  const offices = procedure.askedBy.filter((role) => role !== 'protected' && role !== 'respondent');
  if (act.of === act.by || ![...takers, ...offices].includes(act.of)) {
    return illegal(
      'not-who',
      `This is asked of: ${[...takers, ...offices].join(', ')} (${procedure.article}).`,
      procedure.article,
    );
  }
  const asked = { by: before?.asked?.by ?? act.by, of: act.of, atMs: act.atMs };
  const from = before ?? newProceeding(procedure.id, act.atMs);
  return ok(decided({ ...from, asked }, act, 'asked', { of: act.of }));
}

/** Null: whoever was asked passes it on to whoever can file it. */
function passingOn(before: Proceeding, act: ActOf<'ask'>, { procedure }: ProcessRules) {
  const { article } = procedure;
  if (before.asked === null || before.filed !== null || before.imposed !== null) {
    return illegal('not-now', 'The proceeding has begun already.', article);
  }
  return whoProblem(act, [before.asked.of], article) ?? timeProblem(act, before.asked.atMs, 'asking', article);
}

export function decideDecline(
  before: Proceeding,
  act: ActOf<'decline'>,
  { procedure }: ProcessRules,
): Outcome<Decided, Illegal> {
  const { article } = procedure;
  if (before.asked === null || before.filed !== null || before.imposed !== null) {
    return illegal('not-now', `Only what was asked for and has not been filed can be declined (${article}).`, article);
  }
  const who = whoProblem(act, [before.asked.of], article);
  const time = timeProblem(act, before.asked.atMs, 'asking', article);
  if (who !== null || time !== null) return (who ?? time)!;
  if (act.reasons.length === 0) return illegal('needs-reasons', `A refusal gives its reasons (${article}).`, article);
  const declined = { by: act.by, atMs: act.atMs, reasons: act.reasons };
  return ok(decided({ ...before, declined, closedAtMs: act.atMs }, act, 'declined', { reasons: act.reasons }));
}

export function decideFile(
  before: Proceeding | null,
  act: ActOf<'file'>,
  rules: ProcessRules,
): Outcome<Decided, Illegal> {
  const { procedure } = rules;
  const { article } = procedure;
  if (before !== null && (before.filed !== null || before.imposed !== null)) {
    return illegal('not-now', 'It has been filed already.', article);
  }
  const who = whoProblem(act, procedure.filedBy, article);
  if (who !== null) return who;
  if (before?.asked != null && before.asked.of !== act.by) {
    return illegal('not-who', `Whoever was asked files it: ${before.asked.of} (${article}).`, article);
  }
  const time = before?.asked == null ? null : timeProblem(act, before.asked.atMs, 'asking', article);
  const petition = petitionProblem(act, rules);
  const measures = ofThisProcedure(act.measures, rules);
  if (time !== null || petition !== null || measures !== null) return (time ?? petition ?? measures)!;
  const filed = { by: act.by, atMs: act.atMs, measures: [...act.measures] };
  const from = before ?? newProceeding(procedure.id, act.atMs);
  return ok(decided({ ...from, filed }, act, 'filed', { measures: filed.measures }));
}

/** The protected person's own petition, where the law ties it to a refusal by others. */
function petitionProblem(act: ActOf<'file'>, rules: ProcessRules): Outcome<never, Illegal> | null {
  const { procedure } = rules;
  const tie = procedure.petitionAfterRefusal;
  if (tie === null || act.by !== 'protected') return null;
  if (act.after === null || act.after.procedure !== tie.of) {
    return illegal(
      'not-now',
      `A petition needs a refusal to file by the procedure ${tie.of} first (${tie.article}).`,
      tie.article,
    );
  }
  if (act.atMs < act.after.declinedAtMs)
    return illegal('not-then', 'It cannot have been before: the refusal.', tie.article);
  if (act.atMs < lostFrom(rules, act.after.declinedAtMs, tie.within)) return null;
  return illegal('too-late', `The time for a petition has run out (${tie.within.article}).`, tie.within.article);
}

export function decideImpose(
  before: Proceeding | null,
  act: ActOf<'impose'>,
  rules: ProcessRules,
): Outcome<Decided, Illegal> {
  const { procedure, endOf } = rules;
  const rule = procedure.imposed;
  if (rule === null)
    return illegal('not-in-law', `The law knows no such act here (${procedure.article}).`, procedure.article);
  if (before !== null && (before.imposed !== null || before.filed !== null)) {
    return illegal('not-now', 'It has begun already.', rule.article);
  }
  const who = whoProblem(act, [rule.by], rule.article);
  const time = before?.asked == null ? null : timeProblem(act, before.asked.atMs, 'asking', rule.article);
  if (who !== null || time !== null) return (who ?? time)!;
  const measures: OrderedMeasure[] = [];
  const known = ofThisProcedure(
    act.measures.map((one) => one.measure),
    rules,
  );
  if (known !== null) return known;
  for (const one of act.measures) {
    const made = newMeasure(one, { by: 'imposed', atMs: act.atMs, fromMs: act.atMs }, rules);
    if (!made.ok) return made;
    measures.push(made.value);
  }
  const imposed = { by: act.by, atMs: act.atMs, approvalDueMs: endOf(act.atMs, rule.within) };
  const from = before ?? newProceeding(procedure.id, act.atMs);
  const ids = act.measures.map((one) => one.measure);
  return ok(decided({ ...from, imposed, measures }, act, 'imposed', { measures: ids }));
}

export function decideAskApproval(
  before: Proceeding,
  act: ActOf<'ask-approval'>,
  { procedure }: ProcessRules,
): Outcome<Decided, Illegal> {
  const rule = procedure.imposed;
  if (rule === null || before.imposed === null) {
    return illegal('not-now', 'Nothing has been imposed that could be approved.', procedure.article);
  }
  if (before.approvalAskedAtMs !== null) return illegal('not-now', 'Approval has been asked for.', rule.article);
  const who = whoProblem(act, [rule.approvalAskedBy], rule.article);
  const time = timeProblem(act, before.imposed.atMs, 'imposing', rule.article);
  if (who !== null || time !== null) return (who ?? time)!;
  if (act.atMs >= before.imposed.approvalDueMs) {
    const { article } = rule.within;
    return illegal('too-late', `Nobody asked for approval in time: it has ended by itself (${article}).`, article);
  }
  return ok(decided({ ...before, approvalAskedAtMs: act.atMs }, act, 'approval-asked', {}));
}

export function decideWithdraw(
  before: Proceeding,
  act: ActOf<'withdraw'>,
  { procedure }: ProcessRules,
): Outcome<Decided, Illegal> {
  const { article } = procedure;
  const begun = before.filed ?? before.asked;
  if (begun === null || before.decision !== null || before.imposed !== null) {
    return illegal('not-now', `Only what has not been decided can be withdrawn (${article}).`, article);
  }
  const who = whoProblem(act, [begun.by], article);
  const time = timeProblem(act, begun.atMs, 'asking', article);
  if (who !== null || time !== null) return (who ?? time)!;
  const after = { ...before, withdrawnAtMs: act.atMs, closedAtMs: act.atMs };
  // What was ordered for the time until the decision has no decision to wait for any more.
  const measures = after.measures.map((one) =>
    one.ended === null ? { ...one, ended: { how: 'matter-ended' as const, atMs: act.atMs } } : one,
  );
  return ok(decided({ ...after, measures }, act, 'withdrawn', {}));
}
