/** Opening a person's identity: only to reach or address them, and never without an audit entry. */
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { PersonId } from '../core/ids.ts';
import { type Actor, audit, type Sealer } from '../safeguards/service.ts';
import { loadSealedIdentity } from './people.sql.ts';
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
  deps: PeopleDeps,
  personId: PersonId,
  why: { readonly actor: Actor; readonly purpose: string },
): Promise<Identity | null> {
  const sealed = await loadSealedIdentity(deps.database, personId);
  if (sealed === null) return null;
  await deps.database.transaction((tx) =>
    audit(tx, [{ atMs: deps.clock.nowMs(), ...why, action: 'identity.read', about: { personId } }]),
  );
  return JSON.parse((await deps.sealer.open(sealed.keyId, sealed.sealed)).toString('utf8')) as Identity;
}
