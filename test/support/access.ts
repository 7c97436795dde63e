/** The policies as they stand in the repository, and access that decides by them: the same as in service, without the check against the schema. */
import type { Clock } from '../../src/core/clock.ts';
import { loadAgency } from '../../src/people/service.ts';
import { Access, AssignmentBook, Policies, readPolicies } from '../../src/safeguards/service.ts';
import { PACKS } from './packs.ts';

let kept: Policies | null = null;

/** Read once a process. */
export function testPolicies(): Policies {
  kept ??= new Policies(readPolicies(undefined, false), (jurisdiction) => PACKS.timeZoneOf(jurisdiction));
  return kept;
}

export function testAccess(clock: Clock): Access {
  return new Access({
    ...{ clock, policies: testPolicies(), assignments: new AssignmentBook(), loadAgency },
    onError: (messages) => {
      throw new Error(messages.join('; '));
    },
  });
}
