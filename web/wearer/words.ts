/** Days and hours in the law's own time zone, and codes in the reader's words. */
import { useMemo } from 'react';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { type WearerKey, wearerMessages } from '../ui/messages/wearer/catalogue.ts';

/** In which language a law names its own measures. */
const LAW_LANGUAGE: Readonly<Record<string, string>> = { kr: 'ko', jp: 'ja', my: 'ms' };

export function useWords(timeZone: string) {
  const t = useMessages(wearerMessages);
  const { language } = useLanguage();
  return useMemo(() => {
    const day = (atMs: number) => new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'medium' }).format(atMs);
    const moment = (atMs: number) =>
      new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(atMs);
    return {
      t,
      day,
      moment,
      /** The last day of a time whose end is the first instant after it. */
      lastDay: (endMs: number) => day(endMs - 1),
      /** Of a day as `YYYY-MM-DD`: the same day wherever it is read. */
      dayOf: (text: string) =>
        new Intl.DateTimeFormat(language, { timeZone: 'UTC', dateStyle: 'medium' }).format(Date.parse(text)),
      monthOf: (text: string) =>
        new Intl.DateTimeFormat(language, { timeZone: 'UTC', year: 'numeric', month: 'long' }).format(
          Date.parse(`${text}-01`),
        ),
      /** The law's own name, and English beside it for who reads another language than the law's. */
      measure: ({ name, nameEn }: { readonly name: string; readonly nameEn: string }, jurisdiction: string) =>
        name === nameEn || language === LAW_LANGUAGE[jurisdiction] ? name : `${nameEn} (${name})`,
      coded: (kind: string, code: string) => {
        const key = `${kind}.${code}`;
        return t.has(key) ? t(key as WearerKey) : code;
      },
    };
  }, [t, language, timeZone]);
}

export type Words = ReturnType<typeof useWords>;
