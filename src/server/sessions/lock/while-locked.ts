/**
 * What a locked phone may still call: everything that protects, nothing that shows. Acts (POST: an SOS, a position, a receipt)
 * go through; of reading only what holds nothing of anybody does. Routes that change settings by POST ask `requireOpen` as well.
 */
import type { FastifyRequest } from 'fastify';
import { stopWith } from '../../../core/refusal.ts';
import { viewerOf } from '../viewer.ts';
import { showsIn } from './decide.ts';

/** `METHOD pattern`, beginning of it. */
const OPEN: readonly string[] = [
  'GET /api/session',
  'DELETE /api/session',
  // Warnings without a place; the gate keeps pictures back.
  'GET /api/live',
  'GET /api/map/streets',
  'GET /api/me/lock',
  'GET /api/sos',
  // HAZARD H-187: that a person shares where they are stands on the locked screen too, with the way to stop it: it holds times and no place.
  // Whoever holds the phone may stop it (H-189): a stop that waits for a PIN is a person who is shown longer than they wish.
  'GET /api/me/sharing',
  'DELETE /api/me/sharing',
];

export function openWhileLocked(method: string, pattern: string): boolean {
  if (method === 'POST') return true;
  const call = `${method === 'HEAD' ? 'GET' : method} ${pattern}`;
  return OPEN.some((open) => call === open || call.startsWith(`${open}/`));
}

/** For acts that change something of the app itself, or answer with what it holds. */
export function requireOpen(request: FastifyRequest): void {
  if (!showsIn(viewerOf(request).lock)) stopWith('locked', 'The app is locked on this phone.');
}
