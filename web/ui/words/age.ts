import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/core/time.ts';
import type { CommonKey } from '../messages/common/catalogue.ts';
import type { Translate } from '../messages/translate.ts';

/** An age below this reads "just now"; clocks that differ a little must not read as the future. */
const NOW_MS = 2 * SECOND_MS;

/** "20 seconds ago", "3 minutes ago": rounded down, as people say it. A negative age is "just now". */
export function ageText(t: Translate<CommonKey>, ageMs: number): string {
  if (ageMs < NOW_MS) return t('age.now');
  if (ageMs < 2 * MINUTE_MS) return t('age.seconds', { count: Math.floor(ageMs / SECOND_MS) });
  if (ageMs < 2 * HOUR_MS) return t('age.minutes', { count: Math.floor(ageMs / MINUTE_MS) });
  if (ageMs < 2 * DAY_MS) return t('age.hours', { count: Math.floor(ageMs / HOUR_MS) });
  return t('age.days', { count: Math.floor(ageMs / DAY_MS) });
}

/** "about" is the caller's word: 42 s -> "40 seconds", 62 s -> "1 minute", 370 s -> "6 minutes". */
export function spanText(t: Translate<CommonKey>, spanS: number): string {
  if (spanS < 55) return t('span.seconds', { count: Math.max(10, Math.round(spanS / 10) * 10) });
  if (spanS < 7_200) return t('span.minutes', { count: Math.round(spanS / 60) });
  return t('span.hours', { count: Math.round(spanS / 3_600) });
}

/** A time of day in the reader's language and zone; with the date when it is not today's. */
export function timeText(language: string, atMs: number, nowMs: number, withSeconds = false): string {
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  if (withSeconds) clock.second = '2-digit';
  const day = new Intl.DateTimeFormat(language, { year: 'numeric', month: '2-digit', day: '2-digit' });
  const sameDay = day.format(atMs) === day.format(nowMs);
  const parts: Intl.DateTimeFormatOptions = sameDay ? clock : { ...clock, month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat(language, parts).format(atMs);
}
