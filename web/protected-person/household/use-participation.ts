import { useCallback, useEffect, useState } from 'react';
import type { z } from 'zod';
import { participationSchema } from '../../../src/people/household/contract.ts';
import { type Loaded, loadApi } from '../../ui/use-api.ts';

const PATH = '/api/me/participation';
/** One answer that did not come must not keep a member out for good. */
const AGAIN_MS = 5_000;

export type Participation = Loaded<z.infer<typeof participationSchema>>;

/** Whether a member takes part, asked until it is known. `isAsked`: there is a member to ask for, and the server would answer. */
export function useParticipation(isAsked: boolean, isLive: boolean) {
  const [loaded, set] = useState<Participation>({ kind: 'loading' });
  const reload = useCallback(async () => {
    const next = await loadApi(PATH, participationSchema);
    // What was answered meanwhile stands.
    set((before) => (before.kind === 'ready' ? before : next));
  }, []);
  const isKnown = loaded.kind === 'ready';
  useEffect(() => {
    if (!isAsked || isKnown) return;
    void reload();
    if (!isLive) return;
    const timer = window.setInterval(() => void reload(), AGAIN_MS);
    return () => window.clearInterval(timer);
  }, [isAsked, isKnown, isLive, reload]);
  return { loaded, set, reload };
}
