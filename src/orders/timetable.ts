/** Whether a place counts at an instant, by the hours that the order names for it. Pure. */
import { localDate, localTimeMs } from '../core/local-time.ts';
import { MINUTE_MS } from '../core/time.ts';
import type { Timetable } from './contract.ts';

/** Null: it always counts. Hours are the jurisdiction's own; a window that reaches into the next day belongs to the day it begins on. */
export function isWithin(timetable: Timetable | null, atMs: number, timeZone: string): boolean {
  if (timetable === null) return true;
  const today = localDate(atMs, timeZone);
  return [0, -1].some((offset) => {
    const day = { ...today, day: today.day + offset };
    const weekday = isoWeekday(day);
    return timetable.some(({ days, from, until }) => {
      if (!days.includes(weekday)) return false;
      const fromMs = at(day, from, timeZone);
      const untilMs = at(until > from ? day : { ...day, day: day.day + 1 }, until, timeZone);
      return fromMs <= atMs && atMs < untilMs;
    });
  });
}

/** 1 is Monday; `day` may lie outside its month. */
function isoWeekday({ year, month, day }: { year: number; month: number; day: number }): number {
  return ((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7) + 1;
}

function at(day: { year: number; month: number; day: number }, time: string, timeZone: string): number {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  return localTimeMs(day, hour, timeZone) + minute * MINUTE_MS;
}
