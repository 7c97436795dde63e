/** What a household member's taking part becomes by an act, and whose act that may be. Pure. Fails toward not taking part. */
import { unreachable } from '../core/assert.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import type { ParticipationState } from './household/contract.ts';

export type ParticipationAct = 'consent' | 'withdraw' | 'consent-as-guardian' | 'end' | 'invite-again';

/** `by`: the member themself, or the protected person they live with. */
export function decideParticipation(
  state: ParticipationState,
  act: ParticipationAct,
  by: 'member' | 'protected',
  minor: boolean,
): Outcome<ParticipationState, Refusal> {
  if ((by === 'member') !== (act === 'consent' || act === 'withdraw')) {
    return refuse('forbidden', 'This is for another person to decide.');
  }
  switch (act) {
    case 'consent':
      // HAZARD H-205: somebody is watched, or made to watch, on another's word.
      if (state === 'ended') return refuse('conflict', 'The protected person has ended this.');
      if (minor) return refuse('forbidden', 'For a child the guardian consents.');
      return ok('consented');
    case 'consent-as-guardian':
      if (!minor) return refuse('forbidden', 'An adult consents for themself.');
      if (state === 'ended') return refuse('conflict', 'Invite them again first.');
      return ok('consented');
    case 'withdraw':
      return state === 'ended' ? refuse('conflict', 'The protected person has ended this.') : ok('withdrawn');
    case 'end':
      return ok('ended');
    case 'invite-again':
      return state === 'ended' ? ok('invited') : refuse('conflict', 'They are already invited.');
    default:
      return unreachable(act);
  }
}
