import type { FastifyInstance, FastifyReply } from 'fastify';

/** The map draws tiles and workers from blobs; styles are set on elements by the map and by React. */
const CONTENT_SECURITY_POLICY = [
  `default-src 'self'`,
  `worker-src 'self' blob:`,
  `img-src 'self' data: blob:`,
  `style-src 'self' 'unsafe-inline'`,
  `connect-src 'self'`,
  `object-src 'none'`,
  `base-uri 'none'`,
  `form-action 'self'`,
  `frame-ancestors 'none'`,
].join('; ');

/** What the pages use: their own place, the compass, sound, a lit screen, the phone's own unlocking. */
const USED = [
  ...['geolocation', 'accelerometer', 'gyroscope', 'magnetometer', 'autoplay', 'screen-wake-lock'],
  ...['publickey-credentials-get', 'publickey-credentials-create'],
];
/** Everything else that a page can take of a phone. */
const OFF = [
  ...['camera', 'microphone', 'display-capture', 'payment', 'usb', 'serial', 'hid', 'bluetooth', 'midi', 'fullscreen'],
  ...['ambient-light-sensor', 'clipboard-read', 'clipboard-write', 'idle-detection', 'local-fonts', 'gamepad'],
  ...['encrypted-media', 'picture-in-picture', 'web-share', 'xr-spatial-tracking', 'browsing-topics'],
];
const PERMISSIONS_POLICY = [
  ...USED.map((feature) => `${feature}=(self)`),
  ...OFF.map((feature) => `${feature}=()`),
].join(', ');

export function setSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => addSecurityHeaders(reply, request.url));
}

/** For what the framework answers before any hook, too. */
export function addSecurityHeaders(reply: FastifyReply, url: string): void {
  reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
  reply.header('referrer-policy', 'no-referrer');
  reply.header('x-content-type-options', 'nosniff');
  reply.header('cross-origin-opener-policy', 'same-origin');
  reply.header('cross-origin-resource-policy', 'same-origin');
  reply.header('permissions-policy', PERMISSIONS_POLICY);
  if (url.startsWith('/api/')) reply.header('cache-control', 'no-store');
}
