/** What an order holds as codes, in the words of its paper: its changes, hours, conditions. Pure. */

import { unreachable } from '../../core/assert.ts';
import { localDate } from '../../core/local-time.ts';
import type { Timetable } from '../contract.ts';
import type { OrderCondition, PdfLanguage } from '../documents/order-pdf/content.ts';
import { distanceText } from '../documents/order-pdf/distance.ts';
import { DISTANCE_NAMES, type DistanceName, SAY_TEXTS } from '../documents/order-pdf/texts/say.ts';
import { PDF_TEXTS } from '../documents/order-pdf/texts/texts.ts';
import type { Ending, Measure, Period } from '../packs/procedure.ts';
import type { Law } from './law.ts';
import type { VersionChange, VersionContent } from './versions.ts';

/** In the law's own language where the paper is in it, else in English. */
export function measureName({ name, nameEn }: Pick<Measure, 'name' | 'nameEn'>, law: Law, language: PdfLanguage) {
  return law.pack.languages[0] === language ? name : nameEn;
}

/** The day that ends with that instant. */
export function lastDayOf(endMs: number, timeZone: string) {
  return localDate(endMs - 1, timeZone);
}

/** Hours in words; null: always. */
export function hoursText(timetable: Timetable | null, language: PdfLanguage): string | null {
  if (timetable === null) return null;
  const say = SAY_TEXTS[language];
  const windows = timetable.map(({ days, from, until }) => {
    const runs = runsOf(days).map(([first, last]) =>
      say.dayRange(say.days[first - 1]!, last === first ? null : say.days[last - 1]!),
    );
    return say.hours(say.listOf(runs), from, until, until <= from);
  });
  return windows.join('; ');
}

/** Days that follow one another, as first and last. */
function runsOf(days: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const day of [...new Set(days)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

export function lengthText({ length }: Pick<Period, 'length'>, language: PdfLanguage): string {
  const { period } = SAY_TEXTS[language];
  if ('hours' in length) return period({ count: length.hours, unit: 'hours' });
  return 'days' in length
    ? period({ count: length.days, unit: 'days' })
    : period({ count: length.months, unit: 'months' });
}

/** What the measures demand, each once by its article, and the distances that the order itself names. */
export function conditionsOf(
  measures: readonly Measure[],
  { distances }: Pick<VersionContent, 'distances'>,
  law: Law,
  language: PdfLanguage,
): OrderCondition[] {
  const say = SAY_TEXTS[language];
  const distanceM = distances.restraintM ?? law.pack.proximity.restraintM.default;
  const conditions = measures.flatMap(({ demands, article }) =>
    demands.map((demand): OrderCondition => {
      switch (demand) {
        case 'warned':
          return { kind: 'warning', article };
        case 'keep-away':
          return { kind: 'keep-away', distanceM, article };
        case 'no-contact':
          return { kind: 'no-contact', article };
        case 'wear-device':
          return { kind: 'device', article };
        case 'detained':
          return { kind: 'other', text: say.detained, article };
        case 'leave-home':
          return { kind: 'other', text: say.leaveHome, article };
        default:
          return unreachable(demand);
      }
    }),
  );
  const other = (metres: number | undefined, text: (distance: string) => string, article: string): OrderCondition[] =>
    metres === undefined ? [] : [{ kind: 'other', text: text(distanceText(metres, language)), article }];
  const { noticeM, warnM, rings } = law.pack.proximity;
  return [
    ...conditions,
    ...other(distances.noticeM, say.noticedAt, noticeM.article),
    ...other(distances['ring:police'], say.toldAt, rings.article),
    ...other(distances.warnM, say.warnedAt, warnM.article),
  ];
}

/** Against the version before; what a new measure begins with is said by its being new. */
export function changesText(
  changes: readonly VersionChange[],
  content: VersionContent,
  law: Law,
  language: PdfLanguage,
): string[] {
  const say = SAY_TEXTS[language];
  const { date } = PDF_TEXTS[language];
  const isNew = (id: string) => changes.some(({ what, from }) => what === `measure:${id}` && from === null);
  const isOver = (id: string) => changes.some(({ what }) => what === `measure:${id}:ended`);
  const day = (ms: string | null) => (ms === null ? null : date(lastDayOf(Number(ms), law.timeZone)));
  return changes.flatMap(({ what, from, to }) => {
    const [kind, id = '', part] = what.split(':');
    if (kind === 'zone') return [to === null ? say.placeRemoved : say.placeAdded];
    if (kind === 'distance') {
      const name = DISTANCE_NAMES.find((one) => one === id) ?? null;
      return name === null
        ? []
        : [say.changed(say.names[name], sized(name, from, language), sized(name, to, language))];
    }
    const measure = nameIn(content, id, law, language);
    if (part === undefined) return [say.added(measure)];
    if (part === 'ended') return [say.ended(measure, say.endings[to as Ending])];
    if (isNew(id) || isOver(id) || to === null) return [];
    if (part === 'from') return [say.begins(measure, date(localDate(Number(to), law.timeZone)))];
    return [say.lasts(measure, day(from), day(to)!)];
  });
}

function sized(name: DistanceName, value: string | null, language: PdfLanguage): string | null {
  if (value === null) return null;
  const count = Number(value);
  return name.endsWith('S') ? SAY_TEXTS[language].seconds(count) : distanceText(count, language);
}

function nameIn({ measures }: VersionContent, measureId: string, law: Law, language: PdfLanguage): string {
  const id = measures.find((one) => one.measureId === measureId)?.measure;
  const measure = law.measures.find((one) => one.id === id);
  return measure === undefined ? (id ?? measureId) : measureName(measure, law, language);
}
