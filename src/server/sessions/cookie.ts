import type { FastifyReply, FastifyRequest } from 'fastify';
import { SECOND_MS } from '../../core/time.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Browsers reach the server over TLS. */
    overTls: boolean;
  }
}

const NAME = 'magpie_session';

/** With its prefix a browser takes a cookie over TLS from this very host alone: a neighbour under the same domain cannot plant one. */
export function hostCookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

export function sessionCookieName(secure: boolean): string {
  return hostCookieName(NAME, secure);
}

/** The session's token; null when the request brings none. */
export function sessionToken(request: FastifyRequest): string | null {
  return request.cookies[sessionCookieName(request.server.overTls)] ?? null;
}

/** Not readable by scripts, not sent from other sites, over TLS only where there is TLS. `lifeMs`: until the session ends. */
export function setSessionCookie(reply: FastifyReply, token: string, lifeMs: number, secure: boolean): void {
  const maxAge = Math.floor(lifeMs / SECOND_MS);
  reply.setCookie(sessionCookieName(secure), token, { ...attributes(secure), maxAge });
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(sessionCookieName(secure), attributes(secure));
}

function attributes(secure: boolean) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
}
