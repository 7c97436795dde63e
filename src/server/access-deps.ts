/** Access as the running server asks it: policies, assignments, and what an agency is. A decision that could not be made is logged. */
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Clock } from '../core/clock.ts';
import { loadAgency, type Person } from '../people/service.ts';
import { Access, AssignmentBook, OPERATOR, type Policies, type Principal } from '../safeguards/service.ts';
import { viewerOf } from './sessions/viewer.ts';

export function newAccess({
  clock,
  log,
  policies,
}: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly policies: Policies;
}): Access {
  return new Access({
    ...{ clock, policies, assignments: new AssignmentBook(), loadAgency },
    // Denied, and it should not have been undecidable: policies name no one, so their messages may be logged.
    onError: (messages) => log.error({ policies: messages }, 'access could not be decided, and was denied'),
  });
}

/** Who acts, as access asks it. */
export function principalOf(person: Pick<Person, 'kind' | 'personId' | 'agencyId' | 'exercise'>): Principal {
  const { kind, personId, agencyId, exercise } = person;
  return { is: 'person', kind, personId, agencyId, exercise };
}

/** Whoever is signed in; at a desk, without a session, the bearer of the admin token. */
export function principalOfRequest(request: FastifyRequest): Principal {
  return request.viewer === null ? OPERATOR : principalOf(viewerOf(request));
}
