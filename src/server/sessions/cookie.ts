import type { FastifyReply, FastifyRequest } from 'fastify';
import { SECOND_MS } from '../../core/time.ts';

const NAME = 'magpie_session';

/** The session's token; null when the request brings none. */
export function sessionToken(request: FastifyRequest): string | null {
  return request.cookies[NAME] ?? null;
}

/** Not readable by scripts, not sent from other sites, over TLS only where there is TLS. `lifeMs`: until the session ends. */
export function setSessionCookie(reply: FastifyReply, token: string, lifeMs: number, secure: boolean): void {
  reply.setCookie(NAME, token, { ...attributes(secure), maxAge: Math.floor(lifeMs / SECOND_MS) });
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(NAME, attributes(secure));
}

function attributes(secure: boolean) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
}
