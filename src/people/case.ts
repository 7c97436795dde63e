/** A person as access asks of them: in whose register they stand. */
import { type Case, caseOf } from '../safeguards/service.ts';
import type { Person } from './person.ts';

export function caseOfPerson({
  personId,
  agencyId,
  exercise,
}: Pick<Person, 'personId' | 'agencyId' | 'exercise'>): Case {
  return caseOf({ caseId: personId, kind: 'person', law: { agencyId }, exercise, register: [agencyId] });
}
