import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type ExchangeJson,
  exchangeSchema,
  type NoticeDetailJson,
  noticeDetailSchema,
} from '../../../src/orders/exchange/contract.ts';
import { type CallFailed, call } from '../../ui/call.ts';

/** What is to be told at once becomes overdue within a minute: it is looked at often enough to be seen. */
const AGAIN_MS = 5_000;
const AFTER_FAILURE_MS = 3_000;

export function useExchange() {
  return useQuery<ExchangeJson, CallFailed>({
    queryKey: ['exchange', 'list'],
    queryFn: () => call('/api/exchange/notices', exchangeSchema),
    refetchInterval: (query) => (query.state.error === null ? AGAIN_MS : AFTER_FAILURE_MS),
  });
}

/** Read once, when somebody asks: each reading of names is written down. */
export function useNoticeDetail(noticeId: string, isAsked: boolean) {
  return useQuery<NoticeDetailJson, CallFailed>({
    queryKey: ['exchange', 'detail', noticeId],
    queryFn: () => call(`/api/exchange/notices/${noticeId}`, noticeDetailSchema),
    enabled: isAsked,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}

export interface ActCall {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Pending until the list was read again: what is shown is what is true. */
export function useExchangeAct() {
  const client = useQueryClient();
  return useMutation<void, CallFailed, ActCall>({
    mutationFn: async ({ path, body }) => {
      try {
        await call(`/api/exchange/${path}`, null, { method: 'POST', body: JSON.stringify(body) });
      } finally {
        await client.invalidateQueries({ queryKey: ['exchange', 'list'] });
      }
    },
  });
}
