/** What the pack says, as the decisions ask for it. */
import { err, type Outcome } from '../../core/outcome.ts';
import type { Measure, Period, Procedure, Role } from '../packs/procedure.ts';
import type { Act, Illegal, IllegalCode } from './act.ts';

export interface ProcessRules {
  readonly procedure: Procedure;
  /** All of the pack. */
  readonly measures: readonly Measure[];
  /** The first instant after a period that begins at `fromMs`, in the calendar of the pack. */
  readonly endOf: (fromMs: number, period: Period) => number;
}

export function illegal(code: IllegalCode, message: string, article: string): Outcome<never, Illegal> {
  return err({ code, message, article });
}

/** A measure of this procedure; null when the law knows none of that name here. */
export function measureRule(rules: ProcessRules, id: string): Measure | null {
  return rules.measures.find((one) => one.id === id && one.procedure === rules.procedure.id) ?? null;
}

/** Null: it may. */
export function whoProblem(act: Act, may: readonly Role[], article: string): Outcome<never, Illegal> | null {
  if (may.includes(act.by)) return null;
  const who = may.length === 0 ? 'Nobody may do this here' : `This is done by: ${may.join(', ')}`;
  return illegal('not-who', `${who} (${article}).`, article);
}

/** Null: it may have been then. `after`: what it follows; null: that has not been. */
export function timeProblem(act: Act, after: number | null, what: string, article: string) {
  if (after === null) return illegal('not-now', `First comes: ${what} (${article}).`, article);
  if (act.atMs < after) return illegal('not-then', `It cannot have been before: ${what}.`, article);
  return null;
}
