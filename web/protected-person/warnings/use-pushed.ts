import { useEffect } from 'react';
import { useLiveClient } from '../../ui/live/LiveProvider.tsx';

/** What the service worker says to a page when something was pushed, with a port for the answer (service-worker.ts). */
const PUSHED = 'pushed';

/**
 * Something was pushed while this page is open: its stream is looked at once more, and the worker is told whether the page shows warnings by
 * itself. No answer, or "no", and the notification is loud.
 */
export function usePushed(isShowing: boolean): void {
  const live = useLiveClient();
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    const told = (event: MessageEvent) => {
      if (event.data !== PUSHED) return;
      live.retryNow();
      const isLive = live.state().connection.kind === 'live';
      event.ports[0]?.postMessage(isShowing && isLive && document.visibilityState === 'visible');
    };
    navigator.serviceWorker.addEventListener('message', told);
    navigator.serviceWorker.startMessages();
    return () => navigator.serviceWorker.removeEventListener('message', told);
  }, [isShowing, live]);
}
