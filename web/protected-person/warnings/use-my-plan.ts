import { useEffect, useSyncExternalStore } from 'react';
import type { MyPlan, WarningPlan } from '../../../src/notify/contract.ts';
import { callApi } from '../../ui/session.ts';
import { deviceStorage } from '../../ui/storage.ts';
import type { QuietPlan } from '../warning/plan.ts';
import { createMyPlanStore, type MyPlanState } from './my-plan-store.ts';

const PATH = '/api/me/warning-plan';

/** One a page. */
const store = createMyPlanStore({
  storage: deviceStorage(),
  read: () => callApi(PATH),
  write: (plan) => callApi(PATH, { method: 'PUT', body: JSON.stringify(plan) }),
});
let isStarted = false;

export const loadMyPlan = (): Promise<void> => store.load();

/** False: it was not saved, and what the server holds stands. */
export const saveMyPlan = (plan: WarningPlan): Promise<boolean> => store.save(plan);

function subscribe(listener: () => void): () => void {
  const leave = store.subscribe(listener);
  if (!isStarted) {
    isStarted = true;
    void store.load();
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void store.load();
    });
  }
  return leave;
}

export function useMyPlan(): MyPlanState {
  return useSyncExternalStore(subscribe, () => store.held().state);
}

/** How loud a warning may be in the open page; read again whenever the stream comes back. */
export function useQuietPlan(isLive: boolean): QuietPlan | null {
  useEffect(() => {
    if (isLive) void store.load();
  }, [isLive]);
  return useSyncExternalStore(subscribe, () => store.held().quiet);
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
