/** Proceedings in words: the law's own names first, days in the jurisdiction's own calendar. A code no catalogue knows is shown as it is. */
import { useMemo } from 'react';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/core/time.ts';
import type { LawJson } from '../../src/orders/process/contract.ts';
import type { CallFailed } from '../ui/call.ts';
import type { Language, MessageValues } from '../ui/messages/catalogue.ts';
import { commonMessages } from '../ui/messages/common/catalogue.ts';
import { type CourtKey, courtMessages } from '../ui/messages/court/catalogue.ts';
import { type CourtFormsKey, courtFormsMessages } from '../ui/messages/court-forms/catalogue.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import type { Lookup } from '../ui/messages/translate.ts';
import type { Problem } from './conditions/draft.ts';
import { dayText, endText, momentText, zoneText } from './zone-time.ts';

/** In which language a law names its own measures. */
const LAW_LANGUAGE: Readonly<Record<string, Language>> = { kr: 'ko', jp: 'ja' };

type Key = CourtKey | CourtFormsKey;

export interface LawName {
  readonly name: string;
  /** Of `name`. */
  readonly lang: string;
  /** For who reads another language; null: `name` is in the reader's own. */
  readonly en: string | null;
}

export function useCourtWords(law: LawJson | null) {
  const desk = useMessages(courtMessages);
  const forms = useMessages(courtFormsMessages);
  const common = useMessages(commonMessages);
  const { language } = useLanguage();
  return useMemo(() => {
    const t = both(desk, forms);
    const zone = law?.timeZone ?? 'UTC';
    const coded = (kind: string, code: string) => {
      const key = `${kind}.${code}`;
      return t.has(key) ? t(key as Key) : code;
    };
    const named = (found: { readonly name: string; readonly nameEn: string } | undefined, id: string): LawName => {
      const lang = LAW_LANGUAGE[law?.jurisdiction ?? ''] ?? 'en';
      if (found === undefined) return { name: id, lang: 'en', en: null };
      const isOwn = lang === language || found.name === found.nameEn;
      return { name: found.name, lang, en: isOwn ? null : found.nameEn };
    };
    const measure = (id: string) =>
      named(
        law?.measures.find((one) => one.id === id),
        id,
      );
    const procedure = (id: string) =>
      named(
        law?.procedures.find((one) => one.id === id),
        id,
      );
    /** In running text: the law's own name, or English for who reads neither. */
    const measureIn = (id: string) => measure(id).en ?? measure(id).name;
    const error = ({ code, message }: CallFailed) => {
      // Of what an act names, only an upload goes by itself.
      const isUploadGone = code === 'not-found' && message.startsWith('There is no such upload');
      // That a proof is asked for is said here already, with what to do.
      return { said: coded('error', isUploadGone ? 'upload-gone' : code), message: code === 'step-up' ? '' : message };
    };
    const list = (items: readonly string[]) => new Intl.ListFormat(language, { type: 'conjunction' }).format(items);
    return {
      ...{ t, common, language, law, zone, coded, measure, measureIn, procedure, error, list },
      day: (atMs: number) => dayText(language, atMs, zone),
      moment: (atMs: number) => momentText(language, atMs, zone),
      end: (atMs: number) => endText(language, atMs, zone),
      zoneName: (atMs: number) => zoneText(language, atMs, zone),
      problem: (one: Problem) => t(`problem.${one.code}` as Key, one.values),
      number: (value: number) => new Intl.NumberFormat(language).format(value),
      /** How long, in the two largest units that a desk thinks in. */
      span: (ms: number) => spanOf(Math.abs(ms), t),
    };
  }, [desk, forms, common, language, law]);
}

/** Two catalogues as one: what the desk says, and what its forms say. */
function both(desk: Lookup<CourtKey>, forms: Lookup<CourtFormsKey>): Lookup<Key> {
  const said = (key: Key, values?: MessageValues) =>
    desk.has(key) ? desk(key, values) : forms(key as CourtFormsKey, values);
  return Object.assign(said, { has: (key: string): key is Key => desk.has(key) || forms.has(key) });
}

export type CourtWords = ReturnType<typeof useCourtWords>;

function spanOf(ms: number, t: CourtWords['t']): string {
  if (ms >= 2 * DAY_MS) return t('span.days', { count: Math.floor(ms / DAY_MS) });
  const hours = Math.floor(ms / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  if (hours === 0) return t('span.minutes', { count: minutes });
  return hours >= 10 || minutes === 0 ? t('span.hours', { count: hours }) : t('span.hours-minutes', { hours, minutes });
}
