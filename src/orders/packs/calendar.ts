/**
 * How a jurisdiction counts its time: when a period of the law ends, which days are worked, how many days are left. Law counts days in
 * its own time zone and by its own calendar, not in UTC and not in milliseconds. Pure. Where the holidays of a year are not in the pack
 * yet, that is said with the answer; the answer is then the earlier one, which moves for no holiday.
 */
import {
  addDays,
  dateOf,
  dateText,
  daysBetween,
  type LocalDate,
  localDate,
  localTimeMs,
  weekdayOf,
} from '../../core/local-time.ts';
import { HOUR_MS } from '../../core/time.ts';
import type { Period } from './procedure.ts';

/** What of a pack the calendar needs. */
export interface CalendarPack {
  readonly timeZone: string;
  readonly calendar: {
    /** 1 (Monday) to 7 (Sunday). */
    readonly weekend: readonly number[];
    readonly holidays: readonly { readonly date: string }[];
    /** The last day for which the holidays are known. */
    readonly knownUntil: string;
  };
}

export interface PeriodEnd {
  /** The first instant after the period. */
  readonly endMs: number;
  /** The last local day of which any part lies in the period. */
  readonly lastDay: LocalDate;
  /** False: the end depends on holidays that the pack does not know yet, and may move to a later day. */
  readonly holidaysKnown: boolean;
}

/**
 * The end of a period of the law that begins at `fromMs`.
 *
 * Hours run from the instant. Days and months end with a whole day, at the local midnight after it (where the clock is put forward over
 * midnight: at the first instant of the next day). `not-counted`: the day on which it begins is not counted, and it is reckoned from
 * the next one - unless it begins with the first instant of a day, which is then counted (Korea: Civil Act 157; Japan: Civil Code 140;
 * so an extension adds exactly its length to the period before it). `counted`: it always is (Korea: detention, Criminal Procedure
 * Act 66(1)). Months end with the day before that day's number, or with the month's last day where there is none (Civil Act 160).
 */
export function periodEnd(
  fromMs: number,
  period: Pick<Period, 'length' | 'firstDay' | 'holidays'>,
  pack: CalendarPack,
): PeriodEnd {
  const { timeZone } = pack;
  const { length } = period;
  if ('hours' in length) {
    const endMs = fromMs + length.hours * HOUR_MS;
    return { endMs, lastDay: localDate(endMs - 1, timeZone), holidaysKnown: true };
  }
  const firstDay = firstDayOf(fromMs, period.firstDay === 'counted', timeZone);
  const byNumber = 'days' in length ? addDays(firstDay, length.days - 1) : lastDayOfMonths(firstDay, length.months);
  const moves = period.holidays === 'next-working-day';
  const lastDay = moves ? workingDayFrom(byNumber, pack) : byNumber;
  const holidaysKnown = !moves || dateText(lastDay) <= pack.calendar.knownUntil;
  return { endMs: dayEndMs(lastDay, timeZone), lastDay, holidaysKnown };
}

function firstDayOf(fromMs: number, isCounted: boolean, timeZone: string): LocalDate {
  const today = localDate(fromMs, timeZone);
  return isCounted || localTimeMs(today, 0, timeZone) === fromMs ? today : addDays(today, 1);
}

/** The day before that of the same number `months` later; without one, the month's last. */
function lastDayOfMonths(first: LocalDate, months: number): LocalDate {
  const month = addDays({ year: first.year, month: first.month + months, day: 1 }, 0);
  const lastOfMonth = addDays({ ...month, month: month.month + 1 }, -1);
  return first.day > lastOfMonth.day ? lastOfMonth : addDays({ ...month, day: first.day }, -1);
}

/** The first instant after a local day. */
export function dayEndMs(day: LocalDate, timeZone: string): number {
  return localTimeMs(addDays(day, 1), 0, timeZone);
}

/** Neither weekend nor holiday, as far as the pack knows. */
export function isWorkingDay(day: LocalDate, { calendar }: CalendarPack): boolean {
  const text = dateText(day);
  return !calendar.weekend.includes(weekdayOf(day)) && !calendar.holidays.some(({ date }) => date === text);
}

/** The day itself when it is worked, else the next one that is. */
export function workingDayFrom(day: LocalDate, pack: CalendarPack): LocalDate {
  let at = day;
  while (!isWorkingDay(at, pack)) at = addDays(at, 1);
  return at;
}

/** Whether the pack knows the holidays of that day. */
export function holidaysKnownOn(day: LocalDate, { calendar }: CalendarPack): boolean {
  return dateText(day) <= calendar.knownUntil;
}

/** Local days from today to the last one before `endMs`: 0 on the last day, negative once it is over. */
export function daysLeft(nowMs: number, endMs: number, { timeZone }: Pick<CalendarPack, 'timeZone'>): number {
  return daysBetween(localDate(nowMs, timeZone), localDate(endMs - 1, timeZone));
}

/** The beginning of the local day that lies so many days before the last one: when an expiry is warned of. */
export function daysBeforeMs(endMs: number, days: number, { timeZone }: Pick<CalendarPack, 'timeZone'>): number {
  return localTimeMs(addDays(localDate(endMs - 1, timeZone), -days), 0, timeZone);
}

/** When a local day of a pack (`2026-10-02`) begins. */
export function dayBeginsMs(date: string, timeZone: string): number {
  return localTimeMs(dateOf(date), 0, timeZone);
}
