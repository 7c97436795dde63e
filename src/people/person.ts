import type { AgencyId, PersonId } from '../core/ids.ts';

/** Staff of the offices that ask for orders and make them. */
export const COURT_STAFF = ['police', 'prosecutor', 'judge', 'clerk'] as const;
export type CourtStaff = (typeof COURT_STAFF)[number];

export const PERSON_KINDS = [
  'protected',
  'household',
  'wearer',
  'officer',
  'supporter',
  ...COURT_STAFF,
  'lawyer',
  'overseer',
] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

/** What an agency does: it monitors, protects, prosecutes, decides, (where no court does) orders as an authority, or watches over the others. */
export const AGENCY_ROLES = ['monitoring', 'police', 'prosecution', 'court', 'authority', 'oversight'] as const;
export type AgencyRole = (typeof AGENCY_ROLES)[number];

/** For whose agency somebody of this kind works. */
export const OFFICE_OF: Readonly<Record<CourtStaff | 'overseer', readonly AgencyRole[]>> = {
  police: ['police', 'authority'],
  prosecutor: ['prosecution'],
  judge: ['court', 'authority'],
  clerk: ['court', 'authority'],
  overseer: ['oversight'],
};

export const LANGUAGES = ['en', 'ko', 'ja', 'ms'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Whose register it is: a probation office, a control centre, a police force, a prosecution office, a court. */
export interface Agency {
  readonly agencyId: AgencyId;
  readonly name: string;
  readonly role: AgencyRole;
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
  /** ISO date. Wearers only; absent: not known. */
  readonly birthDate?: string;
  /** A national number or one of a case system. Wearers only; absent: not known. */
  readonly identifier?: string;
}
