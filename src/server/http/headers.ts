import type { FastifyInstance } from 'fastify';

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

export function setSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
    reply.header('referrer-policy', 'no-referrer');
    reply.header('x-content-type-options', 'nosniff');
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header('cross-origin-resource-policy', 'same-origin');
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(self)');
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
}
