import { QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CallFailed } from '../ui/call.ts';
import { acknowledge, type CloseReason, close, loadCity, loadDeliveries, loadDetail, loadQueue } from './api.ts';

/** Asked again this often even when no frame said so: a lost frame must not hide a case for longer. */
const AGAIN_MS = 15_000;
/** After a failure, until it works again. */
const AFTER_FAILURE_MS = 3_000;

const again = (query: { readonly state: { readonly error: unknown } }) =>
  query.state.error === null ? AGAIN_MS : AFTER_FAILURE_MS;

export function createQueryClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: true, staleTime: 0 } } });
}

/** The queue, read again at every `queue-changed` frame (`version`). */
export function useQueue(version: number) {
  const client = useQueryClient();
  useEffect(() => {
    if (version > 0) void client.invalidateQueries({ queryKey: ['incidents'] });
  }, [client, version]);
  return useQuery<Awaited<ReturnType<typeof loadQueue>>, CallFailed>({
    queryKey: ['incidents', 'queue'],
    queryFn: loadQueue,
    refetchInterval: again,
  });
}

export function useDetail(incidentId: string | null) {
  return useQuery<Awaited<ReturnType<typeof loadDetail>>, CallFailed>({
    queryKey: ['incidents', 'detail', incidentId],
    queryFn: () => loadDetail(incidentId ?? ''),
    enabled: incidentId !== null,
    refetchInterval: again,
  });
}

/** Read again with the story, and while it goes on. */
export function useDeliveries(incidentId: string) {
  return useQuery<Awaited<ReturnType<typeof loadDeliveries>>, CallFailed>({
    queryKey: ['incidents', 'deliveries', incidentId],
    queryFn: () => loadDeliveries(incidentId),
    refetchInterval: again,
  });
}

export function useCity() {
  return useQuery({ queryKey: ['city'], queryFn: loadCity, staleTime: Number.POSITIVE_INFINITY, retry: 5 });
}

export interface CloseCall {
  readonly incidentId: string;
  readonly reason: CloseReason;
  readonly text: string;
}

/** The officer's two acts. Each stays pending until the queue and the story were read again: what is shown is what is true. */
export function useActs() {
  const client = useQueryClient();
  const readAgain = () => client.invalidateQueries({ queryKey: ['incidents'] });
  const acknowledging = useMutation<void, CallFailed, string>({
    mutationFn: async (incidentId) => {
      await acknowledge(incidentId);
      await readAgain();
    },
  });
  const closing = useMutation<void, CallFailed, CloseCall>({
    mutationFn: async ({ incidentId, reason, text }) => {
      await close(incidentId, reason, text);
      await readAgain();
    },
  });
  return { acknowledging, closing };
}
