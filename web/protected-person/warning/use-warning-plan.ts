import { useEffect, useState } from 'react';
import { callApi } from '../../ui/session.ts';
import { deviceStorage } from '../../ui/storage.ts';
import { loadPlan, planOfAnswer, type QuietPlan, storePlan } from './plan.ts';

const PATH = '/api/me/warning-plan';

/** The person's plan: what was kept, then what the server says; asked again whenever the stream comes back or the page is shown. */
export function useWarningPlan(live: boolean): QuietPlan | null {
  const [plan, setPlan] = useState<QuietPlan | null>(() => loadPlan(deviceStorage()));
  useEffect(() => {
    if (!live) return;
    let gone = false;
    const ask = async () => {
      const response = await callApi(PATH);
      // No answer: what was kept stays. An answer that is no plan is none.
      if (response === null || response.status >= 500) return;
      const told = response.ok ? planOfAnswer(await response.json().catch(() => null)) : null;
      if (gone) return;
      storePlan(deviceStorage(), told);
      setPlan(told);
    };
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      ask().catch((error: unknown) => console.warn('the plan did not come:', error instanceof Error ? error.name : ''));
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', look);
    };
  }, [live]);
  return plan;
}
