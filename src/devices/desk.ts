/**
 * Who acts on devices and their wearers: an officer, within their own agency, or an administrator's command, which may name the
 * officer on whose behalf it is given. Fails toward refusing: what is another agency's is not found.
 */

import type { Sql } from '../core/database.ts';
import type { AgencyId, PersonId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { loadPerson } from '../people/service.ts';
import type { Actor } from '../safeguards/service.ts';
import type { Duty } from './decide-life.ts';
import type { DeviceDeps } from './service.ts';

export interface DeskActor {
  /** As it goes into the audit. */
  readonly actor: Actor;
  /** Null: an administrator who speaks for nobody. */
  readonly officerId: PersonId | null;
  /** Null: of every agency. */
  readonly agencyId: AgencyId | null;
}

export interface DeskDeps extends DeviceDeps {
  /** What the jurisdiction demands that a wearer reads before a fitting; null when it has no pack. */
  readonly dutiesOf: (jurisdiction: string) => readonly Duty[] | null;
  /** Short names of the cases in force that name the wearer, e.g. 'K-03'; they name no one. */
  readonly labelsOf: (personId: PersonId) => readonly string[];
  /** After the commit: alarms of this wearer are looked at again, and open streams hear of it. Must not reject. */
  readonly onWearerChange: (personId: PersonId) => void | Promise<void>;
}

/** `asOfficerId`: for whom an administrator's command speaks; a signed-in officer speaks for themself. */
export async function deskActor(
  sql: Sql,
  signedIn: { readonly personId: PersonId; readonly agencyId: AgencyId } | null,
  asOfficerId: string | null,
): Promise<Outcome<DeskActor, Refusal>> {
  if (signedIn !== null) {
    if (asOfficerId !== null && asOfficerId !== signedIn.personId) {
      return refuse('forbidden', 'An officer acts in their own name.');
    }
    const { personId, agencyId } = signedIn;
    return ok({ actor: { kind: 'officer', id: personId }, officerId: personId, agencyId });
  }
  if (asOfficerId === null) return ok({ actor: { kind: 'command-line', id: null }, officerId: null, agencyId: null });
  const officer = await loadPerson(sql, asOfficerId);
  if (officer === null || officer.kind !== 'officer') return refuse('not-found', 'There is no such officer.');
  const { personId, agencyId } = officer;
  return ok({ actor: { kind: 'command-line', id: personId }, officerId: personId, agencyId });
}

// HAZARD H-139: another agency's officer reads or changes a wearer's device, removal or custody.
export function isOwn(by: DeskActor, agencyId: string): boolean {
  return by.agencyId === null || by.agencyId === agencyId;
}
