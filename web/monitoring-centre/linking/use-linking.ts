import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type LinkingDeskJson,
  linkingDeskSchema,
  type OpenedReviewJson,
  openedReviewSchema,
} from '../../../src/orders/linking/contract.ts';
import { type CallFailed, call } from '../../ui/call.ts';

const AGAIN_MS = 10_000;
const AFTER_FAILURE_MS = 3_000;
const KEY = ['linking'];

export function useLinkingDesk() {
  return useQuery<LinkingDeskJson, CallFailed>({
    queryKey: KEY,
    queryFn: () => call('/api/desk/linking', linkingDeskSchema),
    refetchInterval: (query) => (query.state.error === null ? AGAIN_MS : AFTER_FAILURE_MS),
  });
}

/** Two records with their names: an audited read, so only when an officer asks for it, and kept nowhere but on the screen. */
export function useOpenReview() {
  return useMutation<OpenedReviewJson, CallFailed, string>({
    mutationFn: (reviewId) =>
      call(`/api/desk/linking/reviews/${reviewId}/open`, openedReviewSchema, { method: 'POST', body: '{}' }),
    gcTime: 0,
  });
}

export interface LinkingCall {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Pending until all was read again; a refusal reads it again as well: somebody was faster. */
export function useLinkingAct() {
  const client = useQueryClient();
  return useMutation<void, CallFailed, LinkingCall>({
    mutationFn: async ({ path, body }) => {
      try {
        await call(path, null, { method: 'POST', body: JSON.stringify(body) });
      } finally {
        await client.invalidateQueries({ queryKey: KEY });
      }
    },
  });
}
