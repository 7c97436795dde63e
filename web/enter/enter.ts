import { homeOf, loadSession, openSession, type Session, type SessionAnswer } from '../ui/session.ts';

export type EnterState =
  | { readonly kind: 'working' }
  /** No code in the address: the other ways. */
  | { readonly kind: 'choose'; readonly refused: boolean }
  /** One's own passkeys; also where a link only enrols. */
  | { readonly kind: 'mine'; readonly session: Session }
  /** Used or too old. */
  | { readonly kind: 'none' }
  | { readonly kind: 'no-connection' }
  | { readonly kind: 'failed' };

/** What stands after `#`: a one-time code, or a word of our own. A code has 43 letters and never reaches the server's log. */
export type Wish = { readonly kind: 'code'; readonly code: string } | { readonly kind: 'word'; readonly word: Word };
const WORDS = ['mine', 'signed-in', 'agency-refused'] as const;
type Word = (typeof WORDS)[number];

export function wishOf(hash: string): Wish | null {
  const code = codeOf(hash);
  if (code === null) return null;
  const word = WORDS.find((one) => one === code);
  return word === undefined ? { kind: 'code', code } : { kind: 'word', word };
}

/** The one-time code from the address's fragment (`#<code>`); null when there is none. It never reaches the server's log. */
export function codeOf(hash: string): string | null {
  const raw = hash.replace(/^#/, '').trim();
  if (raw === '') return null;
  // A lone % is no escape: such a code is sent as it is and the server refuses it.
  return /%(?![0-9a-f]{2})/i.test(raw) ? raw : decodeURIComponent(raw);
}

export interface EnterCalls {
  readonly open: (code: string) => Promise<SessionAnswer>;
  readonly load: () => Promise<SessionAnswer>;
}

/** Where to go, or what to say. */
export async function enter(
  wish: Wish | null,
  { open, load }: EnterCalls = { open: openSession, load: loadSession },
): Promise<EnterState | { readonly kind: 'go'; readonly to: string }> {
  if (wish === null) return { kind: 'choose', refused: false };
  if (wish.kind === 'word' && wish.word === 'agency-refused') return { kind: 'choose', refused: true };
  const answer = wish.kind === 'code' ? await open(wish.code) : await load();
  if (answer.kind === 'signed-in') return after(answer.session, wish);
  if (answer.kind === 'none' && wish.kind === 'word') return { kind: 'choose', refused: false };
  return { kind: answer.kind };
}

function after(session: Session, wish: Wish): EnterState | { readonly kind: 'go'; readonly to: string } {
  const isMine = wish.kind === 'word' && wish.word === 'mine';
  if (isMine || session.enrolmentOnly === true) return { kind: 'mine', session };
  return { kind: 'go', to: homeOf(session) };
}
