import { homeOf, openSession, type SessionAnswer } from '../ui/session.ts';

export type EnterState =
  | { readonly kind: 'working' }
  /** No code in the address. */
  | { readonly kind: 'missing' }
  /** Used or too old. */
  | { readonly kind: 'none' }
  | { readonly kind: 'no-connection' }
  | { readonly kind: 'failed' };

/** The one-time code from the address's fragment (`#<code>`); null when there is none. It never reaches the server's log. */
export function codeOf(hash: string): string | null {
  const raw = hash.replace(/^#/, '').trim();
  if (raw === '') return null;
  // A lone % is no escape: such a code is sent as it is and the server refuses it.
  return /%(?![0-9a-f]{2})/i.test(raw) ? raw : decodeURIComponent(raw);
}

/** Where to go, or what to say. */
export async function enter(
  code: string | null,
  open: (code: string) => Promise<SessionAnswer> = openSession,
): Promise<EnterState | { readonly kind: 'go'; readonly to: string }> {
  if (code === null) return { kind: 'missing' };
  const answer = await open(code);
  if (answer.kind === 'signed-in') return { kind: 'go', to: homeOf(answer.session) };
  return { kind: answer.kind };
}
