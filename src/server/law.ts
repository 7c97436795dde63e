/** The packs and the policies of access at start: read, and held to what this installation ran with before. What cannot be relied on stops the start. */
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { loadPacks, PackError, type Packs, registerPacks } from '../orders/service.ts';
import { Policies, PolicyError, readPolicies, registerPolicies } from '../safeguards/service.ts';
import { OperatorError } from './operator-error.ts';

export function readLaw(folder?: string): Packs {
  try {
    return loadPacks(folder);
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    throw new OperatorError(`${error.message}.`, 'Mend it: "magpie pack check <file>" tells all that is wrong.');
  }
}

export async function registerLaw(
  deps: { readonly database: Database; readonly clock: Clock },
  packs: Packs,
): Promise<void> {
  const changed = await registerPacks(deps, packs);
  if (changed !== null) throw new OperatorError(changed.what, changed.remedy);
}

/** As `readLaw`, for who may act on which case. */
export function readAccess(packs: Packs, folder?: string): Policies {
  try {
    return new Policies(readPolicies(folder), (jurisdiction) => packs.timeZoneOf(jurisdiction));
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new OperatorError(`${error.message}.`, 'Mend the policy: docs/access.md tells how they are written.');
  }
}

export async function registerAccess(
  deps: { readonly database: Database; readonly clock: Clock },
  policies: Policies,
): Promise<void> {
  const changed = await registerPolicies(deps, policies);
  if (changed !== null) throw new OperatorError(changed.what, changed.remedy);
}
