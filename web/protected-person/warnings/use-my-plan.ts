/** The person's own plan and what reaches them, read once for the whole page, again when the page comes back, and after every change. */
import { useSyncExternalStore } from 'react';
import { type MyPlan, myPlanSchema, type WarningPlan } from '../../../src/notify/contract.ts';
import { callApi } from '../../ui/session.ts';

export type MyPlanState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'known'; readonly mine: MyPlan };

const PATH = '/api/me/warning-plan';
let state: MyPlanState = { kind: 'loading' };
const listeners = new Set<() => void>();
let isStarted = false;

function set(next: MyPlanState): void {
  state = next;
  for (const listener of listeners) listener();
}

async function taken(response: Response | null): Promise<boolean> {
  const parsed = response?.ok === true ? myPlanSchema.safeParse(await response.json().catch(() => null)) : null;
  if (parsed?.success === true) set({ kind: 'known', mine: parsed.data });
  return parsed?.success === true;
}

/** What was known stays while it cannot be read again. */
export async function loadMyPlan(): Promise<void> {
  if (!(await taken(await callApi(PATH))) && state.kind !== 'known') set({ kind: 'failed' });
}

/** False: it was not saved, and what the server holds stands. */
export async function saveMyPlan(plan: WarningPlan): Promise<boolean> {
  return taken(await callApi(PATH, { method: 'PUT', body: JSON.stringify(plan) }));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!isStarted) {
    isStarted = true;
    void loadMyPlan();
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void loadMyPlan();
    });
  }
  return () => listeners.delete(listener);
}

export function useMyPlan(): MyPlanState {
  return useSyncExternalStore(subscribe, () => state);
}

/** Whether an ordinary warning reaches them while every page is closed; null: not known. */
export function reachesClosed({ plan, reach }: MyPlan): boolean {
  const { push, sms, call } = plan.channels;
  return (push && reach.phones > 0) || (sms && reach.sms) || (call && reach.call);
}

export function useClosedReach(): boolean | null {
  const mine = useMyPlan();
  return mine.kind === 'known' ? reachesClosed(mine.mine) : null;
}
