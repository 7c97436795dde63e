/** Push messages to this browser: whether it can, whether it may, turning them on and off, and keeping the server's address of it true. */
import { callApi } from '../../ui/session.ts';

export type Platform = 'ios' | 'android' | 'desktop';
export type PushState = 'loading' | 'unsupported' | 'install' | 'denied' | 'off' | 'on';

export function platformOf({ userAgent, maxTouchPoints }: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): Platform {
  // An iPad calls itself a Mac, and is the only one that is touched.
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return 'ios';
  return /Android/.test(userAgent) ? 'android' : 'desktop';
}

function isInstalled(): boolean {
  return window.matchMedia('(display-mode: standalone)').matches || Reflect.get(navigator, 'standalone') === true;
}

/** An iPhone has none of it before the app is installed. */
function missing(): 'unsupported' | 'install' | null {
  const has = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  if (has) return null;
  return platformOf(navigator) === 'ios' && !isInstalled() ? 'install' : 'unsupported';
}

export async function pushState(): Promise<PushState> {
  const lacks = missing();
  if (lacks !== null) return lacks;
  if (Notification.permission === 'denied') return 'denied';
  return Notification.permission === 'granted' && (await current()) !== null ? 'on' : 'off';
}

async function current(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration('/app/');
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** Where no worker comes up (a private window) there is an end to waiting. */
const WORKER_MS = 8_000;

function readyWorker(): Promise<ServiceWorkerRegistration | null> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(() => resolve(null), WORKER_MS);
    void navigator.serviceWorker.ready.then((registration) => {
      window.clearTimeout(timer);
      resolve(registration);
    });
  });
}

/** Asks the person, and then the browser. `failed`: the push service or the server was not reached. */
export async function turnOnPush(language: string): Promise<'on' | 'denied' | 'off' | 'failed'> {
  const permission = await Notification.requestPermission();
  if (permission !== 'granted') return permission === 'denied' ? 'denied' : 'off';
  try {
    return (await subscribe(language)) ? 'on' : 'failed';
  } catch (error) {
    // The browser's own push service did not answer.
    if (error instanceof DOMException) return 'failed';
    throw error;
  }
}

async function subscribe(language: string): Promise<boolean> {
  const registration = await readyWorker();
  const answer = await callApi('/api/me/push-key');
  if (registration === null || answer?.ok !== true) return false;
  const { key } = (await answer.json()) as { key: string };
  const old = await registration.pushManager.getSubscription();
  if (old !== null && !isFor(old, key)) await old.unsubscribe();
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  return tell(subscription, language);
}

/** A server that was set up anew has another key, and what was made for the old one receives nothing. */
function isFor(subscription: PushSubscription, key: string): boolean {
  const bytes = subscription.options.applicationServerKey;
  if (bytes === null) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === key;
}

async function tell(subscription: PushSubscription, language: string): Promise<boolean> {
  const { endpoint, keys } = subscription.toJSON();
  const body = JSON.stringify({ endpoint, keys: { p256dh: keys?.p256dh, auth: keys?.auth }, language });
  return (await callApi('/api/me/push-subscriptions', { method: 'POST', body }))?.ok === true;
}

/** False: the server was not reached, and may go on sending. */
export async function turnOffPush(): Promise<boolean> {
  const subscription = await current();
  if (subscription === null) return true;
  const body = JSON.stringify({ endpoint: subscription.endpoint });
  const answer = await callApi('/api/me/push-subscriptions', { method: 'DELETE', body });
  if (answer?.ok !== true) return false;
  return subscription.unsubscribe();
}

/** At each start of the page: whoever is signed in here now gets what comes here, with the server's key of today. */
export async function keepPush(language: string): Promise<void> {
  if (missing() !== null || Notification.permission !== 'granted' || (await current()) === null) return;
  try {
    await subscribe(language);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    console.info('the push subscription could not be renewed:', error.name);
  }
}
