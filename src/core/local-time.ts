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

/**
 * The instant at which a local day begins, or `hour` o'clock of it. Where the clock is put forward over it: the first instant
 * after the gap; where it comes twice: one of the two. `day` may lie outside its month, and `minute` outside its hour: they are carried over.
 */
export function localTimeMs(date: LocalDate, hour: number, timeZone: string, minute = 0): number {
  const wantedMs = Date.UTC(date.year, date.month - 1, date.day, hour, minute);
  let atMs = wantedMs;
  // Twice: the first correction may land on the other side of a change of offset.
  for (let i = 0; i < 2; i += 1) atMs = wantedMs - offsetMs(atMs, timeZone);
  return atMs;
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
