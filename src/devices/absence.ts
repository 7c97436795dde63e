/** Why a device may be off its wearer for a while: an approved removal (of one device), or custody (of the person). */
import type { AgencyId, DeviceId, PersonId } from '../core/ids.ts';

export const REMOVAL_REASONS = ['treatment', 'device-swap', 'court', 'other'] as const;
export const CUSTODY_REASONS = ['arrest', 'detention', 'sentence', 'other'] as const;

export interface Removal {
  readonly removalId: string;
  readonly deviceId: DeviceId;
  readonly personId: PersonId;
  readonly agencyId: AgencyId;
  readonly reason: (typeof REMOVAL_REASONS)[number];
  readonly words: string | null;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly requestedBy: PersonId;
  readonly requestedAtMs: number;
  /** Null: nobody has decided yet. */
  readonly decision: 'approved' | 'refused' | null;
  readonly decidedBy: PersonId | null;
  readonly decidedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly endedBy: PersonId | null;
}

export interface Custody {
  readonly custodyId: string;
  readonly personId: PersonId;
  readonly agencyId: AgencyId;
  readonly reason: (typeof CUSTODY_REASONS)[number];
  readonly words: string | null;
  readonly fromMs: number;
  /** Null: not known. */
  readonly untilMs: number | null;
  readonly recordedBy: PersonId | null;
  readonly recordedAtMs: number;
  readonly endedAtMs: number | null;
  readonly endedBy: PersonId | null;
}
