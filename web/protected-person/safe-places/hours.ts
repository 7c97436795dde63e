/**
 * Opening hours as OpenStreetMap writes them, as far as it is simple: `24/7`, `Mo-Fr 08:00-18:00; Sa 09:00-13:00`, `off`. Pure. Fails toward
 * "not known": a rule that is not understood makes the whole so.
 */

export type Openness = 'open' | 'closed' | 'unknown';

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;
const DAY_MINUTES = 1_440;

interface Moment {
  /** 0 is Monday. */
  readonly day: number;
  readonly minute: number;
}

/** `timeZone` null: not known, and neither is what is open. */
export function opennessAt(hours: string | null, timeZone: string | null, nowMs: number): Openness {
  if (hours === null) return 'unknown';
  if (hours.trim() === '24/7') return 'open';
  const moment = timeZone === null ? null : momentOf(timeZone, nowMs);
  if (moment === null) return 'unknown';
  // As in OpenStreetMap: a later rule that speaks of a day takes the place of the earlier ones.
  const byDay: ([number, number][] | null)[] = Array.from({ length: 7 }, () => null);
  for (const text of hours.split(';').map((part) => part.trim())) {
    if (text === '') continue;
    const rule = ruleOf(text);
    if (rule === null) return 'unknown';
    for (const day of rule.days) byDay[day] = rule.spans;
  }
  const before = (moment.day + 6) % 7;
  const isOpen =
    inSpans(byDay[moment.day] ?? [], moment.minute) || inSpans(byDay[before] ?? [], moment.minute + DAY_MINUTES);
  return isOpen ? 'open' : 'closed';
}

function inSpans(spans: readonly [number, number][], minute: number): boolean {
  return spans.some(([from, to]) => from <= minute && minute < to);
}

function momentOf(timeZone: string, nowMs: number): Moment | null {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).formatToParts(nowMs);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const day = DAYS.findIndex((name) => part('weekday').startsWith(name));
  const minute = Number(part('hour')) * 60 + Number(part('minute'));
  return day === -1 || !Number.isFinite(minute) ? null : { day, minute };
}

function ruleOf(text: string): { readonly days: readonly number[]; readonly spans: [number, number][] } | null {
  const match = /^(?:((?:Mo|Tu|We|Th|Fr|Sa|Su)[A-Za-z,-]*)\s+)?(off|closed|[0-9:,\s-]+)$/.exec(text);
  if (match === null) return null;
  const days = match[1] === undefined ? DAYS.map((_, i) => i) : daysOf(match[1]);
  const spans = match[2] === 'off' || match[2] === 'closed' ? [] : spansOf(match[2]!);
  return days === null || spans === null ? null : { days, spans };
}

function daysOf(text: string): number[] | null {
  const days: number[] = [];
  for (const part of text.split(',')) {
    const [from, to, more] = part.split('-').map((name) => DAYS.indexOf(name as (typeof DAYS)[number]));
    if (from === undefined || from === -1 || to === -1 || more !== undefined) return null;
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(day);
      if (day === (to ?? from)) break;
    }
  }
  return days;
}

function spansOf(text: string): [number, number][] | null {
  const spans: [number, number][] = [];
  for (const part of text.split(',')) {
    const match = /^\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*$/.exec(part);
    if (match === null) return null;
    const [, h1, m1, h2, m2] = match.map(Number) as [number, number, number, number, number];
    if (h1 > 24 || h2 > 26 || m1 > 59 || m2 > 59) return null;
    const [from, to] = [h1 * 60 + m1, h2 * 60 + m2];
    // Past midnight.
    spans.push([from, to <= from ? to + DAY_MINUTES : to]);
  }
  return spans;
}
