/**
 * Keeps the page's shell (HTML, script, style) so that it opens without a network, and shows what is pushed while no page is open. Nothing
 * from /api is ever kept. Fails toward the network, and toward showing: a message that cannot be read still shows that there is one.
 */

import { loadLook, lookIcon } from './look.ts';
import { pageOrShell } from './page-or-shell.ts';
import { isAppPage, type Loud, loudnessNow, PLAIN, readPush } from './push-message.ts';
import { SYNC_DB, sendWaiting } from './sos/sos-sync.ts';
import { CHALLENGE_HEADER, proveByWorker } from './worker-proof.ts';

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface WorkerFetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface WorkerPushEvent extends WorkerEvent {
  readonly data: { text(): string } | null;
}
interface WorkerNotificationEvent extends WorkerEvent {
  readonly notification: Notification;
}
interface WorkerSubscriptionEvent extends WorkerEvent {
  readonly oldSubscription: PushSubscription | null;
}
interface WindowClient {
  readonly url: string;
  readonly visibilityState: 'visible' | 'hidden';
  focus(): Promise<unknown>;
  postMessage(message: unknown, transfer?: readonly MessagePort[]): void;
}
/** The part of ServiceWorkerGlobalScope used here; its library cannot be loaded beside the page's. */
interface WorkerScope {
  readonly location: Location;
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly WindowClient[]>;
    openWindow(url: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void;
  addEventListener(type: 'sync', listener: (event: WorkerEvent & { readonly tag: string }) => void): void;
  addEventListener(type: 'fetch', listener: (event: WorkerFetchEvent) => void): void;
  addEventListener(type: 'push', listener: (event: WorkerPushEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: WorkerNotificationEvent) => void): void;
  addEventListener(type: 'pushsubscriptionchange', listener: (event: WorkerSubscriptionEvent) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
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
const ICONS = ['icon', 'icon-list', 'icon-study', 'icon-recipes'].flatMap((name) => [
  `/app/${name}.svg`,
  `/app/${name}-192.png`,
]);
const KEPT = new Set([PAGE, '/app/manifest.webmanifest', ...EXITS, ...ICONS, ...files]);
/** This build's and the one before: a page that is open from before still gets its parts. */
const CACHES_KEPT = 2;
const HASHED = '/assets/';

function hash(text: string): string {
  let value = 5381;
  for (let i = 0; i < text.length; i++) value = (Math.imul(value, 33) ^ text.charCodeAt(i)) >>> 0;
  return value.toString(36);
}

worker.addEventListener('install', (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll([...KEPT].filter((url) => url.startsWith('/')));
    // With no page open there is nothing to disturb; an open one says when (register-worker.ts).
    if ((await pages()).length === 0) await worker.skipWaiting();
  };
  event.waitUntil(fill());
});

worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') void worker.skipWaiting();
});

worker.addEventListener('activate', (event) => {
  const clean = async () => {
    const others = (await caches.keys()).filter((name) => name.startsWith('shell-') && name !== CACHE);
    // In the order in which they were made.
    await Promise.all(others.slice(0, Math.max(0, others.length - CACHES_KEPT + 1)).map((name) => caches.delete(name)));
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
    event.respondWith(
      pageOrShell({
        fetch: () => fetch(event.request),
        shell: async () => (await caches.open(CACHE)).match(key),
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      }),
    );
    return;
  }
  if (KEPT.has(url.pathname)) event.respondWith(fromShell(url.pathname));
  else if (url.pathname.startsWith(HASHED)) event.respondWith(fromAnyShell(event.request));
});

// HAZARD H-186: a call is lost because the page was closed, reloaded or had no network.
worker.addEventListener('sync', (event) => {
  if (event.tag === SYNC_DB.store) event.waitUntil(sendWaiting(() => performance.timeOrigin + performance.now()));
});

async function fromShell(path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(path);
}

/** A part of an earlier build: its name says which, so that it can never be the wrong one. */
async function fromAnyShell(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

function pages(): Promise<readonly WindowClient[]> {
  return worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
}

/** Not the pages that quick exit opens: whoever left is not at the app. */
async function ownPages(): Promise<readonly WindowClient[]> {
  return (await pages()).filter(({ url }) => isAppPage(new URL(url).pathname, EXITS));
}

worker.addEventListener('push', (event) => {
  event.waitUntil(show(event.data?.text() ?? ''));
});

async function show(text: string): Promise<void> {
  const message = readPush(text);
  // A page that shows it itself, with sound: browsers still ask for a notification.
  const isSeen = (await Promise.all((await ownPages()).map(isShownBy))).includes(true);
  const loud: Loud = isSeen ? 'silent' : message === null ? 'full' : loudnessNow(message, minuteOfDay());
  const { title, body } = message ?? PLAIN;
  const icon = lookIcon(await loadLook());
  await worker.registration.showNotification(title, {
    body,
    tag: message?.tag ?? 'memo',
    icon,
    badge: icon,
    requireInteraction: !isSeen,
    data: message === null ? null : { id: message.id, key: message.key },
    ...soundOf(loud),
  } as NotificationOptions);
  if (message !== null) await tell(message.id, message.key, 'displayed');
}

const ANSWER_MS = 1_500;

/**
 * Whether the page says that its stream is live and that it shows warnings. One that is locked out, stuck, signed out or older does not, and
 * is not believed to by being open. A hidden page is told as well, and not waited for.
 */
function isShownBy(page: WindowClient): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), ANSWER_MS);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      resolve(data === true);
    };
  });
  page.postMessage('pushed', [port2]);
  return page.visibilityState === 'visible' ? answer : Promise.resolve(false);
}

/** Where the platform has it: one pattern for all, since whoever hears it through a wall should learn nothing. */
function soundOf(loud: Loud): object {
  if (loud === 'silent') return { silent: true, renotify: false };
  return { silent: false, renotify: true, vibrate: loud === 'full' ? [400, 150, 400, 150, 800] : [300] };
}

function minuteOfDay(): number {
  const formatted = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format();
  const [hour = '0', minute = '0'] = formatted.split(':');
  return Number(hour) * 60 + Number(minute);
}

const TELL_TRIES = 4;
const TELL_AGAIN_MS = 2_000;

/** What is not told goes on louder: SMS and call follow. */
async function tell(id: string, key: string, what: 'displayed' | 'opened'): Promise<void> {
  for (let i = 1; i <= TELL_TRIES; i += 1) {
    const answer = await callServer('/api/me/push-receipts', 'POST', { id, key, event: what });
    if (answer !== null && answer.status < 500) return;
    if (i < TELL_TRIES) await new Promise((resolve) => setTimeout(resolve, TELL_AGAIN_MS * i));
  }
}

/** Null: no answer came. The worker proves the phone's key as the page does: pushes are renewed while no page is open. */
async function callServer(path: string, method: string, body: object | null): Promise<Response | null> {
  const response = await fetchServer(path, method, body);
  const challenge = response?.headers.get(CHALLENGE_HEADER) ?? null;
  return challenge !== null && (await proveByWorker(challenge)) ? fetchServer(path, method, body) : response;
}

async function fetchServer(path: string, method: string, body: object | null): Promise<Response | null> {
  try {
    return await fetch(path, {
      method,
      headers: { 'x-magpie': '1', ...(body === null ? {} : { 'content-type': 'application/json' }) },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
      credentials: 'same-origin',
      cache: 'no-store',
      keepalive: true,
    });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const data = event.notification.data as { id: string; key: string } | null;
  const go = async () => {
    const open = await ownPages();
    const page = open.find(({ visibilityState }) => visibilityState === 'visible') ?? open[0];
    try {
      // First of all the page: it is what she wants to see.
      await (page === undefined ? worker.clients.openWindow(PAGE) : page.focus());
    } finally {
      if (data !== null) await tell(data.id, data.key, 'opened');
    }
  };
  event.waitUntil(go());
});

/** The browser changed its address by itself: without the new one nothing would arrive any more. */
worker.addEventListener('pushsubscriptionchange', (event) => {
  const again = async () => {
    const answer = await callServer('/api/me/push-key', 'GET', null);
    if (answer?.ok !== true) return;
    const { key } = (await answer.json()) as { key: string };
    const subscription = await worker.registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: key,
    });
    const { endpoint, keys } = subscription.toJSON();
    const look = await loadLook();
    await callServer('/api/me/push-subscriptions', 'POST', {
      endpoint,
      keys,
      ...(look && { language: look.language }),
    });
    const old = event.oldSubscription?.endpoint;
    if (old !== undefined && old !== endpoint)
      await callServer('/api/me/push-subscriptions', 'DELETE', { endpoint: old });
  };
  event.waitUntil(again());
});
