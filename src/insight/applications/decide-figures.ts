/**
 * Figures of applications. Pure. An application counts in the month in which it was filed, in the jurisdiction's own time. By measure, an
 * application for several counts once under each, as that measure was decided.
 *
 * The rate of acceptance has two definitions, and both are told. Per application: of those decided, the share granted in whole or in
 * part. Per person: of the people against whom at least one was decided, the share of those against whom at least one was granted in
 * whole or in part; whoever asks again after a refusal raises the second and lowers the first. Withdrawn and pending ones are in neither.
 */
import type { Figure } from './contract.ts';

export type Result = 'granted' | 'partly' | 'refused';

/** One application as it counts in one row. */
export interface Counted {
  readonly key: string;
  /** Opaque: tells people apart; null: unknown, then it is somebody of their own. */
  readonly person: string | null;
  readonly result: Result | null;
  readonly withdrawn: boolean;
  readonly hours: number | null;
  readonly reasons: readonly string[];
}

export function figureOf(key: string, counted: readonly Counted[]): Figure {
  const count = (is: (one: Counted) => boolean) => counted.filter(is).length;
  const decided = counted.filter((one) => one.result !== null);
  const accepted = (one: Counted) => one.result === 'granted' || one.result === 'partly';
  const people = new Map<string, boolean>();
  for (const [i, one] of decided.entries()) {
    const person = one.person ?? `unknown ${i}`;
    people.set(person, (people.get(person) ?? false) || accepted(one));
  }
  const hours = decided.flatMap((one) => one.hours ?? []).sort((a, b) => a - b);
  const reasons: Record<string, number> = {};
  for (const reason of decided.flatMap((one) => one.reasons)) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return {
    key,
    applications: counted.length,
    ...{ granted: count((one) => one.result === 'granted'), partly: count((one) => one.result === 'partly') },
    refused: count((one) => one.result === 'refused'),
    pending: count((one) => one.result === null && !one.withdrawn),
    withdrawn: count((one) => one.result === null && one.withdrawn),
    perApplication: share(decided.filter(accepted).length, decided.length),
    perPerson: share([...people.values()].filter(Boolean).length, people.size),
    ...{ medianHours: quantile(hours, 0.5), ninetiethHours: quantile(hours, 0.9), reasons },
  };
}

/** Rows by key, in the order of the keys. */
export function figuresOf(counted: readonly Counted[]): Figure[] {
  const rows = [...Map.groupBy(counted, ({ key }) => key)].map(([key, ones]) => figureOf(key, ones));
  return rows.sort((a, b) => (a.key < b.key ? -1 : 1));
}

const COUNTS = ['applications', 'granted', 'partly', 'refused', 'pending', 'withdrawn'] as const;

/**
 * As the public gets them: small counts are withheld, and so is what would give them away - in a row whose parts add up, and over rows
 * that add up to the whole. A rate or a time of few is withheld too. What is left is told coarsely, since other months, another grouping or
 * the same question a day later are asked for as easily. `all` stands first in what is returned, and alone has reasons.
 */
export function withheld(all: Figure, rows: readonly Figure[], countMin: number): readonly [Figure, ...Figure[]] {
  const table = [all, ...rows].map((figure) => COUNTS.map((name) => figure[name] as number));
  const hidden = table.map((row) => row.map((count) => count > 0 && count < countMin));
  // Until nothing more follows: hiding one in a row may leave another alone in its column.
  for (let changed = true; changed; ) {
    changed = false;
    for (const line of lines(table.length)) changed = hideASecond(line, table, hidden) || changed;
  }
  const shown = [all, ...rows].map((figure, i) => {
    return shownFigure(i === 0 ? figure : { ...figure, reasons: {} }, hidden[i]!, countMin);
  });
  return shown as unknown as readonly [Figure, ...Figure[]];
}

type Cell = readonly [row: number, column: number];

/** Sets of cells that add up: each row's parts with its sum, and each column with the row `all`. */
function lines(height: number): Cell[][] {
  const rows = Array.from({ length: height }, (_, row) => COUNTS.map((_name, column): Cell => [row, column]));
  const columns = COUNTS.map((_name, column) => Array.from({ length: height }, (_, row): Cell => [row, column]));
  return [...rows, ...columns];
}

/** One hidden count alone in its line is the line's difference: the smallest other one that is not nought goes too. */
function hideASecond(line: readonly Cell[], table: readonly number[][], hidden: boolean[][]): boolean {
  if (line.filter(([row, column]) => hidden[row]![column]).length !== 1) return false;
  const open = line.filter(([row, column]) => !hidden[row]![column] && table[row]![column]! > 0);
  const next = open.sort(([a, b], [c, d]) => table[a]![b]! - table[c]![d]!)[0];
  if (next === undefined) return false;
  hidden[next[0]]![next[1]] = true;
  return true;
}

function shownFigure(figure: Figure, hidden: readonly boolean[], countMin: number): Figure {
  const decided = figure.granted! + figure.partly! + figure.refused!;
  const few = hidden.slice(1, 4).some(Boolean) || decided < countMin;
  // HAZARD H-434: the difference of two answers tells of one person, though each answer alone does not.
  const coarse = (count: number) => count - (count % countMin);
  const counts = Object.fromEntries(COUNTS.map((name, i) => [name, hidden[i] ? null : coarse(figure[name]!)]));
  const reasons = Object.fromEntries(
    Object.entries(figure.reasons).map(([reason, count]) => [reason, count! < countMin ? null : coarse(count!)]),
  );
  return { ...figure, ...counts, ...(few ? NOTHING : coarseRates(figure)), reasons };
}

const NOTHING = { perApplication: null, perPerson: null, medianHours: null, ninetiethHours: null };
/** A twentieth; a whole day, begun. */
const STEPS = 20;
const DAY_H = 24;

function coarseRates({ perApplication, perPerson, medianHours, ninetiethHours }: Figure) {
  const rate = (value: number | null) => (value === null ? null : Math.round(value * STEPS) / STEPS);
  const time = (hours: number | null) => (hours === null ? null : Math.ceil(hours / DAY_H) * DAY_H);
  return {
    ...{ perApplication: rate(perApplication), perPerson: rate(perPerson) },
    ...{ medianHours: time(medianHours), ninetiethHours: time(ninetiethHours) },
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1_000) / 1_000;
}

/** Of sorted values: the least that so large a share is not above. */
function quantile(sorted: readonly number[], of: number): number | null {
  if (sorted.length === 0) return null;
  const value = sorted[Math.max(0, Math.ceil(sorted.length * of) - 1)]!;
  return Math.round(value * 10) / 10;
}
