/** Days, times and roles as the petition's pages write them. */
import type { LawJson } from '../../src/orders/process/contract.ts';
import type { PetitionKey } from '../ui/messages/petition/catalogue.ts';
import type { Lookup } from '../ui/messages/translate.ts';

export type T = Lookup<PetitionKey>;

/** By the clock of the jurisdiction. */
export function dayOf(language: string, atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(atMs);
}

/** The last day of a time whose end is given by the first instant after it. */
export function lastDayOf(language: string, untilMs: number, timeZone: string): string {
  return dayOf(language, untilMs - 1, timeZone);
}

export function isoDayText(language: string, iso: string): string {
  const atMs = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(atMs) ? iso : dayOf(language, atMs, 'UTC');
}

export function roleText(t: T, role: string): string {
  const key = `role.${role}`;
  return t.has(key) ? t(key) : role;
}

/** A measure by what it demands; one that this law does not name any more, by its id. */
export function measureText(t: T, law: LawJson, id: string | null): string {
  const measure = law.measures.find((one) => one.id === id);
  return measure === undefined ? (id ?? '') : measure.demands.map((demand) => t(`demand.${demand}`)).join('; ');
}

const LANGUAGE_OF: Readonly<Record<string, string>> = { kr: 'ko', jp: 'ja', my: 'ms' };

/** The law's own name, and in English before it for those who read another language. */
export function lawName(one: { name: string; nameEn: string }, language: string, jurisdiction: string): string {
  return LANGUAGE_OF[jurisdiction] === language || one.name === one.nameEn ? one.name : `${one.nameEn}, ${one.name}`;
}

/** At the beginning of a sentence. */
export function capital(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

export function lengthText(t: T, length: NonNullable<LawJson['measures'][number]['duration']>['length']): string {
  if ('hours' in length) return t('length.hours', { count: length.hours });
  return 'days' in length ? t('length.days', { count: length.days }) : t('length.months', { count: length.months });
}

/** How long a measure lasts, and how often that can be made longer; null: it ends with the matter. */
export function durationText(t: T, { duration, extensionsMax, demands }: LawJson['measures'][number]): string | null {
  if (duration === null) return demands.every((demand) => demand === 'warned') ? t('wants.once') : null;
  const length = lengthText(t, duration.length);
  if (extensionsMax === null) return t('wants.extend.open', { length });
  return extensionsMax === 0 ? t('wants.long', { length }) : t('wants.extend', { length, count: extensionsMax });
}
