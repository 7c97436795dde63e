/**
 * The service worker keeps the page's shell so that it opens without a network, and shows warnings while no page is open. Not while
 * developing. A new one takes over at once, but never while a warning stands on the screen.
 */
import { whenNoWarning } from './no-warning.ts';

export function registerWorker(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  navigator.serviceWorker
    .register('/app/sw.js', { scope: '/app/' })
    .then((registration) => {
      const offer = () => {
        const { waiting } = registration;
        if (waiting !== null) whenNoWarning(() => waiting.postMessage('take-over'));
      };
      offer();
      registration.addEventListener('updatefound', () =>
        registration.installing?.addEventListener('statechange', offer),
      );
    })
    .catch((error: unknown) =>
      console.info('the page will not open offline:', error instanceof Error ? error.name : ''),
    );
}
