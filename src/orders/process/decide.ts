/**
 * What an act does to a proceeding, by the rules of the pack. Pure. Fails toward refusing: what the law does not say cannot be done, and
 * the refusal names the article. Warning does not wait for it: what is in force follows from instants, not from acts being recorded.
 */

import { unreachable } from '../../core/assert.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { Act, Illegal } from './act.ts';
import {
  decideAskChange,
  decideAskExtension,
  decideChange,
  decideEnd,
  decideExtension,
  decideFitting,
  decideOffer,
} from './decide-course.ts';
import {
  decideAsk,
  decideAskApproval,
  decideDecline,
  decideFile,
  decideImpose,
  decideWithdraw,
} from './decide-opening.ts';
import {
  decideAppeal,
  decideAppealDecision,
  decideAssistant,
  decideDecide,
  decideHear,
  decideInterim,
  decideServe,
} from './decide-ruling.ts';
import type { Decided } from './decided.ts';
import { endOfMeasure, type Proceeding } from './proceeding.ts';
import { illegal, type ProcessRules } from './rules.ts';

/**
 * @param before null: the act opens a proceeding (`ask`, `file` or `impose`)
 * @param nowMs the clock's: nothing is recorded before it was done
 */
export function decideAct(
  before: Proceeding | null,
  act: Act,
  rules: ProcessRules,
  nowMs: number,
): Outcome<Decided, Illegal> {
  const decided = decideAny(before, act, rules, nowMs);
  if (!decided.ok || before === null) return decided;
  return ok({ ...decided.value, proceeding: lapsingAnew(before, decided.value.proceeding) });
}

/** What was done in time and is recorded late lets a measure go on whose lapse was recorded: it will lapse again, and be recorded again. */
function lapsingAnew(before: Proceeding, after: Proceeding): Proceeding {
  const measures = after.measures.map((one) => {
    const was = before.measures.find(({ measureId }) => measureId === one.measureId);
    const isSame = was === undefined || endOfMeasure(before, was) === endOfMeasure(after, one);
    return one.isLapseRecorded && !isSame ? { ...one, isLapseRecorded: false } : one;
  });
  return { ...after, measures };
}

function decideAny(before: Proceeding | null, act: Act, rules: ProcessRules, nowMs: number): Outcome<Decided, Illegal> {
  const { article } = rules.procedure;
  if (act.atMs > nowMs) return illegal('not-then', 'What lies in the future has not been done.', article);
  switch (act.act) {
    case 'ask':
      return closed(before, rules) ?? decideAsk(before, act, rules);
    case 'file':
      return closed(before, rules) ?? decideFile(before, act, rules);
    case 'impose':
      return closed(before, rules) ?? decideImpose(before, act, rules);
    default:
      if (before === null)
        return illegal('not-now', 'A proceeding begins by being asked for, filed or imposed.', article);
      return closed(before, rules) ?? decideNext(before, act, rules);
  }
}

function closed(before: Proceeding | null, { procedure }: ProcessRules) {
  if (before === null || before.closedAtMs === null) return null;
  return illegal('over', 'The matter is closed.', procedure.article);
}

type Opening = 'ask' | 'file' | 'impose';

function decideNext(
  before: Proceeding,
  act: Exclude<Act, { readonly act: Opening }>,
  rules: ProcessRules,
): Outcome<Decided, Illegal> {
  switch (act.act) {
    case 'decline':
      return decideDecline(before, act, rules);
    case 'ask-approval':
      return decideAskApproval(before, act, rules);
    case 'withdraw':
      return decideWithdraw(before, act, rules);
    case 'hear':
      return decideHear(before, act, rules);
    case 'appoint-assistant':
      return decideAssistant(before, act, rules);
    case 'order-interim':
      return decideInterim(before, act, rules);
    case 'decide':
      return decideDecide(before, act, rules);
    case 'serve':
      return decideServe(before, act, rules);
    case 'appeal':
      return decideAppeal(before, act, rules);
    case 'decide-appeal':
      return decideAppealDecision(before, act, rules);
    case 'fit':
    case 'miss-fitting':
      return decideFitting(before, act, rules);
    case 'offer':
    case 'answer-offer':
      return decideOffer(before, act, rules);
    case 'ask-extension':
      return decideAskExtension(before, act, rules);
    case 'decide-extension':
      return decideExtension(before, act, rules);
    case 'ask-change':
      return decideAskChange(before, act, rules);
    case 'decide-change':
      return decideChange(before, act, rules);
    case 'end':
      return decideEnd(before, act, rules);
    default:
      return unreachable(act);
  }
}
