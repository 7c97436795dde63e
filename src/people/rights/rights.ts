/** What a wearer may ask and say, as types: who speaks for them, what they contest or have put right, what an investigation keeps back. */
import type { AgencyId, PersonId } from '../../core/ids.ts';

export const CONTEST_KINDS = ['contest', 'correct'] as const;
export const CONTEST_ABOUT = ['breach', 'position', 'identity', 'device', 'order', 'look', 'other'] as const;
export const CONTEST_OUTCOMES = ['granted', 'partly', 'refused'] as const;

export interface Lawyer {
  readonly linkId: string;
  readonly wearerId: PersonId;
  readonly lawyerId: PersonId;
  readonly fromMs: number;
  readonly endedAtMs: number | null;
}

export interface Contest {
  readonly contestId: string;
  readonly wearerId: PersonId;
  readonly number: number;
  readonly kind: (typeof CONTEST_KINDS)[number];
  readonly about: (typeof CONTEST_ABOUT)[number];
  readonly aboutId: string | null;
  readonly orderId: string | null;
  readonly agencyId: AgencyId;
  readonly filedBy: PersonId;
  readonly filedAtMs: number;
  readonly dueAtMs: number;
  readonly keyId: number;
  readonly sealed: Buffer;
}

export interface ContestAnswer {
  readonly contestId: string;
  readonly outcome: (typeof CONTEST_OUTCOMES)[number];
  readonly answeredBy: PersonId;
  readonly answeredAtMs: number;
  readonly keyId: number;
  readonly sealed: Buffer;
}

/** Looks of police and prosecution before its end are not shown until then; afterwards they are. */
export interface LookDelay {
  readonly untilMs: number;
  readonly article: string;
  readonly recordedAtMs: number;
}
