/** What whoever decides does: hears, orders for the meantime, decides, has it served; and appeals against it. Pure. */
import { type Outcome, ok } from '../../core/outcome.ts';
import type { Role } from '../packs/procedure.ts';
import type { Act, ActOf, DecidedMeasure, Illegal } from './act.ts';
import { type Decided, decided } from './decided.ts';
import { isInForce, type OrderedMeasure, type Proceeding } from './proceeding.ts';
import { illegal, type ProcessRules, timeProblem, whoProblem } from './rules.ts';
import { newMeasure, ofThisProcedure, untilOf } from './terms.ts';

type Answer = Outcome<Decided, Illegal>;

export function decideHear(before: Proceeding, act: ActOf<'hear'>, rules: ProcessRules): Answer {
  const rule = rules.procedure.hearing;
  const { article } = rule ?? rules.procedure;
  if (rule === null) return illegal('not-in-law', `The procedure has no hearing (${article}).`, article);
  const problem = benchProblem(before, act, rules, article);
  if (problem !== null) return problem;
  if (before.heardAtMs !== null) return illegal('not-now', 'They have been heard.', article);
  return ok(decided({ ...before, heardAtMs: act.atMs }, act, 'heard', {}));
}

export function decideAssistant(before: Proceeding, act: ActOf<'appoint-assistant'>, rules: ProcessRules): Answer {
  const rule = rules.procedure.assistant;
  const { article } = rule ?? rules.procedure;
  if (rule === null || !rule.grounds.includes(act.ground)) {
    return illegal('not-in-law', `No assistant is appointed on this ground (${article}).`, article);
  }
  const problem = benchProblem(before, act, rules, article);
  if (problem !== null) return problem;
  if (before.assistantAtMs !== null) return illegal('not-now', 'An assistant has been appointed.', article);
  return ok(decided({ ...before, assistantAtMs: act.atMs }, act, 'assistant-appointed', { ground: act.ground }));
}

export function decideInterim(before: Proceeding, act: ActOf<'order-interim'>, rules: ProcessRules): Answer {
  const rule = rules.procedure.interim;
  const { article } = rule ?? rules.procedure;
  if (rule === null) return illegal('not-in-law', `Nothing is ordered for the meantime here (${article}).`, article);
  const problem = benchProblem(before, act, rules, article);
  if (problem !== null) return problem;
  if (before.measures.length > 0) return illegal('not-now', 'The meantime has been provided for.', article);
  const other = act.measures.find(({ measure }) => !rule.measures.includes(measure));
  if (other !== undefined) {
    return illegal('no-such-measure', `It cannot be ordered for the meantime: ${other.measure} (${article}).`, article);
  }
  const made = newMeasures(act.measures, 'interim', act, rules);
  if (!made.ok) return made;
  const measures = act.measures.map(({ measure }) => measure);
  return ok(decided({ ...before, measures: made.value }, act, 'interim-ordered', { measures }));
}

export function decideDecide(before: Proceeding, act: ActOf<'decide'>, rules: ProcessRules): Answer {
  const { article } = rules.procedure;
  const problem = benchProblem(before, act, rules, article) ?? contentProblem(before, act, rules);
  if (problem !== null) return problem;
  const measures = before.imposed === null ? ruled(before, act, rules) : approved(before, act);
  if (!measures.ok) return measures;
  const decision = { atMs: act.atMs, result: act.result, reasons: act.reasons };
  const about = { result: act.result, measures: act.measures.map(({ measure }) => measure), reasons: act.reasons };
  return ok(decided({ ...before, decision, measures: measures.value }, act, 'decided', about));
}

function contentProblem(before: Proceeding, act: ActOf<'decide'>, rules: ProcessRules): Outcome<never, Illegal> | null {
  const { procedure } = rules;
  const { article, hearing } = procedure;
  if (hearing?.of === 'required' && before.heardAtMs === null) {
    return illegal('needs-hearing', `They are heard before the decision (${hearing.article}).`, hearing.article);
  }
  if (before.heardAtMs !== null && act.atMs < before.heardAtMs) {
    return illegal('not-then', 'It cannot have been before: the hearing.', article);
  }
  if (act.result !== 'granted' && act.reasons.length === 0) {
    return illegal('needs-reasons', `A refusal, in whole or in part, gives its reasons (${article}).`, article);
  }
  const asked = askedMeasures(before);
  const granted = act.measures.map(({ measure }) => measure);
  if (act.result === 'refused') {
    return granted.length === 0 ? null : illegal('not-asked-for', 'A refusal orders nothing.', article);
  }
  const unknown = ofThisProcedure(granted, rules);
  if (unknown !== null) return unknown;
  const more = granted.find((measure) => !asked.includes(measure));
  if (more !== undefined) return illegal('not-asked-for', `Nobody asked for: ${more}.`, article);
  const isWhole = asked.every((measure) => granted.includes(measure));
  if (isWhole === (act.result === 'granted')) return null;
  return illegal(
    'not-asked-for',
    isWhole ? 'All that was asked for is granted.' : 'Less than all is granted.',
    article,
  );
}

function askedMeasures(before: Proceeding): readonly string[] {
  return before.imposed === null ? (before.filed?.measures ?? []) : before.measures.map(({ measure }) => measure);
}

/** What is decided takes the place of what was ordered for the meantime. */
function ruled(before: Proceeding, act: ActOf<'decide'>, rules: ProcessRules): Outcome<OrderedMeasure[], Illegal> {
  const made = newMeasures(act.measures, 'decision', act, rules);
  if (!made.ok) return made;
  return ok([...before.measures.map((one) => endedNow(one, 'replaced', act.atMs)), ...made.value]);
}

/** Approval keeps what was imposed as it is, and ends what it does not name. */
function approved(before: Proceeding, act: ActOf<'decide'>): Outcome<OrderedMeasure[], Illegal> {
  const kept = new Set(act.measures.map(({ measure }) => measure));
  return ok(before.measures.map((one) => (kept.has(one.measure) ? one : endedNow(one, 'not-approved', act.atMs))));
}

export function decideServe(before: Proceeding, act: ActOf<'serve'>, rules: ProcessRules): Answer {
  const { effectFrom, article } = rules.procedure;
  const ordered = before.decision?.atMs ?? before.measures[0]?.orderedAtMs ?? null;
  const problem = timeProblem(act, ordered, 'the decision', article);
  if (problem !== null) return problem;
  const may: Role[] = ['court', 'police', 'prosecutor', 'authority', 'monitoring'];
  const who = whoProblem(act, may, article);
  if (who !== null) return who;
  if (before.servedAtMs !== null && !waitsForService(before)) return illegal('not-now', 'It has been served.', article);
  const measures: OrderedMeasure[] = [];
  for (const one of before.measures) {
    if (effectFrom.what === 'decision' || one.fromMs !== null || one.ended !== null) {
      measures.push(one);
      continue;
    }
    const until = untilOf({ measure: one.measure, untilMs: one.decidedUntilMs }, act.atMs, rules);
    if (!until.ok) return until;
    measures.push({ ...one, fromMs: act.atMs, untilMs: until.value });
  }
  return ok(decided({ ...before, servedAtMs: act.atMs, measures }, act, 'served', {}));
}

/** What was ordered since the last service: what was ordered for the meantime is served by itself, and so is the decision after it. */
function waitsForService({ measures, servedAtMs, decision }: Proceeding): boolean {
  if (measures.some(({ fromMs, ended }) => fromMs === null && ended === null)) return true;
  return decision !== null && servedAtMs !== null && servedAtMs < decision.atMs;
}

export function decideAppeal(before: Proceeding, act: ActOf<'appeal'>, rules: ProcessRules): Answer {
  const rule = rules.procedure.appeal;
  const { article } = rule ?? rules.procedure;
  if (rule === null) return illegal('not-in-law', `There is no appeal (${article}).`, article);
  const problem =
    whoProblem(act, rule.by, article) ?? timeProblem(act, before.decision?.atMs ?? null, 'the decision', article);
  if (problem !== null) return problem;
  if (before.appeal !== null) return illegal('not-now', 'An appeal has been lodged.', article);
  const fromMs = appealFrom(before, act.by);
  if (fromMs !== null && act.atMs >= rules.endOf(fromMs, rule.within)) {
    const by = rule.within.article;
    return illegal('too-late', `The time for an appeal has run out (${by}).`, by);
  }
  const appeal = { by: act.by, atMs: act.atMs, decided: null };
  const suspended = before.measures.map((one) => ({ ...one, isSuspended: rule.suspends }));
  return ok(decided({ ...before, appeal, measures: rule.suspends ? suspended : before.measures }, act, 'appealed', {}));
}

/** From when the time for an appeal runs. Null: it has not begun, since the respondent has not been told what was decided. */
export function appealFrom({ decision, servedAtMs, imposed }: Proceeding, by: Role): number | null {
  const decidedAtMs = decision!.atMs;
  if (by !== 'respondent') return decidedAtMs;
  if (servedAtMs === null) return null;
  if (servedAtMs >= decidedAtMs) return servedAtMs;
  // What was imposed was served by itself, and an approval changes nothing of it; what was ordered for the meantime is another order.
  return imposed === null ? null : decidedAtMs;
}

/** Another bench decides; who sits on it is not this proceeding's to know. */
export function decideAppealDecision(before: Proceeding, act: ActOf<'decide-appeal'>, rules: ProcessRules): Answer {
  const { article } = rules.procedure.appeal ?? rules.procedure;
  const problem =
    whoProblem(act, [rules.procedure.decidedBy], article) ??
    timeProblem(act, before.appeal?.atMs ?? null, 'an appeal', article);
  if (problem !== null) return problem;
  if (before.appeal!.decided !== null) return illegal('not-now', 'The appeal has been decided.', article);
  const appeal = { ...before.appeal!, decided: { atMs: act.atMs, result: act.result } };
  // HAZARD H-421: whoever appeals because too little was ordered and is right must not lose what was.
  const isLifted = act.result === 'allowed' && before.appeal!.by === 'respondent';
  const measures = before.measures.map((one) => {
    const free = { ...one, isSuspended: false };
    return isLifted ? endedNow(free, 'cancelled', act.atMs) : free;
  });
  return ok(decided({ ...before, appeal, measures }, act, 'appeal-decided', { result: act.result }));
}

/** Ended now, unless it was over before. */
export function endedNow(
  one: OrderedMeasure,
  how: NonNullable<OrderedMeasure['ended']>['how'],
  atMs: number,
): OrderedMeasure {
  const isOver = one.ended !== null || (one.untilMs !== null && one.untilMs <= atMs);
  return isOver ? one : { ...one, ended: { how, atMs }, extensionAsked: null };
}

export function newMeasures(
  wanted: readonly DecidedMeasure[],
  by: OrderedMeasure['by'],
  act: Act,
  rules: ProcessRules,
): Outcome<OrderedMeasure[], Illegal> {
  const fromMs = rules.procedure.effectFrom.what === 'decision' ? act.atMs : null;
  const measures: OrderedMeasure[] = [];
  for (const one of wanted) {
    const made = newMeasure(one, { by, atMs: act.atMs, fromMs }, rules);
    if (!made.ok) return made;
    measures.push(made.value);
  }
  return ok(measures);
}

/** Null: whoever decides may do this now. */
function benchProblem(before: Proceeding, act: Act, { procedure }: ProcessRules, article: string) {
  const { imposed } = procedure;
  const isApproval = before.imposed !== null && imposed !== null;
  const who = whoProblem(act, [isApproval ? imposed.approvedBy : procedure.decidedBy], article);
  if (who !== null) return who;
  if (before.decision !== null) return illegal('not-now', 'It has been decided.', article);
  const since = isApproval ? before.approvalAskedAtMs : (before.filed?.atMs ?? null);
  return timeProblem(act, since, isApproval ? 'asking for approval' : 'filing', article);
}

/** Whether any measure holds at that instant. */
export function anyInForce(proceeding: Proceeding, atMs: number): boolean {
  return proceeding.measures.some((one) => isInForce(proceeding, one, atMs));
}
