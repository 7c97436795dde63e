/** Who is looking: the person behind a request's session. */
import type { FastifyRequest } from 'fastify';
import { assert } from '../../core/assert.ts';
import type { AgencyId, PersonId } from '../../core/ids.ts';
import { COURT_STAFF, type Person } from '../../people/service.ts';
import { SESSION_LIMITS } from './limits.ts';
import type { LockState } from './lock/decide.ts';

/** Those who may be shown something of a pair. A supporter is none of them. */
export const VIEWER_KINDS = ['protected', 'household', 'officer'] as const;
export type ViewerKind = (typeof VIEWER_KINDS)[number];

export function isViewerKind(kind: SessionKind): kind is ViewerKind {
  return (VIEWER_KINDS as readonly string[]).includes(kind);
}

/** Those who have a page: everybody. Not the kinds of people as they stand there, so that a new kind has none until it is given one. */
export const SESSION_KINDS = [...VIEWER_KINDS, 'supporter', ...COURT_STAFF, 'wearer', 'lawyer', 'overseer'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

export interface Viewer {
  readonly kind: SessionKind;
  readonly personId: PersonId;
  readonly agencyId: AgencyId;
  /** Household members: the protected person they live with. */
  readonly householdOf: PersonId | null;
  readonly exercise: boolean;
  /** When the session ends by itself. */
  readonly expiresAtMs: number;
  /** Names this session to its owner; opens nothing. */
  readonly phoneId: string;
  readonly signedInAtMs: number;
  /** `locked`: away, of those whose presence is watched (`absentAfterMs`); or a phone that did not prove its key. */
  readonly lock: LockState;
  readonly method: SignInMethod;
  /** To a key of the phone: a copied cookie alone opens nothing for long. */
  readonly isBound: boolean;
  /** This request brought a proof of that key, or there is none to prove. */
  readonly isProven: boolean;
}

/** How a session began. */
export const SIGN_IN_METHODS = ['link', 'passkey', 'oidc'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

/** Those who work on cases of others. */
const STAFF: ReadonlySet<SessionKind> = new Set<SessionKind>(['officer', ...COURT_STAFF, 'overseer']);

export function isStaff(kind: SessionKind): boolean {
  return STAFF.has(kind);
}

/** Whose sessions slide and whose phones have a lock of their own: those who are warned. */
export function isProtectedSide(kind: SessionKind): boolean {
  return kind === 'protected' || kind === 'household';
}

// HAZARD H-587: a wearer's, lawyer's or supporter's page lies open on a computer that others use
/**
 * After which time without a sign of presence a session is closed until a new proof; null: it is not watched. The protected side has its own
 * lock, and staff who came by a link of an exercise have no other way in. Others who came by a link have none either, and a new one may take days to reach
 * them: they have longer.
 */
export function absentAfterMs(kind: SessionKind, method: SignInMethod): number | null {
  if (isProtectedSide(kind)) return null;
  if (method !== 'link') return SESSION_LIMITS.absentAfterMs;
  return isStaff(kind) ? null : SESSION_LIMITS.linkAbsentAfterMs;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the access hook where the route's capability asks for a viewer; null elsewhere. */
    viewer: Viewer | null;
    /** Who is signed in, also where the access hook refused them: for the record of the attempt, never for a right. */
    signedIn: Viewer | null;
  }
}

/** The viewer of a request whose route asks for one: the access hook has refused all others. */
export function viewerOf(request: FastifyRequest): Viewer {
  assert(request.viewer !== null, 'this route is open to viewers only, but its capability does not say so');
  return request.viewer;
}

/** Null for those who have no page. */
export function viewerFrom(
  person: Person,
  session: Pick<Viewer, 'expiresAtMs' | 'phoneId' | 'signedInAtMs' | 'lock' | 'method' | 'isBound' | 'isProven'>,
): Viewer | null {
  if (!hasPage(person)) return null;
  const { personId, agencyId, householdOf, exercise } = person;
  return { kind: person.kind, personId, agencyId, householdOf, exercise, ...session };
}

export type PersonWithPage = Person & { readonly kind: SessionKind };

/** Whether somebody of this kind signs in to a page. */
export function hasPage(person: Person): person is PersonWithPage {
  return (SESSION_KINDS as readonly string[]).includes(person.kind);
}
