import { oidcLeaveSchema } from '../../../src/server/sessions/oidc/contract.ts';
import { leavePage } from '../leave-page.ts';
import { closeSession, type Session } from '../session.ts';
import { sendApi } from '../use-api.ts';

/** Whose agency may have a sign-in of its own. */
const STAFF: ReadonlySet<Session['kind']> = new Set(['officer', 'police', 'prosecutor', 'judge', 'clerk', 'overseer']);

/** Signs out here and, where their agency's sign-in has a place to leave, there as well. False: Magpie was not reached, and the session stands. */
export async function leave(kind: Session['kind']): Promise<boolean> {
  const left = STAFF.has(kind) ? await sendApi('POST', '/api/session/oidc/leave', {}, oidcLeaveSchema) : null;
  const isLeft = left?.kind === 'ready';
  // A page that only looks signed out opens to whoever comes next.
  if (!isLeft && !(await closeSession())) return false;
  leavePage((isLeft ? left.data.url : null) ?? '/enter');
  return true;
}
