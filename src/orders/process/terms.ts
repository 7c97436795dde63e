/** What a measure is made of: its beginning, its longest end, its fitting. Pure. */
import { type Outcome, ok } from '../../core/outcome.ts';
import type { DecidedMeasure, Illegal } from './act.ts';
import type { OrderedMeasure } from './proceeding.ts';
import { illegal, measureRule, type ProcessRules } from './rules.ts';

/** Null: all are measures of this procedure, and none stands twice. */
export function ofThisProcedure(ids: readonly string[], rules: ProcessRules): Outcome<never, Illegal> | null {
  const { article } = rules.procedure;
  if (ids.length === 0) return illegal('no-such-measure', 'Say at least one measure.', article);
  if (new Set(ids).size !== ids.length) return illegal('no-such-measure', 'A measure stands twice.', article);
  const unknown = ids.find((id) => measureRule(rules, id) === null);
  if (unknown === undefined) return null;
  return illegal('no-such-measure', `The procedure has no measure ${unknown} (${article}).`, article);
}

/**
 * A measure of this procedure as ordered now. `fromMs` null: its effect waits for service, and so does its end.
 * @param latestMs a bound beyond the law's own, e.g. the end of what it takes the place of; null: none
 */
export function newMeasure(
  one: DecidedMeasure,
  made: { readonly by: OrderedMeasure['by']; readonly atMs: number; readonly fromMs: number | null },
  rules: ProcessRules,
  latestMs: number | null = null,
): Outcome<OrderedMeasure, Illegal> {
  const rule = measureRule(rules, one.measure)!;
  const untilMs = made.fromMs === null ? ok(null) : untilOf(one, made.fromMs, rules, latestMs);
  if (!untilMs.ok) return untilMs;
  if (made.fromMs === null && one.untilMs !== null && one.untilMs <= made.atMs) {
    return illegal('ends-before-it-begins', 'The measure would end before it begins.', rule.article);
  }
  const fitting = fittingOf(one, made.atMs, rules);
  if (!fitting.ok) return fitting;
  return ok({
    ...{ measureId: one.measureId, measure: one.measure, by: made.by, orderedAtMs: made.atMs, fromMs: made.fromMs },
    ...{ untilMs: untilMs.value, decidedUntilMs: one.untilMs, extensions: 0, extensionAsked: null },
    ...{ fitting: fitting.value, isSuspended: false, ended: null, isLapseRecorded: false },
  });
}

/** The first instant after the measure: as decided, at most as long as the law allows. */
export function untilOf(
  one: Pick<DecidedMeasure, 'measure' | 'untilMs'>,
  fromMs: number,
  rules: ProcessRules,
  latestMs: number | null = null,
): Outcome<number | null, Illegal> {
  const rule = measureRule(rules, one.measure)!;
  const { duration } = rule;
  const bounds = [duration === null ? null : rules.endOf(fromMs, duration), latestMs].filter((end) => end !== null);
  const longest = bounds.length === 0 ? null : Math.min(...bounds);
  if (one.untilMs === null) return ok(longest);
  const article = duration?.article ?? rule.article;
  if (one.untilMs <= fromMs) {
    return illegal('ends-before-it-begins', 'The measure would end before it begins.', article);
  }
  if (longest !== null && one.untilMs > longest) {
    return illegal('too-long', `The measure would last longer than the law allows (${article}).`, article);
  }
  return ok(one.untilMs);
}

function fittingOf(
  one: DecidedMeasure,
  atMs: number,
  rules: ProcessRules,
): Outcome<OrderedMeasure['fitting'], Illegal> {
  const rule = measureRule(rules, one.measure)!;
  if (rule.fitting === null) {
    if (one.fitByMs === null) return ok(null);
    return illegal('not-in-law', `Nothing is fitted under this measure (${rule.article}).`, rule.article);
  }
  const { by, article } = rule.fitting;
  const dueMs = by === 'as-decided' ? one.fitByMs : rules.endOf(atMs, by);
  if (dueMs === null) {
    return illegal(
      'needs-fitting-time',
      `The decision names by when the wearer reports for fitting (${article}).`,
      article,
    );
  }
  if (dueMs <= atMs) return illegal('not-then', 'The fitting would be due before the decision.', article);
  return ok({ dueMs, doneAtMs: null, missedAtMs: null });
}
