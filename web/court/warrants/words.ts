import { useMemo } from 'react';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { type WarrantsKey, warrantsMessages } from '../../ui/messages/warrants/catalogue.ts';
import type { CourtWords } from '../words.ts';

/** What warrants say, beside what the desk says. A code that no catalogue knows is shown as it is. */
export function useWarrantWords(words: CourtWords) {
  const w = useMessages(warrantsMessages);
  return useMemo(() => {
    const coded = (kind: string, code: string) => {
      const key = `${kind}.${code}`;
      return w.has(key) ? w(key as WarrantsKey) : code;
    };
    const period = ({ fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number }) =>
      w('period', { from: words.moment(fromMs), until: words.moment(untilMs) });
    return { w, coded, period, court: words };
  }, [w, words]);
}

export type WarrantWords = ReturnType<typeof useWarrantWords>;
