/** A weekly timetable in minutes of the week by the clocks on the wall, sorted; and its instants in a given week. Pure. */

import { type LocalDate, localTimeMs } from '../../core/local-time.ts';
import { DAY_MS, MINUTE_MS } from '../../core/time.ts';
import type { Life, Means } from './contract.ts';

export const WEEK_MIN = 7 * 24 * 60;
const DAY_MIN = 24 * 60;

/** One stay of the week. Minutes count from Monday 00:00; `untilMin` may lie beyond the week's end. */
export interface WeeklyStay {
  readonly fromMin: number;
  readonly untilMin: number;
  /** Index into the life's places. */
  readonly place: number;
  readonly by: Means;
  readonly backBy: Means;
  /** Index into the life's stays: what a message names. */
  readonly entry: number;
}

/** In order of time. Stays whose place is not there are left out: `problems.ts` names them. */
export function weeklyStays(life: Life): WeeklyStay[] {
  const stays = life.stays.flatMap((stay, entry) => {
    const place = life.places.findIndex(({ id }) => id === stay.place);
    if (place < 0) return [];
    const from = minutesOf(stay.from);
    const until = minutesOf(stay.until);
    const lasts = until > from ? until - from : until - from + DAY_MIN;
    return stay.days.map((day): WeeklyStay => {
      const fromMin = (day - 1) * DAY_MIN + from;
      return { fromMin, untilMin: fromMin + lasts, place, by: stay.by, backBy: stay.backBy ?? stay.by, entry };
    });
  });
  return stays.sort((a, b) => a.fromMin - b.fromMin || a.entry - b.entry);
}

/** Monday of the week of a local date. */
export function mondayOf(date: LocalDate): LocalDate {
  const utc = new Date(Date.UTC(date.year, date.month - 1, date.day));
  const back = (utc.getUTCDay() + 6) % 7;
  return fromUtc(utc.getTime() - back * DAY_MS);
}

export function parseDate(text: string): LocalDate {
  return fromUtc(Date.parse(`${text}T00:00:00Z`));
}

function fromUtc(ms: number): LocalDate {
  const utc = new Date(ms);
  return { year: utc.getUTCFullYear(), month: utc.getUTCMonth() + 1, day: utc.getUTCDate() };
}

/** The instant at which the clocks on the wall show that minute of the `week`-th week after `monday`. */
export function instantMs(monday: LocalDate, week: number, minute: number, timeZone: string): number {
  return localTimeMs({ ...monday, day: monday.day + week * 7 }, 0, timeZone, minute);
}

/** From the first local day to the last, in hours: a day on which clocks are changed has 23 or 25. */
export function hoursOf(
  startsOn: LocalDate,
  duration: { readonly months: number } | { readonly days: number },
  timeZone: string,
): number {
  const end =
    'months' in duration ? monthsAfter(startsOn, duration.months) : { ...startsOn, day: startsOn.day + duration.days };
  const ms = localTimeMs(end, 0, timeZone) - localTimeMs(startsOn, 0, timeZone);
  return Math.round(ms / (60 * MINUTE_MS));
}

/** The same day so many months on; where that month is too short, its last day. */
function monthsAfter({ year, month, day }: LocalDate, months: number): LocalDate {
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return { year, month: month + months, day: Math.min(day, lastDay) };
}

function minutesOf(wall: string): number {
  const [hours, minutes] = wall.split(':');
  return Number(hours) * 60 + Number(minutes);
}
