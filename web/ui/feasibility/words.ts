/** Figures and days as the reader's language says them. Pure. */
import type { AWeek, Spread } from '../../../src/insight/feasibility/contract.ts';
import type { FeasibilityKey } from '../messages/feasibility/catalogue.ts';
import type { Lookup } from '../messages/translate.ts';

export type T = Lookup<FeasibilityKey>;

export interface Cell {
  readonly value: string;
  readonly range: string | null;
}

export interface Words {
  number(value: number, decimals?: number): string;
  share(value: number): string;
  /** Seconds as minutes and seconds. */
  time(seconds: number): string;
  /** As `time`, with the range behind it. */
  timeSpread(spread: Spread): string;
  /** For tables: the value as minutes:seconds, and its range; null where they are the same. */
  clockCell(spread: Spread): Cell;
  shareCell(spread: Spread): Cell;
  aWeek(value: AWeek, decimals?: number): string;
  range(value: { readonly min: number; readonly max: number }, decimals?: number): string;
  days(days: readonly number[]): string;
  day(day: number, length?: 'short' | 'narrow'): string;
  date(iso: string): string;
}

/** 5 January 2026 is a Monday. */
const MONDAY_MS = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;

export function wordsOf(t: T, language: string): Words {
  const number = (value: number, decimals = value < 10 ? 1 : 0) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: decimals }).format(value);
  const share = (value: number) =>
    new Intl.NumberFormat(language, {
      style: 'percent',
      maximumFractionDigits: value > 0 && value < 0.1 ? 1 : 0,
    }).format(value);
  const time = (seconds: number) => {
    const whole = Math.round(seconds);
    if (whole < 60) return t('seconds', { count: whole });
    if (whole % 60 === 0) return t('minutes', { count: whole / 60 });
    return t('minutes-seconds', { minutes: Math.floor(whole / 60), seconds: whole % 60 });
  };
  const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`;
  const range = (from: string, to: string) => (from === to ? from : t('range', { from, to }));
  const spreadIn = (spread: Spread, say: (value: number) => string): string => {
    if (spread === null) return t('never-drawn');
    const spans = range(say(spread.min), say(spread.max));
    return spans === say(spread.value) ? spans : `${say(spread.value)} (${spans})`;
  };
  const cellIn = (spread: Spread, say: (value: number) => string): Cell => {
    if (spread === null) return { value: t('never-drawn'), range: null };
    const isWide = spread.min !== spread.max;
    return { value: say(spread.value), range: isWide ? range(say(spread.min), say(spread.max)) : null };
  };
  const day = (one: number, length: 'short' | 'narrow' = 'short') =>
    new Intl.DateTimeFormat(language, { weekday: length, timeZone: 'UTC' }).format(MONDAY_MS + (one - 1) * DAY_MS);
  return {
    ...{ number, share, time, day },
    timeSpread: (spread) => spreadIn(spread, time),
    clockCell: (spread) => cellIn(spread, clock),
    shareCell: (spread) => cellIn(spread, share),
    aWeek: (value, decimals) => number(value.mean, decimals),
    range: (value, decimals) => range(number(value.min, decimals), number(value.max, decimals)),
    days: (days) =>
      days
        .toSorted((a, b) => a - b)
        .map((one) => day(one))
        .join(', '),
    date: (iso) =>
      new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(`${iso}T00:00:00Z`)),
  };
}
