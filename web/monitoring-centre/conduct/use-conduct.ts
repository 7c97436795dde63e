import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type ConductDecision,
  type ConductReviewsJson,
  conductReviewsSchema,
} from '../../../src/disclosure/conduct/contract.ts';
import { type CallFailed, call } from '../../ui/call.ts';

const AGAIN_MS = 30_000;
const KEY = ['conduct'];

export function useConduct() {
  return useQuery<ConductReviewsJson, CallFailed>({
    queryKey: KEY,
    queryFn: () => call('/api/conduct-reviews', conductReviewsSchema),
    refetchInterval: AGAIN_MS,
  });
}

export interface DecisionCall {
  readonly reviewId: string;
  readonly decision: ConductDecision;
}

/** Pending until it was recorded and read again; a refusal reads it again as well: somebody was faster. */
export function useDecide() {
  const client = useQueryClient();
  return useMutation<ConductReviewsJson, CallFailed, DecisionCall>({
    mutationFn: async ({ reviewId, decision }) => {
      try {
        return await call(`/api/conduct-reviews/${reviewId}`, conductReviewsSchema, {
          ...{ method: 'POST', body: JSON.stringify(decision) },
        });
      } finally {
        await client.invalidateQueries({ queryKey: KEY });
      }
    },
  });
}
