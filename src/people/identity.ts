/** Opening a person's identity: only to reach or address them, and never without an audit entry. */
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { PersonId } from '../core/ids.ts';
import { type Actor, audit, type Sealer } from '../safeguards/service.ts';
import { loadSealedIdentity, type SealedIdentity } from './people.sql.ts';
import type { Identity } from './person.ts';

export interface PeopleDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Cryptographic. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Jurisdictions that have a pack. */
  readonly jurisdictions: ReadonlySet<string>;
}

/**
 * A person's name, number and language. The read is audited with its purpose, in a transaction of its own, before anything
 * is opened; null when there is no such person. Throws ErasedError when the identity was erased.
 */
export async function readIdentity(
  deps: Pick<PeopleDeps, 'database' | 'sealer' | 'clock'>,
  personId: PersonId,
  why: { readonly actor: Actor; readonly purpose: string },
): Promise<Identity | null> {
  const sealed = await loadSealedIdentity(deps.database, personId);
  if (sealed === null) return null;
  await deps.database.transaction((tx) =>
    audit(tx, [{ atMs: deps.clock.nowMs(), ...why, action: 'identity.read', about: { personId } }]),
  );
  return openSealed(deps.sealer, sealed);
}

/**
 * As `readIdentity`, for a caller that wrote the use of the identity into the audit in the transaction that decided upon it: a warning
 * that no person asked for.
 */
export async function openIdentity(
  deps: Pick<PeopleDeps, 'database' | 'sealer'>,
  personId: PersonId,
): Promise<Identity | null> {
  const sealed = await loadSealedIdentity(deps.database, personId);
  return sealed === null ? null : openSealed(deps.sealer, sealed);
}

async function openSealed(sealer: Sealer, { keyId, sealed }: SealedIdentity): Promise<Identity> {
  return JSON.parse((await sealer.open(keyId, sealed)).toString('utf8')) as Identity;
}
