import type { AgencyId, PersonId } from '../../core/ids.ts';
import type { DecisionReason, LinkWay, MatchReason } from './contract.ts';

/** Two records that may be one man. `aId` is the lower id: whoever was entered first is the same pair. */
export interface Review {
  readonly reviewId: string;
  readonly aId: PersonId;
  readonly bId: PersonId;
  readonly found: 'same' | 'review';
  readonly reasons: readonly MatchReason[];
  readonly foundAtMs: number;
  readonly state: 'open' | 'same' | 'not-same';
}

/** One record leads to another since then; ended by a split. */
export interface PersonLink {
  readonly linkId: string;
  readonly mergedId: PersonId;
  readonly intoId: PersonId;
  readonly atMs: number;
  readonly how: LinkWay;
  /** Null: by the system. */
  readonly byId: PersonId | null;
  readonly reasons: readonly string[];
  readonly ended: { readonly atMs: number; readonly byId: PersonId | null; readonly reason: DecisionReason } | null;
}

/** Who decides: an officer, an administrator's command, or (null) the system. */
export interface Decider {
  readonly officerId: PersonId | null;
  /** Null: of every agency. */
  readonly agencyId: AgencyId | null;
}
