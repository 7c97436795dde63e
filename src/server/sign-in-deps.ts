/** What signing in asks of a running Magpie: made once, since a challenge of one part is answered to another. */
import { randomBytes } from 'node:crypto';
import type { Magpie } from './assemble.ts';
import { Challenges } from './sessions/challenge.ts';
import type { SessionDeps } from './sessions/service.ts';

const made = new WeakMap<Magpie, Challenges>();

export function signInDeps(magpie: Magpie): Pick<SessionDeps, 'challenges' | 'signIn'> {
  const { clock, publicUrl, tls, realPersons } = magpie.options;
  const challenges = made.get(magpie) ?? new Challenges({ randomBytes, clock });
  made.set(magpie, challenges);
  return { challenges, signIn: { publicUrl, tls: tls !== null, realPersons } };
}
