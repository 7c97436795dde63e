import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { doneSchema, type KeptListJson, keptListSchema } from '../../../src/server/retention/contract.ts';
import { type CallFailed, call } from '../../ui/call.ts';

const AGAIN_MS = 30_000;
const KEY = ['retention'];

export function useKept() {
  return useQuery<KeptListJson, CallFailed>({
    queryKey: KEY,
    queryFn: () => call('/api/desk/retention', keptListSchema),
    refetchInterval: AGAIN_MS,
  });
}

export interface EraseCall {
  readonly path: string;
  readonly body: object;
}

/** Pending until it was read again; a refusal reads it again as well: somebody was faster. */
export function useErase() {
  const client = useQueryClient();
  return useMutation<unknown, CallFailed, EraseCall>({
    mutationFn: async ({ path, body }) => {
      try {
        const schema = path.endsWith('/erase') ? doneSchema : null;
        return await call<unknown>(path, schema, { method: 'POST', body: JSON.stringify(body) });
      } finally {
        await client.invalidateQueries({ queryKey: KEY });
      }
    },
  });
}
