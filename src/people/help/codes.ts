/**
 * The two codes that take an SOS back: one does, the other only looks as if it did. Kept as slow hashes, keyed so that a stolen database
 * alone cannot be searched. Fails toward the SOS: a code that cannot be judged takes nothing back, and guesses are few: only time gives
 * new ones. No right code does, or whoever was given the one for duress would guess the other without end; and none of the two costs one,
 * or how many are left would tell which it was.
 *
 * Whoever is forced to give a code gives the one for duress. If it is then used to choose new codes, that must seem to work, and must not
 * give the other one away: the new ones become codes for duress as well, and the one that the person knows stays as it is.
 */
import { type BinaryLike, scrypt as scryptWithCallback, timingSafeEqual } from 'node:crypto';
import type { PersonId } from '../../core/ids.ts';
import { MINUTE_MS } from '../../core/time.ts';
import { type Actor, audit, type Sealer } from '../../safeguards/service.ts';
import type { PeopleDeps } from '../service.ts';
import type { SosCodesAnswer, SosCodesRequest } from './contract.ts';
import { giveTryBack, insertCodes, type StoredCodes, type TakenCodes, takeTry, updateCodes } from './help.sql.ts';

/** Five wrong ones in a quarter of an hour. */
export const CODE_LIMITS = { triesMax: 5, windowMs: 15 * MINUTE_MS } as const;

/** About 50 ms and 32 MB on a thread of its own (RFC 7914; OWASP's second choice for memory). */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const HASH_BYTES = 32;
const SALT_BYTES = 16;
const DURESS_HASHES_MAX = 8;

export type CodeVerdict = 'cancel' | 'duress' | 'wrong' | 'locked' | 'none';

/** Who does it for themself: a protected person, or who lives with them. */
export interface Owner {
  readonly kind: Actor['kind'];
  readonly personId: PersonId;
}

export type CodeDeps = Pick<PeopleDeps, 'database' | 'sealer' | 'clock' | 'randomBytes'>;

/** Which of the person's codes it is. The same work and the same time whichever it is. */
export async function judgeCode(deps: CodeDeps, personId: PersonId, code: string): Promise<CodeVerdict> {
  return (await judge(deps, personId, code)).verdict;
}

async function judge(
  deps: CodeDeps,
  personId: PersonId,
  code: string,
): Promise<{ readonly verdict: CodeVerdict; readonly stored: TakenCodes | null }> {
  const stored = await takeTry(deps.database, personId, deps.clock.nowMs(), CODE_LIMITS);
  if (stored === null) return { verdict: 'none', stored: null };
  if (stored === 'locked') return { verdict: 'locked', stored: null };
  const hash = await hashOf(deps.sealer, code, stored.salt);
  let isDuress = false;
  for (const one of stored.duressHashes) isDuress = timingSafeEqual(one, hash) || isDuress;
  const isCancel = timingSafeEqual(stored.cancelHash, hash);
  const verdict = isDuress ? 'duress' : isCancel ? 'cancel' : 'wrong';
  if (verdict !== 'wrong') await giveTryBack(deps.database, personId, stored.windowMs);
  return { verdict, stored };
}

/** Chooses codes, or others in their place. */
export async function changeCodes(
  deps: CodeDeps,
  { personId, kind }: Owner,
  request: SosCodesRequest,
): Promise<SosCodesAnswer['answer']> {
  const { verdict, stored } = await judge(deps, personId, request.current ?? '');
  if (verdict === 'wrong' || verdict === 'locked') return verdict;
  const codes = await newCodes(deps, request, verdict === 'duress' ? stored : null);
  const atMs = deps.clock.nowMs();
  const isWritten = await deps.database.transaction(async (tx) => {
    const written =
      stored === null
        ? await insertCodes(tx, personId, codes, atMs)
        : await updateCodes(tx, personId, codes, stored.salt, atMs);
    if (!written) return false;
    const about = { personId, first: stored === null, duress: verdict === 'duress' };
    const actor: Actor = { kind, id: personId };
    await audit(tx, [{ atMs, actor, action: 'sos.codes', purpose: 'protection', about }]);
    return true;
  });
  return isWritten ? 'saved' : 'wrong';
}

// HAZARD H-183: the code for duress gives itself away, or lets whoever forced it choose the real one.
async function newCodes(deps: CodeDeps, request: SosCodesRequest, under: StoredCodes | null): Promise<StoredCodes> {
  const salt = under?.salt ?? Buffer.from(deps.randomBytes(SALT_BYTES));
  const cancel = await hashOf(deps.sealer, request.cancelCode, salt);
  const duress = await hashOf(deps.sealer, request.duressCode, salt);
  if (under === null) return { salt, cancelHash: cancel, duressHashes: [duress] };
  // INVARIANT: the last is the one that the person chose themself, and is never let go: under the next threat it is what they know.
  const made = [cancel, duress, ...under.duressHashes.slice(0, -1)].slice(0, DURESS_HASHES_MAX - 1);
  const duressHashes = [...made, under.duressHashes.at(-1)!];
  return { salt, cancelHash: under.cancelHash, duressHashes };
}

function hashOf(sealer: Pick<Sealer, 'payloadHash'>, code: string, salt: BinaryLike): Promise<Buffer> {
  const keyed = sealer.payloadHash(Buffer.from(`sos code ${code}`));
  return new Promise((resolve, reject) => {
    scryptWithCallback(keyed, salt, HASH_BYTES, COST, (error, hash) =>
      error === null ? resolve(hash) : reject(error),
    );
  });
}
