/**
 * Keeps the page's shell (HTML, script, style) so that it opens without a network and can say so. Never anything from /api:
 * no position, name or session is ever kept by the browser. Fails toward the network.
 */
import { SYNC_DB, sendWaiting } from './sos/sos-sync.ts';

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface WorkerFetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
/** The part of ServiceWorkerGlobalScope used here; its library cannot be loaded beside the page's. */
interface WorkerScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void;
  addEventListener(type: 'sync', listener: (event: WorkerEvent & { readonly tag: string }) => void): void;
  addEventListener(type: 'fetch', listener: (event: WorkerFetchEvent) => void): void;
}
const worker = globalThis as unknown as WorkerScope;

/** The build writes the shell's files in here, separated by commas (web/ui/build/shell-list.ts). */
const files = 'magpie-shell-files'.split(/,/);
const CACHE = `shell-${hash(files.join())}`;
const PAGE = '/app/';
/** The looks and languages of the pages that quick exit opens: not imported, since a worker is one file. */
const EXITS = ['memo', 'list', 'study', 'recipes'].flatMap((look) =>
  ['en', 'ko', 'ja', 'ms'].map((language) => `/app/exit-${look}-${language}.html`),
);
const ICONS = ['icon', 'icon-list', 'icon-study', 'icon-recipes'].map((name) => `/app/${name}.svg`);
const KEPT = new Set([PAGE, '/app/manifest.webmanifest', ...EXITS, ...ICONS, ...files]);

function hash(text: string): string {
  let value = 5381;
  for (let i = 0; i < text.length; i++) value = (Math.imul(value, 33) ^ text.charCodeAt(i)) >>> 0;
  return value.toString(36);
}

worker.addEventListener('install', (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll([...KEPT].filter((url) => url.startsWith('/')));
    await worker.skipWaiting();
  };
  event.waitUntil(fill());
});

worker.addEventListener('activate', (event) => {
  const clean = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
    await worker.clients.claim();
  };
  event.waitUntil(clean());
});

worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (event.request.mode === 'navigate') {
    if (!url.pathname.startsWith(PAGE)) return;
    const key = EXITS.includes(url.pathname) ? url.pathname : PAGE;
    event.respondWith(fetch(event.request).catch(() => fromShell(key)));
    return;
  }
  if (KEPT.has(url.pathname)) event.respondWith(fromShell(url.pathname));
});

// HAZARD H-186: a call is lost because the page was closed, reloaded or had no network.
worker.addEventListener('sync', (event) => {
  if (event.tag === SYNC_DB.store) event.waitUntil(sendWaiting(() => performance.timeOrigin + performance.now()));
});

async function fromShell(path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(path);
}
