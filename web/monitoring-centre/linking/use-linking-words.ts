import { useMemo } from 'react';
import type { MatchReason } from '../../../src/people/matching/contract.ts';
import type { CallFailed } from '../../ui/call.ts';
import { linkingMessages } from '../../ui/messages/linking/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { timeText } from '../../ui/words/age.ts';
import { useServerClock } from '../use-live-snapshot.ts';
import { lookUp, type Words } from '../words.ts';

/** Reasons that speak against the two being one, or forbid to link them yet. */
const AGAINST: ReadonlySet<string> = new Set<MatchReason>([
  'name-other-script',
  'birth-unknown',
  'identifier-contradicts',
  'birth-contradicts',
  'name-contradicts',
  'both-wear',
]);

/** Records in words. What is not known says so. */
export function useLinkingWords({ language }: Words) {
  const t = useMessages(linkingMessages);
  const clock = useServerClock();
  return useMemo(() => {
    const reason = (code: string) => lookUp(t, `reason.${code}`) ?? code;
    return {
      ...{ t, language, reason },
      moment: (atMs: number) => timeText(language, atMs, clock()),
      day: (atMs: number) => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(atMs),
      /** Of somebody's birth: a date without a zone. */
      date: (iso: string) =>
        new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(iso)),
      cases: (labels: readonly string[]) => (labels.length === 0 ? t('record.no-case') : labels.join(', ')),
      error: ({ code, message }: CallFailed) => lookUp(t, `error.${code}`) ?? t('error.other', { code, message }),
      reasonsFor: (codes: readonly string[]) => codes.filter((code) => !AGAINST.has(code)).map(reason),
      reasonsAgainst: (codes: readonly string[]) => codes.filter((code) => AGAINST.has(code)).map(reason),
    };
  }, [t, language, clock]);
}

export type LinkingWords = ReturnType<typeof useLinkingWords>;
