import type { AgencyId, PersonId } from '../core/ids.ts';

export const PERSON_KINDS = ['protected', 'household', 'wearer', 'officer', 'supporter'] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

export const LANGUAGES = ['en', 'ko', 'ja', 'ms'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Whose register it is: a probation office, a police force, a control centre. */
export interface Agency {
  readonly agencyId: AgencyId;
  readonly name: string;
  /** Which pack applies, e.g. 'kr'. */
  readonly jurisdiction: string;
  /** The office's own number; null: it has told none. */
  readonly phone: string | null;
  readonly createdAtMs: number;
}

/** Everything that may stand in clear: no name, no number. */
export interface Person {
  readonly personId: PersonId;
  readonly kind: PersonKind;
  readonly agencyId: AgencyId;
  /** The protected person whom a household member lives with; null for all others. */
  readonly householdOf: PersonId | null;
  /** A child of the household: the protected person consents as guardian. */
  readonly minor: boolean;
  readonly exercise: boolean;
  readonly createdAtMs: number;
}

/** Sealed under the person's identity key; opened only to reach or address them. */
export interface Identity {
  readonly name: string;
  /** Null: not reachable by telephone. */
  readonly phone: string | null;
  readonly language: Language;
}
