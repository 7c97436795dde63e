import { useCallback, useRef, useState } from 'react';
import { type SosState, sendSos } from './sos.ts';

/** One SOS at a time; a new one may be sent once the last was answered. `nowMs` gives server time. */
export function useSos(nowMs: () => number): { sos: SosState; send: () => void } {
  const [sos, setSos] = useState<SosState>({ kind: 'idle' });
  const busy = useRef(false);
  const send = useCallback(() => {
    if (busy.current) return;
    busy.current = true;
    const wait = (delayMs: number) => new Promise<void>((resolve) => window.setTimeout(resolve, delayMs));
    sendSos(setSos, nowMs, wait).finally(() => {
      busy.current = false;
    });
  }, [nowMs]);
  return { sos, send };
}
