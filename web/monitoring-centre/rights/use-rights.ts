import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { type BreachListJson, breachListSchema } from '../../../src/incidents/breaches/contract.ts';
import { type ClientListJson, clientListSchema, deskContestListSchema } from '../../../src/people/rights/contract.ts';
import { type CallFailed, call } from '../../ui/call.ts';

const AGAIN_MS = 30_000;
const KEY = ['rights'];
const letterSchema = z.object({ path: z.string(), expiresAtMs: z.number() });

export function useContests() {
  return useQuery<z.infer<typeof deskContestListSchema>, CallFailed>({
    queryKey: [...KEY, 'contests'],
    queryFn: () => call('/api/rights/contests', deskContestListSchema),
    refetchInterval: AGAIN_MS,
  });
}

export function useBreaches() {
  return useQuery<BreachListJson, CallFailed>({
    queryKey: [...KEY, 'breaches'],
    queryFn: () => call('/api/rights/breaches', breachListSchema),
    refetchInterval: AGAIN_MS,
  });
}

/** Each reading opens names of lawyers: read when it is opened, and when somebody was named or ended. */
export function useClients() {
  return useQuery<ClientListJson, CallFailed>({
    queryKey: [...KEY, 'clients'],
    queryFn: () => call('/api/rights/wearers', clientListSchema),
    refetchOnWindowFocus: false,
  });
}

export interface RightsCall {
  readonly path: string;
  /** POST where it is not said. */
  readonly method?: 'DELETE';
  readonly body?: object;
}

/** Pending until all was read again; a refusal reads it again as well: somebody was faster. */
export function useRightsAct() {
  const client = useQueryClient();
  return useMutation<void, CallFailed, RightsCall>({
    mutationFn: async ({ path, method = 'POST', body }) => {
      try {
        await call(path, null, body === undefined ? { method } : { method, body: JSON.stringify(body) });
      } finally {
        await client.invalidateQueries({ queryKey: KEY });
      }
    },
  });
}

/** Shown once, and kept nowhere but on the screen. */
export function useLetter() {
  return useMutation<z.infer<typeof letterSchema>, CallFailed, string>({
    mutationFn: (wearerId) =>
      call(`/api/rights/wearers/${wearerId}/sign-in-letter`, letterSchema, { method: 'POST', body: '{}' }),
    gcTime: 0,
  });
}
