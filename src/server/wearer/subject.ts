/**
 * Whose page it is: a wearer's own, or that of one for whom the lawyer who asks acts now. Fails toward refusing: anybody else's is answered as
 * what is not there.
 */
import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { stopWith } from '../../core/refusal.ts';
import { loadClients } from '../../people/rights/service.ts';
import type { Actor } from '../../safeguards/service.ts';
import type { Viewer } from '../sessions/viewer.ts';

export interface Subject {
  readonly wearerId: PersonId;
  readonly isLawyer: boolean;
  readonly personId: PersonId;
  readonly actor: Actor;
}

// HAZARD H-527: a wearer or a lawyer reads the page of somebody who is neither them nor theirs to act for.
export async function subjectOf(sql: Sql, viewer: Viewer, wearerId: string | undefined): Promise<Subject> {
  const { personId, kind } = viewer;
  const actor = { kind, id: personId };
  if (kind === 'wearer') {
    if (wearerId !== undefined && wearerId !== personId) return stopWith('not-found', 'There is no such page.');
    return { wearerId: personId, isLawyer: false, personId, actor };
  }
  const client = (await loadClients(sql, personId)).find((one) => one.wearerId === wearerId);
  if (kind !== 'lawyer' || client === undefined) return stopWith('not-found', 'There is no such page.');
  return { wearerId: client.wearerId, isLawyer: true, personId, actor };
}
