import type { Role } from '../packs/procedure.ts';

export const CLOCKS = [
  'approval',
  'decision',
  'appeal',
  'fitting',
  'offer',
  'expiry',
  'extension-decision',
  'change-decision',
  'petition',
] as const;
export type ClockKind = (typeof CLOCKS)[number];

export interface Clock {
  readonly kind: ClockKind;
  readonly measureId: string | null;
  readonly startedMs: number;
  /** The first instant at which it has run out; null: the law says only that it must not be delayed. */
  readonly dueMs: number | null;
  /** Who has to act, or may act until then. */
  readonly of: readonly Role[];
  readonly article: string;
  /** `right`: may be done until then; `duty`: must be; `end`: something ends by itself. */
  readonly nature: 'right' | 'duty' | 'end';
  /** The holidays of its last day are not known yet: it may run out later, never sooner. */
  readonly mayMove?: boolean;
}
