/**
 * Web Push (RFC 8030, 8291, 8292): encrypted for the browser alone, signed with our key, to push services that are on the list and to no
 * other place. Fails toward saying so: an endpoint that is not on the list is never asked.
 */
import webpush from 'web-push';
import { NOTIFY_LIMITS } from '../limits.ts';
import type { PushMessage, PushProvider, Sent } from './provider.ts';
import { type Answer, Transport } from './transport.ts';

export interface WebPushSetting {
  /** base64url: an uncompressed P-256 point, and its scalar. */
  readonly keys: { readonly publicKey: string; readonly privateKey: string };
  /** `mailto:` or https: whom a push service writes to when something is wrong with our messages. */
  readonly subject: string;
  /** More services than the known ones, as origins (`https://push.example.org`). */
  readonly services: readonly string[];
}

/**
 * Hosts that browsers in use hand out, whole. Chrome and its like: developer.chrome.com, "web push interoperability"; Firefox: autopush's
 * documentation, mozilla-services.github.io/autopush-rs; Safari: developer.apple.com, "Sending web push notifications in web apps and
 * browsers" - it reserves other hosts under push.apple.com, which are a setting away should it ever use them.
 */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ['fcm.googleapis.com', 'google'],
  ['updates.push.services.mozilla.com', 'mozilla'],
  ['web.push.apple.com', 'apple'],
]);
/** Edge: WNS has a host for each region and cluster (sg2p, wns2-par02p; learn.microsoft.com, "Push notification service request"). */
const KNOWN_WINDOWS = /^[a-z0-9-]{1,63}\.notify\.windows\.com$/;

export function createWebPush({ keys, subject, services }: WebPushSetting): PushProvider {
  const transport = new Transport();
  const origins = new Set(services.map((service) => new URL(service).origin));
  // HAZARD H-160: a push endpoint that somebody made up makes the server call an address inside its own network
  const serviceOf = (endpoint: string): string | null => {
    const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
    if (url === null || url.username !== '' || url.password !== '') return null;
    if (origins.has(url.origin)) return url.host;
    if (url.protocol !== 'https:' || url.port !== '') return null;
    return KNOWN.get(url.hostname) ?? (KNOWN_WINDOWS.test(url.hostname) ? 'windows' : null);
  };
  return {
    serviceOf,
    publicKey: keys.publicKey,
    async send(message, signal) {
      if (serviceOf(message.to.endpoint) === null) return { kind: 'refused', reason: 'no-address' };
      const request = detailsOf(message, { subject, ...keys });
      // Keys that are no keys: no later try makes them better.
      if (request === null) return { kind: 'refused', reason: 'no-address' };
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      return judge(
        await transport.post(new URL(message.to.endpoint), headers, request.body ?? Buffer.alloc(0), signal),
      );
    },
    close: async () => transport.close(),
  };
}

function detailsOf(
  message: PushMessage,
  vapidDetails: { subject: string; publicKey: string; privateKey: string },
): webpush.RequestDetails | null {
  const { endpoint, p256dh, auth } = message.to;
  try {
    return webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, message.payload, {
      vapidDetails,
      TTL: NOTIFY_LIMITS.pushTtlS,
      urgency: 'high',
      topic: message.topic,
      contentEncoding: 'aes128gcm',
    });
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function judge({ status, retryAfterMs }: Answer): Sent {
  if (status >= 200 && status < 300) return { kind: 'accepted', ref: null };
  // The browser unsubscribed, or was never there.
  if (status === 404 || status === 410) return { kind: 'refused', reason: 'gone' };
  if (status >= 300 && status < 400) return { kind: 'failed', reason: 'redirected' };
  // Our signature is not taken: everybody's trouble, and put right by whoever runs this server.
  const isOurs = status === 401 || status === 403;
  const again = isOurs || status === 408 || status === 429 || status >= 500;
  if (again) return { kind: 'failed', reason: 'refused', ...(retryAfterMs === null ? {} : { afterMs: retryAfterMs }) };
  return { kind: 'refused', reason: 'not-taken' };
}
