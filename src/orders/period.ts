/** Law counts days and months in the jurisdiction's own time zone, not in UTC and not in milliseconds. Pure. */
import { localDate, localTimeMs } from '../core/local-time.ts';

const MONTHS_A_YEAR = 12;

/**
 * The end of a period of whole months that begins at `fromMs`: the day it begins on is not counted; it is reckoned from the
 * next day, and ends with the day before that day's number `months` later, or with the month's last day where there is no
 * such day (Korea: Criminal Procedure Act 66, Civil Act 160(2), (3)). The answer is the first instant after it.
 */
export function periodEndMs(fromMs: number, months: number, timeZone: string): number {
  const from = localDate(fromMs, timeZone);
  const first = new Date(Date.UTC(from.year, from.month - 1, from.day + 1));
  const firstOfMonth = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + months, 1);
  const after = new Date(firstOfMonth);
  // The day of the same number is the first one after the period; without one, the next month's first is.
  after.setUTCDate(first.getUTCDate());
  if (after.getUTCMonth() !== new Date(firstOfMonth).getUTCMonth()) after.setUTCDate(1);
  return localTimeMs(
    { year: after.getUTCFullYear(), month: after.getUTCMonth() + 1, day: after.getUTCDate() },
    0,
    timeZone,
  );
}

/**
 * The end of the time for which something is kept, from an event on: the day of the event is not counted, unless the event falls on the
 * first instant of a day, which is then counted whole (Korea: Civil Act 157). Years and days, where both are given, follow each other.
 * The answer is the first instant after it, a local midnight.
 */
export function keepEndMs(
  eventMs: number,
  keep: { readonly days?: number | undefined; readonly years?: number | undefined },
  timeZone: string,
): number {
  const { days = 0, years = 0 } = keep;
  // The last instant before the event: of an order that ends at midnight its last day, which is over.
  const endMs = periodEndMs(eventMs - 1, years * MONTHS_A_YEAR, timeZone);
  if (days === 0) return endMs;
  const from = localDate(endMs, timeZone);
  return localTimeMs({ ...from, day: from.day + days }, 0, timeZone);
}
