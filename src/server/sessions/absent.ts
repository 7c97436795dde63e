/**
 * Who is away from their desk or page: until a new proof by passkey, agency or link, the session reads and changes nothing. What tells of
 * alarms goes on, or the desk would fall silent because nobody touched it. A list by route, so that a new route is shut.
 */

import type { SessionDeps } from './service.ts';
import { updateActive } from './sessions.sql.ts';
import { absentAfterMs, type Viewer } from './viewer.ts';

// HAZARD H-486: a monitoring desk hears of no alarm any more because nobody touched it for half an hour
const OPEN: ReadonlySet<string> = new Set([
  'GET /api/session',
  'DELETE /api/session',
  // A phone that proves its key says nothing of who holds it; without it its page would call itself signed out.
  'POST /api/session/proof',
  'GET /api/live',
  'GET /api/incidents',
  'GET /api/me/sign-in',
  'POST /api/session/oidc/leave',
]);

export function openWhileAbsent(method: string, pattern: string): boolean {
  return OPEN.has(`${method === 'HEAD' ? 'GET' : method} ${pattern}`);
}

/** A sign of presence: by what a person does at the page, not by what the page asks for by itself. Only before the session closed. */
export async function keepPresent(deps: SessionDeps, viewer: Viewer, sessionId: string): Promise<void> {
  if (absentAfterMs(viewer.kind, viewer.method) === null || viewer.lock !== 'open') return;
  const nowMs = deps.clock.nowMs();
  await updateActive(deps.database, viewer.phoneId, nowMs);
  deps.gate.noteLock(viewer.personId, (id, lock) => (id === sessionId ? { ...lock, activeAtMs: nowMs } : lock), nowMs);
}
