/** The course of measures that were ordered: fitting, the offer to the protected person, extension, change, the end. Pure. */
import { type Outcome, ok } from '../../core/outcome.ts';
import type { ActOf, Illegal } from './act.ts';
import { anyInForce, endedNow } from './decide-ruling.ts';
import { type Decided, decided } from './decided.ts';
import { endOfMeasure, isInForce, type OfferState, type OrderedMeasure, type Proceeding } from './proceeding.ts';
import { illegal, measureRule, type ProcessRules, timeProblem, whoProblem } from './rules.ts';
import { newMeasure, ofThisProcedure } from './terms.ts';

type Answer = Outcome<Decided, Illegal>;

export function decideFitting(
  before: Proceeding,
  act: ActOf<'fit'> | ActOf<'miss-fitting'>,
  rules: ProcessRules,
): Answer {
  const found = holding(before, act.measureId, act.atMs, rules);
  if (!found.ok) return found;
  const { fitting } = found.value;
  const { article } = rule(found.value, rules).fitting ?? rules.procedure;
  if (fitting === null) return illegal('not-in-law', `Nothing is fitted under this measure (${article}).`, article);
  const problem = whoProblem(act, ['monitoring'], article);
  if (problem !== null) return problem;
  if (fitting.doneAtMs !== null) return illegal('not-now', 'The device has been fitted.', article);
  const done = act.act === 'fit';
  if (!done && fitting.missedAtMs !== null) return illegal('not-now', 'It has been recorded as missed.', article);
  const next = done ? { ...fitting, doneAtMs: act.atMs } : { ...fitting, missedAtMs: act.atMs };
  const after = replaced(before, { ...found.value, fitting: next });
  return ok(decided(after, act, done ? 'fitted' : 'not-fitted', {}, { measureId: act.measureId }));
}

export function decideOffer(
  before: Proceeding,
  act: ActOf<'offer'> | ActOf<'answer-offer'>,
  rules: ProcessRules,
): Answer {
  const offering = before.measures.find((one) => isInForce(before, one, act.atMs) && rule(one, rules).offer !== null);
  const { article } = (offering === undefined ? null : rule(offering, rules).offer) ?? rules.procedure;
  if (offering === undefined) {
    return illegal('over', `No measure is in force under which anything is offered (${article}).`, article);
  }
  const now = before.offers.find(({ personId }) => personId === act.personId) ?? null;
  const who = whoProblem(act, act.act === 'offer' ? ['monitoring'] : ['monitoring', 'protected'], article);
  const time = timeProblem(act, now?.atMs ?? offering.orderedAtMs, 'the decision', article);
  if (who !== null || time !== null) return (who ?? time)!;
  const next: Exclude<OfferState, 'due'> = act.act === 'offer' ? 'offered' : act.answer;
  if (!FROM[next].includes(now?.state ?? 'due')) {
    return illegal('not-now', `After '${now?.state ?? 'due'}' it cannot be: ${next} (${article}).`, article);
  }
  const others = before.offers.filter(({ personId }) => personId !== act.personId);
  const offers = [...others, { personId: act.personId, state: next, atMs: act.atMs }];
  const kind = act.act === 'offer' ? 'offered' : (`offer-${act.answer}` as const);
  return ok(decided({ ...before, offers }, act, kind, {}, { personId: act.personId }));
}

/** What may follow what: an offer can be made anew after each refusal, and nobody is bound by having accepted. */
const FROM: Readonly<Record<Exclude<OfferState, 'due'>, readonly OfferState[]>> = {
  offered: ['due', 'declined', 'unreachable', 'withdrawn'],
  accepted: ['offered'],
  declined: ['offered'],
  unreachable: ['due', 'offered'],
  withdrawn: ['accepted'],
};

export function decideAskExtension(before: Proceeding, act: ActOf<'ask-extension'>, rules: ProcessRules): Answer {
  const found = extendable(before, act, rules);
  if (!found.ok) return found;
  const { one, extensions } = found.value;
  const who = whoProblem(act, extensions.askedBy, extensions.article);
  if (who !== null) return who;
  if (one.extensionAsked !== null) return illegal('not-now', 'An extension has been asked for.', extensions.article);
  const after = replaced(before, { ...one, extensionAsked: { by: act.by, atMs: act.atMs } });
  return ok(decided(after, act, 'extension-asked', {}, { measureId: one.measureId }));
}

export function decideExtension(before: Proceeding, act: ActOf<'decide-extension'>, rules: ProcessRules): Answer {
  const found = extendable(before, act, rules);
  if (!found.ok) return found;
  const { one, extensions } = found.value;
  const { article } = extensions;
  const who = whoProblem(act, [extensions.decidedBy], article);
  const time = timeProblem(act, one.extensionAsked?.atMs ?? null, 'asking for an extension', article);
  if (who !== null || time !== null) return (who ?? time)!;
  if (act.result === 'refused') {
    if (act.reasons.length === 0) return illegal('needs-reasons', `A refusal gives its reasons (${article}).`, article);
    const refused = replaced(before, { ...one, extensionAsked: null });
    return ok(decided(refused, act, 'extension-refused', { reasons: act.reasons }, { measureId: one.measureId }));
  }
  const longestMs = latestExtension(one, rules)!;
  const untilMs = act.untilMs ?? longestMs;
  if (untilMs <= one.untilMs!) return illegal('ends-before-it-begins', 'The extension ends before it begins.', article);
  if (untilMs > longestMs) {
    const by = extensions.period.article;
    return illegal('too-long', `The extension would last longer than the law allows (${by}).`, by);
  }
  const next = { ...one, untilMs, decidedUntilMs: untilMs, extensions: one.extensions + 1, extensionAsked: null };
  const about = { number: next.extensions, untilMs };
  return ok(decided(replaced(before, next), act, 'extended', about, { measureId: one.measureId }));
}

/** The latest end that one more extension may have; null: the law allows none. */
export function latestExtension(one: OrderedMeasure, rules: ProcessRules): number | null {
  const extensions = measureRule(rules, one.measure)?.extensions ?? null;
  if (extensions === null || one.untilMs === null || one.extensions >= (extensions.countMax ?? Number.MAX_SAFE_INTEGER))
    return null;
  // It follows on what was: counted from the old end, whenever it is granted.
  return rules.endOf(one.untilMs, extensions.period);
}

/** A measure that holds now and that the law lets be extended once more. */
function extendable(before: Proceeding, act: ActOf<'ask-extension'> | ActOf<'decide-extension'>, rules: ProcessRules) {
  const found = holding(before, act.measureId, act.atMs, rules);
  if (!found.ok) return found;
  const one = found.value;
  const { extensions, article } = rule(one, rules);
  if (extensions === null || one.untilMs === null) {
    return illegal('cannot-be-extended', `The law knows no extension of it (${article}).`, article);
  }
  if (extensions.countMax !== null && one.extensions >= extensions.countMax) {
    const most = `It has been extended ${one.extensions} times, and the law allows no more (${extensions.article}).`;
    return illegal('too-many-extensions', most, extensions.article);
  }
  return ok({ one, extensions });
}

export function decideAskChange(before: Proceeding, act: ActOf<'ask-change'>, rules: ProcessRules): Answer {
  const found = changeRule(before, act, act.what, rules);
  if (!found.ok) return found;
  const who = whoProblem(act, found.value.askedBy, found.value.article);
  if (who !== null) return who;
  if (before.changeAsked !== null) return illegal('not-now', 'A change has been asked for.', found.value.article);
  const changeAsked = { what: act.what, by: act.by, atMs: act.atMs };
  return ok(decided({ ...before, changeAsked }, act, 'change-asked', { what: act.what }));
}

export function decideChange(before: Proceeding, act: ActOf<'decide-change'>, rules: ProcessRules): Answer {
  const asked = before.changeAsked;
  if (asked === null) return illegal('not-now', 'Nobody has asked for a change.', rules.procedure.article);
  const found = changeRule(before, act, asked.what, rules);
  if (!found.ok) return found;
  const { article, decidedBy } = found.value;
  const problem = whoProblem(act, [decidedBy], article) ?? timeProblem(act, asked.atMs, 'asking for a change', article);
  if (problem !== null) return problem;
  const open = { ...before, changeAsked: null };
  if (act.result === 'refused') {
    if (act.reasons.length === 0) return illegal('needs-reasons', `A refusal gives its reasons (${article}).`, article);
    return ok(decided(open, act, 'change-refused', { what: asked.what, reasons: act.reasons }));
  }
  const measures = changed(open, asked.what, act, rules);
  if (!measures.ok) return measures;
  return ok(decided({ ...open, measures: measures.value }, act, 'changed', { what: asked.what }));
}

function changed(
  before: Proceeding,
  what: NonNullable<Proceeding['changeAsked']>['what'],
  act: ActOf<'decide-change'>,
  rules: ProcessRules,
): Outcome<readonly OrderedMeasure[], Illegal> {
  const { article } = rules.procedure;
  if (what !== 'kind') {
    if (act.measures.length > 0) return illegal('not-asked-for', 'Only a change of kind names measures.', article);
    if (what !== 'cancellation') return ok(before.measures);
    return ok(before.measures.map((one) => endedNow(one, 'cancelled', act.atMs)));
  }
  const unknown = ofThisProcedure(
    act.measures.map(({ measure }) => measure),
    rules,
  );
  if (unknown !== null) return unknown;
  // INVARIANT: a change of kind lengthens nothing: what takes the place ends no later, and can be extended no oftener.
  const old = before.measures.filter((one) => isInForce(before, one, act.atMs));
  const ends = old.map((one) => endOfMeasure(before, one)).filter((end) => end !== null);
  const latestMs = ends.length === 0 ? null : Math.max(...ends);
  const extensions = Math.max(0, ...old.map((one) => one.extensions));
  const made: OrderedMeasure[] = [];
  for (const wanted of act.measures) {
    const one = newMeasure(wanted, { by: 'decision', atMs: act.atMs, fromMs: act.atMs }, rules, latestMs);
    if (!one.ok) return one;
    made.push({ ...one.value, extensions });
  }
  return ok([...before.measures.map((one) => endedNow(one, 'replaced', act.atMs)), ...made]);
}

function changeRule(
  before: Proceeding,
  act: ActOf<'ask-change'> | ActOf<'decide-change'>,
  what: NonNullable<Proceeding['changeAsked']>['what'],
  { procedure }: ProcessRules,
) {
  const found = procedure.changes.find((one) => one.what === what);
  if (found === undefined) {
    return illegal(
      'not-in-law',
      `The law knows no such change here: ${what} (${procedure.article}).`,
      procedure.article,
    );
  }
  if (!anyInForce(before, act.atMs))
    return illegal('over', 'Nothing is in force that could be changed.', found.article);
  return ok(found);
}

export function decideEnd(before: Proceeding, act: ActOf<'end'>, { procedure }: ProcessRules): Answer {
  const found = procedure.endings.find(({ how }) => how === act.how);
  if (found === undefined) {
    const { article } = procedure;
    return illegal('not-in-law', `The law knows no such end here: ${act.how} (${article}).`, article);
  }
  const { article } = found;
  const problem = whoProblem(act, found.by, article) ?? timeProblem(act, before.openedAtMs, 'its beginning', article);
  if (problem !== null) return problem;
  if (before.measures.some(({ orderedAtMs }) => act.atMs < orderedAtMs)) {
    return illegal('not-then', 'It cannot have been before: the decision.', article);
  }
  const measures = before.measures.map((one) => endedNow(one, act.how, act.atMs));
  // A cancelled measure can be followed by an appeal; all else ends the matter.
  const closedAtMs = act.how === 'cancelled' ? before.closedAtMs : act.atMs;
  const isAnything = measures.some((one, i) => one !== before.measures[i]);
  if (!isAnything && act.how === 'cancelled') return illegal('over', 'Nothing is in force that could end.', article);
  const about = { how: act.how, effect: found.effect, article };
  return ok(decided({ ...before, measures, closedAtMs, changeAsked: null }, act, 'ended', about));
}

function holding(
  before: Proceeding,
  measureId: string,
  atMs: number,
  rules: ProcessRules,
): Outcome<OrderedMeasure, Illegal> {
  const { article } = rules.procedure;
  const one = before.measures.find((each) => each.measureId === measureId);
  if (one === undefined) return illegal('no-such-measure', 'The proceeding has no such measure.', article);
  if (atMs < one.orderedAtMs) return illegal('not-then', 'It cannot have been before: the decision.', article);
  if (isInForce(before, one, atMs)) return ok(one);
  return illegal('over', 'The measure is not in force at that time.', rule(one, rules).article);
}

function rule(one: OrderedMeasure, rules: ProcessRules) {
  return measureRule(rules, one.measure)!;
}

function replaced(before: Proceeding, next: OrderedMeasure): Proceeding {
  const measures = before.measures.map((one) => (one.measureId === next.measureId ? next : one));
  return { ...before, measures };
}
