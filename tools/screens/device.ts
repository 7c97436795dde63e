/** What a picture's browser is and allows. What a real phone would ask its owner is answered beforehand, by a script in the page. */
import type { BrowserContextOptions } from 'playwright-core';
import { spot } from './frames.ts';
import type { Device } from './screen.ts';

const AGENTS = {
  android:
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36',
  iphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
} as const;

export function deviceOptions({ kind = 'android', place }: Device = {}): BrowserContextOptions {
  const { latDeg, lonDeg } = spot(0, 0);
  const geolocation = { latitude: latDeg, longitude: lonDeg, accuracy: 12 };
  const granted = place === 'granted' ? { permissions: ['geolocation'], geolocation } : {};
  return { userAgent: AGENTS[kind], ...granted };
}

/** Runs before the page's own scripts. */
export function deviceScript(
  { kind = 'android', place = 'prompt', push = 'off' }: Device = {},
  kept: Readonly<Record<string, string>> = {},
): string {
  const permission = push === 'denied' ? 'denied' : push === 'on' ? 'granted' : 'default';
  const hasPush = kind !== 'iphone' && push !== 'unsupported';
  return `{
    for (const [key, value] of Object.entries(${JSON.stringify(kept)})) localStorage.setItem(key, value);
    const ask = navigator.permissions.query.bind(navigator.permissions);
    navigator.permissions.query = (what) => what.name === 'geolocation'
      ? Promise.resolve({ state: ${JSON.stringify(place)}, onchange: null })
      : ask(what);
    if (${hasPush}) {
      Object.defineProperty(Notification, 'permission', { get: () => ${JSON.stringify(permission)} });
      const subscription = { options: { applicationServerKey: null }, unsubscribe: async () => true };
      const registration = { pushManager: { getSubscription: async () => (${push === 'on'} ? subscription : null) } };
      navigator.serviceWorker.getRegistration = async () => registration;
    } else {
      delete window.PushManager;
      delete window.Notification;
    }
  }`;
}
