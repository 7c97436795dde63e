/** Who is looking: the person behind a request's session. */
import type { FastifyRequest } from 'fastify';
import { assert } from '../../core/assert.ts';
import type { AgencyId, PersonId } from '../../core/ids.ts';
import type { Person } from '../../people/service.ts';

export const VIEWER_KINDS = ['protected', 'household', 'officer'] as const;
export type ViewerKind = (typeof VIEWER_KINDS)[number];

export interface Viewer {
  readonly kind: ViewerKind;
  readonly personId: PersonId;
  readonly agencyId: AgencyId;
  /** Household members: the protected person they live with. */
  readonly householdOf: PersonId | null;
  readonly exercise: boolean;
  /** When the session ends by itself. */
  readonly expiresAtMs: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the access hook where the route's capability asks for a viewer; null elsewhere. */
    viewer: Viewer | null;
  }
}

/** The viewer of a request whose route asks for one: the access hook has refused all others. */
export function viewerOf(request: FastifyRequest): Viewer {
  assert(request.viewer !== null, 'this route is open to viewers only, but its capability does not say so');
  return request.viewer;
}

/** Null for those who have no page: wearers. */
export function viewerFrom(person: Person, expiresAtMs: number): Viewer | null {
  if (person.kind === 'wearer') return null;
  const { kind, personId, agencyId, householdOf, exercise } = person;
  return { kind, personId, agencyId, householdOf, exercise, expiresAtMs };
}
