import { useCallback } from 'react';
import { type SetUpStep, setUpSchema } from '../../../src/server/sessions/set-up/contract.ts';
import { sendApi, useApi } from '../../ui/use-api.ts';

/** How far setting up is, and marking a step of it. */
export function useSetUp() {
  const { loaded, set, reload } = useApi('/api/me/onboarding', setUpSchema);
  const mark = useCallback(
    async (step: SetUpStep | 'wants-help', done: boolean): Promise<boolean> => {
      const answer = await sendApi('PUT', '/api/me/onboarding', { step, done }, setUpSchema);
      if (answer.kind === 'ready') set(answer);
      return answer.kind === 'ready';
    },
    [set],
  );
  return { loaded, reload, mark };
}
