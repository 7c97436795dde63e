/**
 * Sending an SOS: tried again by itself a few times, each answer said plainly. Fails toward telling the person to call: "sent"
 * is only ever said when the server confirmed it.
 */
import { callApi } from '../ui/session.ts';

export const SOS_TRIES = 5;
export const SOS_RETRY_MS = 2_000;

export type SosState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  /** `final`: no more tries by itself. */
  | { readonly kind: 'failed'; readonly final: boolean }
  | { readonly kind: 'sent'; readonly atMs: number };

/** True when the server confirmed it. */
export async function postSos(): Promise<boolean> {
  const response = await callApi('/api/sos', { method: 'POST', body: '{}' });
  return response?.ok === true;
}

/** Tries until confirmed; `say` hears each state. `nowMs` is server time. */
export async function sendSos(
  say: (state: SosState) => void,
  nowMs: () => number,
  wait: (delayMs: number) => Promise<void>,
  post: () => Promise<boolean> = postSos,
): Promise<void> {
  say({ kind: 'sending' });
  for (let attempt = 1; attempt <= SOS_TRIES; attempt++) {
    if (await post()) return say({ kind: 'sent', atMs: nowMs() });
    const final = attempt === SOS_TRIES;
    say({ kind: 'failed', final });
    if (!final) await wait(SOS_RETRY_MS);
  }
}
