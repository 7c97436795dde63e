/**
 * What the paper of an order says, out of one version of it and what was opened for it. Pure: the same version says the same. Fails toward saying
 * less: the paper goes to whomever it binds as well as to whom it protects.
 */
import { localDate } from '../../core/local-time.ts';
import type { DocumentUse } from '../documents/document.ts';
import type { OrderParty, OrderPeriod, OrderPlace, OrderSayings, PdfLanguage } from '../documents/order-pdf/content.ts';
import { SAY_TEXTS } from '../documents/order-pdf/texts/say.ts';
import { periodEnd } from '../packs/calendar.ts';
import type { OrderConditions } from './contract.ts';
import { appealFrom } from './decide-ruling.ts';
import type { Law } from './law.ts';
import { changesText, conditionsOf, hoursText, lastDayOf, lengthText, measureName } from './paper-words.ts';
import type { EventRow, ProceedingRow } from './process.sql.ts';
import { measureRule, type ProcessRules } from './rules.ts';
import type { VersionRow } from './version-book.ts';

/** All that a paper is made of, opened. */
export interface PaperFacts {
  readonly language: PdfLanguage;
  readonly row: ProceedingRow;
  readonly law: Law;
  readonly rules: ProcessRules;
  readonly version: VersionRow;
  readonly conditions: OrderConditions | null;
  /** The last act of the bench that the version rests on. */
  readonly ruling: EventRow;
  readonly reasons: string | null;
  readonly court: string;
  readonly judge: string;
  /** The monitored order's; null: nothing is monitored. */
  readonly label: string | null;
  readonly parties: readonly OrderParty[];
  /** The version's own. */
  readonly documents: readonly { readonly what: DocumentUse; readonly hash: string }[];
}

export function sayingsOf(facts: PaperFacts): OrderSayings {
  const { language, row, law, rules, version, conditions, ruling, reasons, court, judge, label } = facts;
  const say = SAY_TEXTS[language];
  const { content } = version;
  const standing = content.measures.filter(({ how }) => how === null);
  const laws = standing.map(({ measure }) => measureRule(rules, measure)!);
  // A warning is given and done: it has no period of its own beside those that last.
  const lasts = standing.filter((_, i) => laws[i]!.demands.some((demand) => demand !== 'warned'));
  const counted = lasts.length === 0 ? standing : lasts;
  const periods = standing.map((one) => (counted.includes(one) ? periodOf(one, law.timeZone) : null));
  const known = periods.filter((one) => one !== null);
  const isOne = known.every((one) => sameText(one, known[0]!));
  const hasDevice = laws.some(({ device }) => device);
  const stays = (conditions?.zones ?? []).some(({ kind }) => kind === 'inclusion');
  const device = laws.find((one) => one.device);
  const said = {
    ...{ language, exercise: row.exercise, court, judge, caseNumber: row.number, label: label ?? row.number },
    version: version.version,
    changes: version.version === 1 ? [] : changesText(version.changes, content, law, language),
    measures: laws.map((measure, i) => ({
      name: measureName(measure, law, language),
      article: measure.article,
      period: isOne ? null : (periods[i] ?? null),
    })),
    parties: facts.parties,
    period: isOne ? known[0]! : wholeOf(counted, law.timeZone),
    conditions: [
      ...conditionsOf(laws, content, law, language),
      ...(stays ? [{ kind: 'other' as const, text: say.stayIn, article: (device ?? laws[0]!).article }] : []),
    ],
    places: placesOf(conditions, language),
    duties: hasDevice ? law.pack.duties.map(({ id, article }) => `${say.duties[id]} (${article})`) : [],
    reasons: paragraphsOf(reasons),
    appeal: appealOf(facts),
    documents: facts.documents.map(({ what, hash }, i, all) => ({ name: documentName(what, i, all, language), hash })),
    decidedOn: localDate(ruling.atMs, law.timeZone),
  };
  return { ...said, laws: lawsOf(said, law) };
}

/** Those that the paper cites. */
function lawsOf({ measures, conditions, duties, appeal }: Omit<OrderSayings, 'laws'>, law: Law): OrderSayings['laws'] {
  const articles = [...measures, ...conditions].map(({ article }) => article);
  const cited = [...articles, ...duties, appeal?.instruction ?? ''].join(' ');
  return law.pack.laws.flatMap(({ abbreviation, title }) =>
    new RegExp(`\\b${abbreviation} \\d`).test(cited) ? [{ abbreviation, title }] : [],
  );
}

type Standing = VersionRow['content']['measures'][number];

function periodOf({ fromMs, endMs }: Pick<Standing, 'fromMs' | 'endMs'>, timeZone: string): OrderPeriod {
  return {
    from: fromMs === null ? null : localDate(fromMs, timeZone),
    lastDay: endMs === null ? null : lastDayOf(endMs, timeZone),
  };
}

/** From the first beginning to the last end; a measure without an end ends with the matter. */
function wholeOf(measures: readonly Standing[], timeZone: string): OrderPeriod {
  const begins = measures.flatMap(({ fromMs }) => fromMs ?? []);
  const ends = measures.map(({ endMs }) => endMs);
  return periodOf(
    {
      fromMs: begins.length === 0 ? null : Math.min(...begins),
      endMs: ends.includes(null) ? null : Math.max(...(ends as number[])),
    },
    timeZone,
  );
}

function sameText(a: OrderPeriod, b: OrderPeriod): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

// HAZARD H-413: only places to keep away from. A place to stay in is the wearer's own, and this paper is given to others.
function placesOf(conditions: OrderConditions | null, language: PdfLanguage): OrderPlace[] {
  return (conditions?.zones ?? [])
    .filter(({ kind }) => kind === 'exclusion')
    .map(({ name, shape, timetable }) => ({
      ...{ name, shape, address: null },
      when: hoursText(timetable ?? null, language),
    }));
}

function paragraphsOf(text: string | null): string[] {
  return (text ?? '')
    .split(/\n\s*\n|\r\n\r\n/)
    .map((one) => one.replace(/\s*\r?\n\s*/g, ' ').trim())
    .filter((one) => one !== '');
}

/** HAZARD H-413: by what it is. What a file was called may name people and places, and its sender. */
function documentName(
  what: DocumentUse,
  index: number,
  all: readonly { readonly what: DocumentUse }[],
  language: PdfLanguage,
): string {
  const name = SAY_TEXTS[language].documents[what];
  const same = all.filter((one) => one.what === what).length;
  if (same === 1) return name;
  return `${name} (${all.slice(0, index + 1).filter((one) => one.what === what).length}/${same})`;
}

/** Of the decision; the law names none of an extension or a change apart from it. Counted for the respondent, whom the paper is served on. */
function appealOf({ language, row, law, rules, ruling }: PaperFacts): OrderSayings['appeal'] {
  const rule = rules.procedure.appeal;
  const { state } = row;
  if (rule === null || ruling.kind !== 'decided' || state.decision === null) return null;
  // Not served yet: as if it were made known on the day of the decision, and said so.
  const servedMs = appealFrom(state, 'respondent');
  const fromMs = servedMs ?? state.decision.atMs;
  const { lastDay } = periodEnd(fromMs, rule.within, law.pack);
  return {
    instruction: SAY_TEXTS[language].appeal(lengthText(rule.within, language), rule.article, rule.suspends),
    lastDay,
    knownOn: servedMs === null ? localDate(fromMs, law.timeZone) : null,
  };
}
