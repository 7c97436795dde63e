import { QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  ActRequest,
  PaperJson,
  ProceedingDetailJson,
  ProceedingRequest,
} from '../../src/orders/process/contract.ts';
import type { CallFailed } from '../ui/call.ts';
import type { Language } from '../ui/messages/catalogue.ts';
import {
  act,
  fetchPaper,
  loadCity,
  loadLaw,
  loadPeople,
  loadProceeding,
  loadProceedings,
  nameOffices,
  nameRespondent,
  type OfficeIds,
  openProceeding,
} from './api.ts';

/** Other offices act in between; a judge who writes is not disturbed by it, and the server refuses what is no longer so. */
const AGAIN_MS = 20_000;
const AFTER_FAILURE_MS = 3_000;

const again = (query: { readonly state: { readonly error: unknown } }) =>
  query.state.error === null ? AGAIN_MS : AFTER_FAILURE_MS;

export function createQueryClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: true, staleTime: 0 } } });
}

export function useQueueOf(all: boolean, enabled = true) {
  return useQuery<Awaited<ReturnType<typeof loadProceedings>>, CallFailed>({
    queryKey: ['proceedings', all ? 'all' : 'open'],
    queryFn: () => loadProceedings(all),
    enabled,
    refetchInterval: again,
  });
}

/** What the law says changes with its date alone; asked again now and then, since its longest ends move with the day. */
export function useLaw() {
  return useQuery<Awaited<ReturnType<typeof loadLaw>>, CallFailed>({
    queryKey: ['law'],
    queryFn: loadLaw,
    refetchInterval: (query) => (query.state.error === null ? 10 * 60_000 : AFTER_FAILURE_MS),
  });
}

/** Each reading is recorded: it is read when it is opened and when something was done, not by the clock. */
export function useProceeding(id: string) {
  return useQuery<ProceedingDetailJson, CallFailed>({
    queryKey: ['proceeding', id],
    queryFn: () => loadProceeding(id),
    refetchOnWindowFocus: false,
    refetchInterval: (query) => (query.state.error === null ? false : AFTER_FAILURE_MS),
  });
}

export function usePeople(kind: 'protected' | 'wearer', enabled = true) {
  return useQuery<Awaited<ReturnType<typeof loadPeople>>, CallFailed>({
    queryKey: ['people', kind],
    queryFn: () => loadPeople(kind),
    // Each reading opens names.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    enabled,
  });
}

export function useCity() {
  return useQuery({ queryKey: ['city'], queryFn: loadCity, staleTime: Number.POSITIVE_INFINITY, retry: 5 });
}

export type Change =
  | { readonly kind: 'act'; readonly request: ActRequest }
  | { readonly kind: 'respondent'; readonly respondentId: string }
  | { readonly kind: 'offices'; readonly offices: OfficeIds };

/** The answer is what is shown next. A refusal leaves what was filled in; what is true is read again, since somebody was faster. */
export function useChange(id: string) {
  const client = useQueryClient();
  return useMutation<ProceedingDetailJson, CallFailed, Change>({
    mutationFn: (change) => {
      if (change.kind === 'act') return act(id, change.request);
      return change.kind === 'respondent' ? nameRespondent(id, change.respondentId) : nameOffices(id, change.offices);
    },
    onSuccess: (detail) => client.setQueryData(['proceeding', id], detail),
    onError: (error) => {
      if (error.code === 'conflict') void client.invalidateQueries({ queryKey: ['proceeding', id] });
    },
    onSettled: () => void client.invalidateQueries({ queryKey: ['proceedings'] }),
  });
}

/** A new one stands among the documents, which are read again. */
export function usePaper(id: string) {
  const client = useQueryClient();
  return useMutation<PaperJson, CallFailed, Language>({
    mutationFn: (language) => fetchPaper(id, language),
    onSuccess: ({ isNew }) => {
      if (isNew) void client.invalidateQueries({ queryKey: ['proceeding', id] });
    },
  });
}

export function useOpening() {
  const client = useQueryClient();
  return useMutation<ProceedingDetailJson, CallFailed, ProceedingRequest>({
    mutationFn: openProceeding,
    onSuccess: (detail) => client.setQueryData(['proceeding', detail.proceedingId], detail),
    onSettled: () => void client.invalidateQueries({ queryKey: ['proceedings'] }),
  });
}
