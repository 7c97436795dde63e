/**
 * Which retention clocks an order's ending starts, and which a later decision of a court moves: by the pack's rules, each with its
 * article. Pure. Fails toward destroying: of two grounds the earlier day holds, and no clock is ever moved back.
 */
import { assert } from '../core/assert.ts';
import type { RetentionClock } from '../safeguards/service.ts';
import type { EndingHow } from './order.ts';
import { keepEndMs } from './packs/calendar.ts';
import type { Pack } from './packs/pack.ts';

type Rules = Pick<Pack, 'retention' | 'timeZone' | 'versionId'>;
type Rule = Pack['retention'][number];
type Ground = Rule['atOnce'][number];

/** Acts that the law takes for a ground to destroy at once; expiry, cancellation, withdrawal and replacement are none. */
const GROUNDS: Readonly<Partial<Record<EndingHow, Ground>>> = {
  'non-indictment': 'effect-lost',
  acquitted: 'acquitted',
  dismissed: 'dismissed',
};

/** Grounds that may also come when the order is long over: a court decides on the matter itself, whatever became of the measure. */
const LATE: readonly EndingHow[] = ['acquitted', 'dismissed'];

/**
 * The clocks of an order that ended so, at that instant. What is kept from its writing or its arrival on has a clock of its own entry by
 * entry, which no ending starts: it is here only where the ending is a ground to destroy it at once.
 */
export function decideClocks(pack: Rules, how: EndingHow, effectiveAtMs: number): RetentionClock[] {
  return pack.retention.flatMap((rule) => {
    if (isAtOnce(rule, how)) return [clock(pack, rule, how, effectiveAtMs, effectiveAtMs)];
    if (rule.after !== 'execution-ended') return [];
    const { days, years } = rule.keep;
    assert((days ?? 0) + (years ?? 0) > 0, 'a retention rule says for how long');
    return [clock(pack, rule, how, effectiveAtMs, keepEndMs(effectiveAtMs, rule.keep, pack.timeZone))];
  });
}

/** The clocks that an act moves which comes after the order's end; none: it is no ground then. */
export function decideLateClocks(pack: Rules, how: EndingHow, atMs: number): RetentionClock[] {
  if (!LATE.includes(how)) return [];
  return pack.retention.filter((rule) => isAtOnce(rule, how)).map((rule) => clock(pack, rule, how, atMs, atMs));
}

/** By which article an order ends so: the measure's duration, the procedure's own word, or that of the measure, which whoever made it may end. */
export function endingArticle(pack: Pick<Pack, 'procedures' | 'measures'>, measureId: string, how: EndingHow): string {
  const measure = pack.measures.find(({ id }) => id === measureId);
  const ofMeasure = measure?.article ?? '';
  if (how === 'expired') return measure?.duration?.article ?? ofMeasure;
  const procedure = pack.procedures.find(({ id }) => id === measure?.procedure);
  return procedure?.endings.find((ending) => ending.how === how)?.article ?? ofMeasure;
}

function isAtOnce(rule: Rule, how: EndingHow): boolean {
  const ground = GROUNDS[how];
  return ground !== undefined && rule.atOnce.includes(ground);
}

function clock(
  pack: Rules,
  { what, article }: Rule,
  because: EndingHow,
  startsAtMs: number,
  destroyAtMs: number,
): RetentionClock {
  return { what, because, startsAtMs, destroyAtMs, article, packVersion: pack.versionId };
}
