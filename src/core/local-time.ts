/** Days and hours as a place counts them: law and people count in their own time zone, not in UTC. Pure. */

export interface LocalDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

export function localDate(atMs: number, timeZone: string): LocalDate {
  const { year, month, day } = localParts(atMs, timeZone);
  return { year, month, day };
}

/** No zone is further from UTC than this, so that an instant lies within it of where its local time would be in UTC. */
const FARTHEST_MS = 15 * 3_600_000;

/**
 * The first instant from which on that day's clock shows `hour` or more: at hour 0 the beginning of the day. Where the clock is put
 * forward over it, the first instant after the gap; where it comes twice, the one after which the clock does not go back before it
 * any more. `day` may lie outside its month and is carried over.
 */
export function localTimeMs(date: LocalDate, hour: number, timeZone: string): number {
  const wantedMs = Date.UTC(date.year, date.month - 1, date.day, hour);
  const before = offsetMs(wantedMs - FARTHEST_MS, timeZone);
  const after = offsetMs(wantedMs + FARTHEST_MS, timeZone);
  if (before === after) return wantedMs - before;
  const changeMs = changeOfOffset(wantedMs - FARTHEST_MS, wantedMs + FARTHEST_MS, timeZone);
  const byBefore = wantedMs - before;
  const byAfter = wantedMs - after;
  if (byAfter > changeMs) return byAfter;
  return Math.min(byBefore, changeMs);
}

/** The first instant of the offset that holds at `toMs`; there is one change between the two. */
function changeOfOffset(fromMs: number, toMs: number, timeZone: string): number {
  const after = offsetMs(toMs, timeZone);
  let low = fromMs;
  let high = toMs;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(middle, timeZone) === after) high = middle;
    else low = middle;
  }
  return high;
}

/** The date so many days later; earlier when negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  const at = new Date(Date.UTC(date.year, date.month - 1, date.day + days));
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

/** 1 (Monday) to 7 (Sunday), as ISO 8601 numbers them. */
export function weekdayOf(date: LocalDate): number {
  return new Date(numberOf(date)).getUTCDay() || 7;
}

/** As ISO 8601 writes it: `2026-10-02`. Dates so written sort as they follow one another. */
export function dateText({ year, month, day }: LocalDate): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

/** The date of `2026-10-02`; the text was checked at the border. */
export function dateOf(text: string): LocalDate {
  const [year, month, day] = text.split('-').map(Number);
  return { year: year!, month: month!, day: day! };
}

/** Whole days from the first local date to the second; negative when that is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((numberOf(to) - numberOf(from)) / 86_400_000);
}

function numberOf({ year, month, day }: LocalDate): number {
  return Date.UTC(year, month - 1, day);
}

/** Local time less UTC. */
function offsetMs(atMs: number, timeZone: string): number {
  const p = localParts(atMs, timeZone);
  return Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second) - Math.floor(atMs / 1000) * 1000;
}

/** Making one takes longer than all that is asked of it; there are as many as zones. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const made = FORMATS.get(timeZone);
  if (made !== undefined) return made;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  FORMATS.set(timeZone, format);
  return format;
}

function localParts(atMs: number, timeZone: string) {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map((part) => [part.type, Number(part.value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  };
}
