/** The calls of an SOS. Fails toward "not received": only the server's own words say that it was. */
import { type SosCancelAnswer, sosAnswerSchema, sosCancelAnswerSchema } from '../../../src/incidents/sos/contract.ts';
import { errorCodeOf } from '../../ui/error-code.ts';
import { callApi } from '../../ui/session.ts';
import { ageS, type SosEntry } from './sos-entry.ts';

export type Posted =
  | { readonly kind: 'received'; readonly atMs: number }
  /** Trying again would not help: no order is in force. */
  | { readonly kind: 'no-order' }
  /** Whoever is signed in here now did not press it. */
  | { readonly kind: 'other-person' }
  /** Until they sign in again. */
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'failed' };

export async function postSos(entry: SosEntry, nowMs: number): Promise<Posted> {
  const { sosId, share, personId } = entry;
  const body = JSON.stringify({ sosId, share, ageS: ageS(entry, nowMs), ...(personId === null ? {} : { personId }) });
  // It goes on when the page is left meanwhile.
  const response = await callApi('/api/sos', { method: 'POST', body, keepalive: true });
  if (response === null) return { kind: 'failed' };
  if (response.status === 401) return { kind: 'signed-out' };
  if (response.status !== 202) {
    // HAZARD H-186: whatever stands between (a hotel's sign-in page) answers 403 too, and the call must not be dropped for it.
    const code = await errorCodeOf(response);
    return code === 'no-order' || code === 'other-person' ? { kind: code } : { kind: 'failed' };
  }
  const answer = sosAnswerSchema.safeParse(await response.json().catch(() => null));
  return answer.success ? { kind: 'received', atMs: Date.parse(answer.data.receivedAt) } : { kind: 'failed' };
}

/** Null: no answer that can be read; the code is to be sent again. */
export async function postCode(sosId: string, code: string): Promise<SosCancelAnswer['answer'] | null> {
  const response = await callApi(`/api/sos/${sosId}/cancel`, { method: 'POST', body: JSON.stringify({ code }) });
  if (response === null || !response.ok) return null;
  const answer = sosCancelAnswerSchema.safeParse(await response.json().catch(() => null));
  return answer.success ? answer.data.answer : null;
}
