/**
 * How many days of a month somebody was shown something, as the wearer may be told (I-4): a range around a number that was drawn over once.
 * Pure. Fails toward telling less: a month is told when it is over and two days have passed, and no count is ever exact.
 *
 * Two-sided geometric noise (Ghosh, Roughgarden, Sundararajan 2009) with ratio 3/5: whatever the protected person did on one day changes
 * the chance of every answer by a factor of at most 5/3. Drawn with whole numbers alone, so that no rounding gives the true count away.
 */
import { addDays, dateOf, dateText, type LocalDate, localDate, localTimeMs } from '../../core/local-time.ts';

export const AUDIENCES = ['protected-side', 'centre'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Of so many fifths each step further from the true count is less likely. */
const RATIO_FIFTHS = 3;
/** In 94 of 100 cases the true count lies within so much of the drawn one. */
export const SPREAD_DAYS = 5;
/** Full days that pass after a month before it is told. */
export const LATE_DAYS = 2;
/** Beyond this a draw has a chance of less than 1 in 10^18; it ends there, whatever the source of chance does. */
const STEPS_MAX = 80;

export interface MonthShown {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly atLeast: number;
  readonly atMost: number;
}

/** The months from the first instant to the second that may be told now, oldest first, each with its first day and the day after it. */
export function monthsTold(fromMs: number, endMs: number, timeZone: string, nowMs: number): LocalDate[] {
  const months: LocalDate[] = [];
  const last = localDate(Math.min(endMs, nowMs), timeZone);
  for (let first = { ...localDate(fromMs, timeZone), day: 1 }; ; first = nextMonth(first)) {
    if (dateText(first) > dateText(last)) return months;
    if (localTimeMs(addDays(nextMonth(first), LATE_DAYS), 0, timeZone) > nowMs) return months;
    months.push(first);
  }
}

export function nextMonth({ year, month }: LocalDate): LocalDate {
  return month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 };
}

export function monthText(first: LocalDate): string {
  return dateText(first).slice(0, 7);
}

// HAZARD H-522: by going somewhere and looking at a count, the wearer learns whether the protected person was there.
/** The count with noise; may be below 0 or above the days of the month. */
export function drawOver(days: number, randomBytes: (count: number) => Uint8Array): number {
  return days + geometric(randomBytes) - geometric(randomBytes);
}

/** Steps until a draw of 1 to 5 is one of the last two. */
function geometric(randomBytes: (count: number) => Uint8Array): number {
  let steps = 0;
  while (steps < STEPS_MAX && fifth(randomBytes) < RATIO_FIFTHS) steps += 1;
  return steps;
}

/** 0 to 4, each as likely. */
function fifth(randomBytes: (count: number) => Uint8Array): number {
  for (;;) {
    const [byte = 0] = randomBytes(1);
    // 255 is no multiple of five away from 0: it is drawn again.
    if (byte < 255) return byte % 5;
  }
}

export function shownOf(month: string, drawn: number): MonthShown {
  const first = dateOf(`${month}-01`);
  const days = addDays(nextMonth(first), -1).day;
  const near = Math.min(days, Math.max(0, drawn));
  return { month, atLeast: Math.max(0, near - SPREAD_DAYS), atMost: Math.min(days, near + SPREAD_DAYS) };
}
