/** Keeps the look and the language where the service worker reads them (`look.ts`, which the page must not import: the worker is one file). */
import type { Look } from '../look.ts';

/** As in `look.ts`; held equal by a test. */
export const STORED_LOOK = { name: 'look', key: '/app/look' } as const;

export async function storeLook(look: Look): Promise<void> {
  // Missing where a page is not served over TLS; no worker is there either.
  if (!('caches' in globalThis)) return;
  try {
    await (await caches.open(STORED_LOOK.name)).put(STORED_LOOK.key, new Response(JSON.stringify(look)));
  } catch (error) {
    console.info('the look is not kept:', error instanceof Error ? error.name : '');
  }
}
