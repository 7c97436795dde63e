/** The service worker keeps the page's shell so that it opens without a network. Not while developing. */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  navigator.serviceWorker
    .register('/app/sw.js', { scope: '/app/' })
    .catch((error: unknown) =>
      console.info('the page will not open offline:', error instanceof Error ? error.name : ''),
    );
}
