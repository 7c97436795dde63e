import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import {
  type StandingJson,
  standingSchema,
  type WarrantDetailJson,
  type WarrantListJson,
  type WarrantRequest,
} from '../../../src/safeguards/warrants/contract.ts';
import type { CallFailed } from '../../ui/call.ts';
import { actOn, askWarrant, loadWarrant, loadWarrants, type WarrantAct } from './api.ts';

const AGAIN_MS = 20_000;
const AFTER_FAILURE_MS = 3_000;
/** Three beats of the stream: then it is silent, and silence is a refusal. */
const SILENT_MS = 15_000;

export function useWarrants() {
  return useQuery<WarrantListJson, CallFailed>({
    queryKey: ['warrants'],
    queryFn: loadWarrants,
    refetchInterval: (query) => (query.state.error === null ? AGAIN_MS : AFTER_FAILURE_MS),
  });
}

/** Each reading is recorded: it is read when it is opened and when something changed, not by the clock. */
export function useWarrant(id: string) {
  return useQuery<WarrantDetailJson, CallFailed>({
    queryKey: ['warrant', id],
    queryFn: () => loadWarrant(id),
    refetchOnWindowFocus: false,
    refetchInterval: (query) => (query.state.error === null ? false : AFTER_FAILURE_MS),
  });
}

export function useAsking() {
  const client = useQueryClient();
  return useMutation<WarrantDetailJson, CallFailed, WarrantRequest>({
    mutationFn: askWarrant,
    onSuccess: (detail) => client.setQueryData(['warrant', detail.warrant.warrantId], detail),
    onSettled: () => void client.invalidateQueries({ queryKey: ['warrants'] }),
  });
}

export function useWarrantAct(id: string) {
  const client = useQueryClient();
  return useMutation<WarrantDetailJson, CallFailed, WarrantAct>({
    mutationFn: (act) => actOn(id, act),
    onSuccess: (detail) => client.setQueryData(['warrant', id], detail),
    onSettled: () => void client.invalidateQueries({ queryKey: ['warrants'] }),
  });
}

export type Standing = { readonly kind: 'waiting' | 'silent' } | { readonly kind: 'said'; readonly said: StandingJson };

/** Whether the page may go on showing, as the server says it. What is not heard is not allowed. */
export function useStanding(id: string): Standing {
  const [standing, setStanding] = useState<Standing>({ kind: 'waiting' });
  useEffect(() => {
    let silent = 0;
    const wait = () => {
      window.clearTimeout(silent);
      silent = window.setTimeout(() => setStanding({ kind: 'silent' }), SILENT_MS);
    };
    const source = new EventSource(`/api/warrants/${id}/standing`);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const parsed = standingSchema.safeParse(JSON.parse(data));
      setStanding(parsed.success ? { kind: 'said', said: parsed.data } : { kind: 'silent' });
      wait();
    };
    // The browser tries again by itself; meanwhile nothing is known.
    source.onerror = () => setStanding((now) => (now.kind === 'said' && !now.said.may ? now : { kind: 'silent' }));
    wait();
    return () => {
      window.clearTimeout(silent);
      source.close();
    };
  }, [id]);
  return standing;
}
