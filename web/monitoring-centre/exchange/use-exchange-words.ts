import { useMemo } from 'react';
import type { NoticeJson } from '../../../src/orders/exchange/contract.ts';
import type { CallFailed } from '../../ui/call.ts';
import { exchangeMessages } from '../../ui/messages/exchange/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { timeText } from '../../ui/words/age.ts';
import { useServerClock } from '../use-live-snapshot.ts';
import { lookUp, type Words } from '../words.ts';

/** Notices in words. A code that no catalogue knows is shown as it is, never dropped. */
export function useExchangeWords({ language, shortSpan }: Words) {
  const t = useMessages(exchangeMessages);
  const clock = useServerClock();
  return useMemo(() => {
    const coded = (kind: string, code: string) => lookUp(t, `${kind}.${code}`) ?? code;
    const role = (one: string) => coded('role', one);
    return {
      t,
      coded,
      moment: (atMs: number) => timeText(language, atMs, clock()),
      what: ({ code }: NoticeJson) => coded('code', code),
      other({ otherName, otherRole, direction }: NoticeJson) {
        const isUnknown = otherName === null && otherRole !== 'person';
        const name = otherName ?? (isUnknown ? t('role.unknown', { role: role(otherRole) }) : role(otherRole));
        return t(`direction.${direction}`, { name });
      },
      state: (notice: NoticeJson) =>
        notice.overdue === null ? t(`state.${notice.state}`) : t(`overdue.${notice.overdue}`),
      due(notice: NoticeJson, nowMs: number) {
        if (notice.state === 'received') return t(`how.${notice.receivedHow ?? 'desk'}`);
        if (notice.overdue !== null) return t('overdue.since', { span: shortSpan(nowMs - notice.dueAtMs) });
        // Delivered, it is told; what is awaited is the word that it reached somebody.
        return notice.state !== 'delivered' && notice.dueAtMs > nowMs
          ? t('due.in', { span: shortSpan(notice.dueAtMs - nowMs) })
          : '';
      },
      error: ({ code, message }: CallFailed) => lookUp(t, `error.${code}`) ?? t('error.other', { code, message }),
    };
  }, [t, language, shortSpan, clock]);
}

export type ExchangeWords = ReturnType<typeof useExchangeWords>;
