import { oidcLeaveSchema } from '../../../src/server/sessions/oidc/contract.ts';
import { closeSession } from '../session.ts';
import { sendApi } from '../use-api.ts';

/** Staff leave: here, and where their agency's sign-in has a place to leave, there as well. */
export async function leaveAsStaff(): Promise<void> {
  const left = await sendApi('POST', '/api/session/oidc/leave', {}, oidcLeaveSchema);
  if (left.kind === 'ready' && left.data.url !== null) return window.location.assign(left.data.url);
  if (left.kind !== 'ready') await closeSession();
  window.location.assign('/enter');
}
