/**
 * Whose page it is: a wearer's own, or that of one for whom the lawyer who asks acts now. Fails toward refusing: anybody else's is answered as
 * what is not there.
 */
import type { PersonId } from '../../core/ids.ts';
import { stopWith } from '../../core/refusal.ts';
import { loadLawyers } from '../../people/rights/service.ts';
import { caseOfPerson, loadPerson } from '../../people/service.ts';
import type { Actor } from '../../safeguards/service.ts';
import { principalOf } from '../access-deps.ts';
import type { Viewer } from '../sessions/viewer.ts';
import type { WearerDeps } from './deps.ts';

export interface Subject {
  readonly wearerId: PersonId;
  readonly isLawyer: boolean;
  readonly personId: PersonId;
  readonly actor: Actor;
}

// HAZARD H-527: a wearer or a lawyer reads the page of somebody who is neither them nor theirs to act for.
/** `action`: to read, or to say something on the wearer's side. */
export async function subjectOf(
  { access, database }: Pick<WearerDeps, 'access' | 'database'>,
  viewer: Viewer,
  wearerId: string | undefined,
  action: 'wearer-side.read' | 'wearer-side.contest',
): Promise<Subject> {
  const { personId, kind } = viewer;
  const wearer = await loadPerson(database, wearerId ?? personId);
  if (wearer === null) return stopWith('not-found', 'There is no such page.');
  // HAZARD H-570: a lawyer stands in one list and not in another, and comes in by the one that nobody ended.
  const lawyers = await loadLawyers(database, wearer.personId);
  const on = {
    ...caseOfPerson(wearer),
    ...{ wearerIds: [wearer.personId], lawyerIds: lawyers.map(({ lawyerId }) => lawyerId) },
  };
  if (!(await access.mayAct(database, principalOf(viewer), action, on)).allowed)
    return stopWith('not-found', 'There is no such page.');
  return { wearerId: wearer.personId, isLawyer: wearer.personId !== personId, personId, actor: { kind, id: personId } };
}
