/**
 * A request that is refused for a reason the caller can act on. `message` is one sentence that holds no name, number or
 * coordinate; the HTTP layer gives each code its status.
 */
import type { Outcome } from './outcome.ts';

export type RefusalCode =
  /** The request says something that cannot be. */
  | 'invalid'
  /** Outside what the jurisdiction pack allows. */
  | 'out-of-bounds'
  /** Real persons are not switched on here, or exercise and real would mix. */
  | 'exercise-only'
  | 'not-found'
  /** Not in this state: someone was faster, or it is over. */
  | 'conflict'
  /** An incident whose level still asks for people: this reason cannot close it yet. */
  | 'still-alerting'
  /** The reason `other` needs words. */
  | 'words-needed'
  /** An SOS that nobody would receive. */
  | 'no-order'
  /** An SOS that a phone kept for somebody who is no longer signed in on it. */
  | 'other-person'
  /** The app is locked on this phone. */
  | 'locked'
  /** What it was kept for is over, and it was destroyed. */
  | 'erased'
  /** What was stored is not what is there: it is not shown. */
  | 'damaged'
  /** Not now, for want of time or room: the same may be asked again later. */
  | 'busy'
  | 'unauthenticated'
  /** A fresh proof by passkey comes first. */
  | 'step-up'
  /** It takes two people: it was asked for, and another has to ask for the same. */
  | 'second-person'
  /** The person has no passkey to prove anything with. */
  | 'no-passkey'
  /** The PIN of the app, or its passkey, comes first. */
  | 'own-proof'
  /** A bound phone has to prove that it is itself. */
  | 'prove-device'
  /** Staff were away from their desk: sign in again. */
  | 'absent'
  /** A session that can only add a passkey. */
  | 'enrol-first'
  /** Passkeys need a name; the server was reached by an address. */
  | 'needs-name'
  | 'forbidden';

export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
}

/** A refusal on its way out of a transaction or handler: it rolls back, and the HTTP layer answers with it. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

export function refuse(code: RefusalCode, message: string): { readonly ok: false; readonly error: Refusal } {
  return { ok: false, error: { code, message } };
}

/** Throws the refusal: inside a transaction it rolls back. */
export function stopWith(code: RefusalCode, message: string): never {
  throw new RefusedError({ code, message });
}

/** The value, or a RefusedError. */
export function valueOrRefuse<T>(outcome: Outcome<T, Refusal>): T {
  if (!outcome.ok) throw new RefusedError(outcome.error);
  return outcome.value;
}
