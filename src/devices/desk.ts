/**
 * Who acts on devices and their wearers: an officer, or an administrator's command, which may name the officer on whose behalf it is given. On which devices, access decides.
 * Fails toward refusing: what somebody may not act on is not found.
 */

import type { Sql } from '../core/database.ts';
import type { AgencyId, PersonId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { loadPerson } from '../people/service.ts';
import {
  type Access,
  type Actor,
  type Case,
  caseOf,
  type Decision,
  OPERATOR,
  type Principal,
} from '../safeguards/service.ts';
import type { Duty } from './decide-life.ts';
import type { DeviceDeps } from './service.ts';

export interface DeskActor {
  /** As it goes into the audit. */
  readonly actor: Actor;
  /** Null: an administrator who speaks for nobody. */
  readonly officerId: PersonId | null;
  /** Whose lists these are; null: every agency's. */
  readonly agencyId: AgencyId | null;
  /** As access asks it. */
  readonly who: Principal;
}

/** Somebody who is signed in at the desk. */
export interface DeskOfficer {
  readonly personId: PersonId;
  readonly agencyId: AgencyId;
  readonly kind: string;
  readonly exercise: boolean;
}

export interface DeskDeps extends DeviceDeps {
  readonly access: Access;
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
  signedIn: DeskOfficer | null,
  asOfficerId: string | null,
): Promise<Outcome<DeskActor, Refusal>> {
  if (signedIn !== null) {
    if (asOfficerId !== null && asOfficerId !== signedIn.personId) {
      return refuse('forbidden', 'An officer acts in their own name.');
    }
    const { personId, agencyId } = signedIn;
    return ok({ actor: { kind: 'officer', id: personId }, officerId: personId, agencyId, who: whoIs(signedIn) });
  }
  if (asOfficerId === null) {
    return ok({ actor: { kind: 'command-line', id: null }, officerId: null, agencyId: null, who: OPERATOR });
  }
  const officer = await loadPerson(sql, asOfficerId);
  if (officer === null || officer.kind !== 'officer') return refuse('not-found', 'There is no such officer.');
  const { personId, agencyId } = officer;
  return ok({ actor: { kind: 'command-line', id: personId }, officerId: personId, agencyId, who: whoIs(officer) });
}

export function whoIs({ kind, personId, agencyId, exercise }: DeskOfficer): Principal {
  return { is: 'person', kind, personId, agencyId, exercise };
}

/** `wearer-side.contest`: what a wearer may ask for themself, and of their own device alone. */
export type DeskAction = 'device.read' | 'device.act' | 'removal.act' | 'custody.act' | 'wearer-side.contest';

// HAZARD H-139: another agency's officer reads or changes a wearer's device, removal or custody.
/** Whether they may do that with what stands in that agency's register. */
export function permit(
  { access }: Pick<DeskDeps, 'access'>,
  sql: Sql,
  by: Pick<DeskActor, 'who'>,
  action: DeskAction,
  on: Case,
): Promise<Decision> {
  return access.mayAct(sql, by.who, action, on);
}

/** `person`: who has it now or is to have it; null: nobody. */
export function caseOfDevice(
  device: { readonly deviceId: string; readonly agencyId: string },
  person: { readonly personId: string; readonly kind: string; readonly exercise: boolean } | null,
): Case {
  return caseOf({
    ...{ caseId: device.deviceId, kind: 'device', law: { agencyId: device.agencyId }, register: [device.agencyId] },
    exercise: person === null ? null : person.exercise,
    wearerIds: person?.kind === 'wearer' ? [person.personId] : [],
  });
}
