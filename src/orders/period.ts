/** Law counts days and months in the jurisdiction's own time zone, not in UTC and not in milliseconds. Pure. */

interface LocalDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

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
  return localMidnightMs(
    { year: after.getUTCFullYear(), month: after.getUTCMonth() + 1, day: after.getUTCDate() },
    timeZone,
  );
}

export function localDate(atMs: number, timeZone: string): LocalDate {
  const { year, month, day } = localParts(atMs, timeZone);
  return { year, month, day };
}

/** The instant at which a local day begins. Where the clock is put forward over midnight: the first instant of that day. */
function localMidnightMs(date: LocalDate, timeZone: string): number {
  const wantedMs = Date.UTC(date.year, date.month - 1, date.day);
  let atMs = wantedMs;
  // Twice: the first correction may land on the other side of a change of offset.
  for (let i = 0; i < 2; i += 1) atMs = wantedMs - offsetMs(atMs, timeZone);
  return atMs;
}

/** Local time less UTC. */
function offsetMs(atMs: number, timeZone: string): number {
  const p = localParts(atMs, timeZone);
  return Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second) - Math.floor(atMs / 1000) * 1000;
}

function localParts(atMs: number, timeZone: string) {
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
  const parts = new Map(format.formatToParts(atMs).map((part) => [part.type, Number(part.value)]));
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
