/** What the pack says, as the decisions ask for it. */
import { err, type Outcome } from '../../core/outcome.ts';
import { DAY_MS } from '../../core/time.ts';
import type { Measure, Period, Procedure, Role } from '../packs/procedure.ts';
import type { Act, Illegal, IllegalCode } from './act.ts';

export interface ProcessRules {
  readonly procedure: Procedure;
  /** All of the pack. */
  readonly measures: readonly Measure[];
  /** The first instant after a period that begins at `fromMs`, in the calendar of the pack. */
  readonly endOf: (fromMs: number, period: Period) => number;
  /** Whether the holidays that could move that end are known. */
  readonly isEndKnown: (fromMs: number, period: Period) => boolean;
}

/** No run of holidays is longer than this, with the weekends around it. */
const HOLIDAYS_MS_MAX = 12 * DAY_MS;

/**
 * The first instant at which a right is surely lost. Where the holidays of its last day are not known yet, some days after what is
 * reckoned without them: a court that knows the calendar decides then, and nobody loses a right to a gap in our data.
 */
export function lostFrom({ endOf, isEndKnown }: ProcessRules, fromMs: number, period: Period): number {
  const endMs = endOf(fromMs, period);
  return isEndKnown(fromMs, period) ? endMs : endMs + HOLIDAYS_MS_MAX;
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
