/** An act that one person asks for and another approves. */

/** What a pack may demand two people for. */
export const PACK_ACTS = ['merge-records', 'split-records', 'erase-early', 'export'] as const;

/** Those, and a hold, which takes two under every law that knows it. */
export const TWO_PERSON_ACTS = [...PACK_ACTS, 'hold'] as const;
export type TwoPersonAct = (typeof TWO_PERSON_ACTS)[number];

/** As the pack has it; of a hold, as every law that knows one. */
export interface TwoPersonRule {
  readonly act: TwoPersonAct;
  /** The second is of another agency that the matter concerns; else of the same as the first. */
  readonly otherAgency: boolean;
  readonly expiresHours: number;
  readonly article: string;
}

/** Who asks or answers: always somebody. */
export interface ActingPerson {
  readonly kind: string;
  readonly personId: string;
  readonly agencyId: string;
  readonly exercise: boolean;
}

export type Answer = 'approved' | 'refused' | 'withdrawn' | 'expired';

export interface AskedAct {
  readonly actId: string;
  readonly act: TwoPersonAct;
  /** Canonical JSON of ids and codes: it is approved as exactly this. */
  readonly about: string;
  readonly jurisdiction: string;
  readonly exercise: boolean;
  readonly askedBy: string;
  readonly askedByAgency: string;
  readonly askedAtMs: number;
  /** Agencies of which the second may be. */
  readonly approvers: readonly string[];
  readonly otherAgency: boolean;
  readonly article: string;
  /** The first instant at which it can be approved no more. */
  readonly expiresAtMs: number;
  readonly answer: Answer | null;
}
