/**
 * Refusals that a page can mend, and then asks again: a phone that has to prove its key, a desk that was left, an act that needs a fresh
 * proof. A page says what it can do (`mendBy`); what nobody mends is shown as any other refusal.
 */
import { CHALLENGE_HEADER, proveDevice } from './device-key.ts';
import { errorCodeOf } from './error-code.ts';

export interface Refused {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
}

/** True: it was mended, and the call may be made again. */
export type Mend = (refused: Refused) => Promise<boolean>;

/** `later`: nobody can say now, as where there is no connection. */
export type Mended = 'mended' | 'no' | 'later';

/** Codes of the server that somebody may mend. */
export type Mendable = 'step-up' | 'own-proof' | 'absent';

const menders = new Map<Mendable, Mend>();

/** Returns how to take it back: then whoever said it before mends again. */
export function mendBy(code: Mendable, mend: Mend): () => void {
  const former = menders.get(code);
  menders.set(code, mend);
  return () => {
    if (menders.get(code) !== mend) return;
    if (former === undefined) menders.delete(code);
    else menders.set(code, former);
  };
}

const MAY_BE: ReadonlySet<number> = new Set([401, 403, 423]);

export async function mended(response: Response, refused: Refused): Promise<Mended> {
  if (!MAY_BE.has(response.status)) return 'no';
  const challenge = response.headers.get(CHALLENGE_HEADER);
  if (challenge !== null) {
    const proof = await proveDevice(challenge);
    return proof === 'proven' ? 'mended' : proof === 'later' ? 'later' : 'no';
  }
  const code = await errorCodeOf(response.clone());
  const mend = menders.get(code as Mendable);
  return mend !== undefined && (await mend(refused)) ? 'mended' : 'no';
}
