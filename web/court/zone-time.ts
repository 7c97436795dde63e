/**
 * HAZARD H-361: a term ends a day early for a reader elsewhere.
 * Days and hours as the jurisdiction counts them, in words and in form fields: never the browser's own zone, in which a term could end
 * a day early. Pure. An end is the first instant after; people read and type the last day itself.
 */
import { localDate, localTimeMs } from '../../src/core/local-time.ts';
import { MINUTE_MS } from '../../src/core/time.ts';

/** "3 February 2027". */
export function dayText(language: string, atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { timeZone, year: 'numeric', month: 'long', day: 'numeric' }).format(atMs);
}

/** "3 February 2027 at 14:30". */
export function momentText(language: string, atMs: number, timeZone: string): string {
  const format = { timeZone, dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(language, format).format(atMs);
}

/** The zone's own name: "Korean Standard Time". */
export function zoneText(language: string, atMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'long' }).formatToParts(atMs);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** An end in words: its last day, with the minute where it does not fall on a day's end. */
export function endText(language: string, endMs: number, timeZone: string): string {
  const isDayEnd = dayStartMs(dayField(endMs, timeZone), timeZone) === endMs;
  return isDayEnd ? dayText(language, endMs - 1, timeZone) : momentText(language, endMs, timeZone);
}

/** As a date field holds it: '2027-02-03'. */
export function dayField(atMs: number, timeZone: string): string {
  const { year, month, day } = localDate(atMs, timeZone);
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
}

/** As a date-and-time field holds it: '2027-02-03T14:30'. */
export function momentField(atMs: number, timeZone: string): string {
  const day = dayField(atMs, timeZone);
  const minutes = Math.floor((atMs - dayStartMs(day, timeZone)!) / MINUTE_MS);
  return `${day}T${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** The first instant of a typed day; null: it is none. */
export function dayStartMs(field: string, timeZone: string): number | null {
  const date = dateOf(field);
  return date === null ? null : localTimeMs(date, 0, timeZone);
}

/** The first instant after a typed last day; null: it is none. */
export function dayEndMs(field: string, timeZone: string): number | null {
  const date = dateOf(field);
  return date === null ? null : localTimeMs({ ...date, day: date.day + 1 }, 0, timeZone);
}

/** The instant of a typed date and time; null: it is none. */
export function momentMs(field: string, timeZone: string): number | null {
  const found = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)$/.exec(field);
  const date = found === null ? null : dateOf(found[1]!);
  if (found === null || date === null) return null;
  return localTimeMs(date, Number(found[2]), timeZone) + Number(found[3]) * MINUTE_MS;
}

function dateOf(field: string) {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(field);
  if (found === null) return null;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  const back = new Date(Date.UTC(year, month - 1, day));
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? { year, month, day } : null;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
