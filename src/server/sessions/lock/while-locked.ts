/**
 * What a locked phone may still call, and one in the harmless view: what protects, and nothing that shows or changes. A list by
 * route, so that a new route is shut until somebody says why it must not be. Officers' routes are none of it: they have no lock.
 */
import type { FastifyRequest } from 'fastify';
import { stopWith } from '../../../core/refusal.ts';
import { viewerOf } from '../viewer.ts';
import { showsIn } from './decide.ts';

/** `METHOD pattern`, as a whole. */
const OPEN: ReadonlySet<string> = new Set([
  'GET /api/session',
  'DELETE /api/session',
  'POST /api/session/proof',
  // Warnings without a place; the gate keeps pictures back.
  'GET /api/live',
  'GET /api/me/lock',
  'POST /api/me/lock/unlock',
  'POST /api/me/lock/passkey/begin',
  'POST /api/me/lock/passkey',
  'POST /api/me/lock/now',
  'POST /api/me/lock/active',
  'POST /api/sos',
  'POST /api/sos/:id/cancel',
  'POST /api/me/positions',
  // Begun and stopped at once; how it stands is not told (see help-routes.ts).
  'GET /api/me/sharing',
  'POST /api/me/sharing',
  'DELETE /api/me/sharing',
]);

export function openWhileLocked(method: string, pattern: string): boolean {
  return OPEN.has(`${method === 'HEAD' ? 'GET' : method} ${pattern}`);
}

/** For handlers that must not rest on the list alone. */
export function requireOpen(request: FastifyRequest): void {
  if (!showsIn(viewerOf(request).lock)) stopWith('locked', 'The app is locked on this phone.');
}
