import type { FastifyInstance, FastifyReply } from 'fastify';

/**
 * The two style elements that React Aria adds by itself, by their hash: a press keeps its touch, and on iOS a dialog keeps its scroll. Every
 * journey fails where another is refused.
 */
const STYLES_OF_LIBRARIES = [
  `'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='`,
  `'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='`,
];

/** Of the pages of quick exit, which are one file each: they must be there when nothing else is. */
const STYLE_OF_EXIT = `'sha256-GXsNwNc6U9xYmLoO/Xp7t7QaAUfQUdJvv2zRN8cayOY='`;

/** The map draws tiles and workers from blobs. Styles of elements are set by script, which this does not forbid; nothing writes them into HTML. */
export const CONTENT_SECURITY_POLICY = [
  `default-src 'self'`,
  `worker-src 'self' blob:`,
  `img-src 'self' data: blob:`,
  `style-src 'self' ${[...STYLES_OF_LIBRARIES, STYLE_OF_EXIT].join(' ')}`,
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
