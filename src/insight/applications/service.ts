/** Figures of applications for an office, whole, and for the public, with small counts withheld. */
import type { Clock } from '../../core/clock.ts';
import { localDate, localTimeMs } from '../../core/local-time.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { HOUR_MS } from '../../core/time.ts';
import { INSIGHT_LIMITS } from '../limits.ts';
import type { FigureGroup, Figures } from './contract.ts';
import { type Counted, figureOf, figuresOf, type Result, withheld } from './decide-figures.ts';

/** An application that was filed, and what became of it. */
export interface Application {
  readonly courtId: string | null;
  readonly applicant: string;
  readonly filedAtMs: number;
  /** Against whom: tells people apart here, and goes no further. Null: nobody had said who it was. */
  readonly respondentId: string | null;
  readonly asked: readonly string[];
  readonly granted: readonly string[];
  readonly decidedAtMs: number | null;
  readonly result: Result | null;
  readonly reasons: readonly string[];
  readonly withdrawn: boolean;
}

export interface FiguresDeps {
  readonly clock: Clock;
  /** Filed from the first instant up to the second, which is not in it. */
  loadApplications(
    jurisdiction: string,
    exercise: boolean,
    fromMs: number,
    untilMs: number,
  ): Promise<readonly Application[]>;
  /** Names of courts and authorities, by id. */
  courtNames(): Promise<ReadonlyMap<string, string>>;
  /** Of measures, in the law's own language and in English, by id. */
  measureNames(jurisdiction: string): Readonly<Record<string, { readonly name: string; readonly nameEn: string }>>;
  /** Null: there is no such jurisdiction. */
  timeZoneOf(jurisdiction: string): string | null;
}

export interface FiguresQuery {
  readonly jurisdiction: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly group: FigureGroup;
  readonly exercise: 'true' | 'false';
}

/** The last twelve months where nothing is said. */
const MONTHS = 12;

export async function loadFigures(
  deps: FiguresDeps,
  query: FiguresQuery,
  isPublic: boolean,
): Promise<Outcome<Figures, Refusal>> {
  const timeZone = deps.timeZoneOf(query.jurisdiction);
  if (timeZone === null) return refuse('not-found', 'There is no such jurisdiction.');
  const today = localDate(deps.clock.nowMs(), timeZone);
  const to = query.to ?? monthText(today.year, today.month);
  const from = query.from ?? earlier(to, MONTHS - 1);
  if (from > to) return refuse('invalid', 'The first month lies after the last one.');
  if (monthsBetween(from, to) >= INSIGHT_LIMITS.monthsShown) {
    return refuse('invalid', `At most ${INSIGHT_LIMITS.monthsShown} months at once.`);
  }
  const exercise = query.exercise === 'true';
  const [fromMs, untilMs] = [beginOf(from, timeZone), beginOf(earlier(to, -1), timeZone)];
  const applications = await deps.loadApplications(query.jurisdiction, exercise, fromMs, untilMs);
  const courts = await deps.courtNames();
  const keysOf = (one: Application): readonly string[] => {
    if (query.group === 'measure') return one.asked;
    if (query.group === 'court') return [(one.courtId === null ? undefined : courts.get(one.courtId)) ?? '-'];
    if (query.group === 'applicant') return [one.applicant];
    const { year, month } = localDate(one.filedAtMs, timeZone);
    return [monthText(year, month)];
  };
  const all = figureOf(
    'all',
    applications.map((one) => counted(one, 'all', null)),
  );
  const rows = figuresOf(
    applications.flatMap((one) => keysOf(one).map((key) => counted(one, key, query.group === 'measure' ? key : null))),
  );
  const countMin = isPublic ? INSIGHT_LIMITS.peopleMin : null;
  const [shownAll, ...shownRows] = countMin === null ? [all, ...rows] : withheld(all, rows, countMin);
  const names = query.group === 'measure' ? { ...deps.measureNames(query.jurisdiction) } : {};
  const about = { jurisdiction: query.jurisdiction, timeZone, exercise, from, to, group: query.group, names, countMin };
  return ok({ ...about, all: shownAll!, rows: shownRows });
}

/** @param measure counted as this measure was decided; null: as the whole was */
function counted(one: Application, key: string, measure: string | null): Counted {
  const { respondentId, decidedAtMs, filedAtMs, withdrawn, reasons, result, granted } = one;
  const ofMeasure = result === null ? null : granted.includes(measure ?? '') ? 'granted' : 'refused';
  return {
    ...{ key, person: respondentId, withdrawn, reasons, result: measure === null ? result : ofMeasure },
    hours: decidedAtMs === null ? null : (decidedAtMs - filedAtMs) / HOUR_MS,
  };
}

function monthText(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}`;
}

function earlier(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const date = new Date(Date.UTC(year, number - 1 - by, 1));
  return monthText(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

function monthsBetween(from: string, to: string): number {
  const [a, b] = [from, to].map((month) => month.split('-').map(Number) as [number, number]) as [
    [number, number],
    [number, number],
  ];
  return (b[0] - a[0]) * 12 + b[1] - a[1];
}

function beginOf(month: string, timeZone: string): number {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return localTimeMs({ year, month: number, day: 1 }, 0, timeZone);
}
