/** A warrant and its events: what was asked, decided, seen and destroyed. What it is now follows from the events (`decide.ts`). */

export const WARRANT_KINDS = ['permission', 'emergency'] as const;
export type WarrantKind = (typeof WARRANT_KINDS)[number];

/**
 * asked: waits for the court, nothing may be seen. emergency: seen first, permission not asked yet; emergency-asked: asked, not decided.
 * granted, partly: may be seen until its end. late: the permission of an emergency did not come in time. ended: its time to look is over, or
 * its originals went. lapsed: nobody decided.
 */
export const WARRANT_STATES = [
  'asked',
  'emergency',
  'emergency-asked',
  'granted',
  'partly',
  'refused',
  'late',
  'withdrawn',
  'ended',
  'lapsed',
] as const;
export type WarrantState = (typeof WARRANT_STATES)[number];

export const RESULTS = ['granted', 'partly', 'refused'] as const;
export type Result = (typeof RESULTS)[number];

/** Of what officers hold outside of Magpie: printed, noted, exported. */
export const OUTSIDE_COPIES = ['none', 'destroyed'] as const;

/** Why a copy went. */
export const DESTROYED_BECAUSE = [
  'refused',
  'late',
  'withdrawn',
  'narrowed',
  'access-over',
  'originals-gone',
  'renewed',
] as const;
export type DestroyedBecause = (typeof DESTROYED_BECAUSE)[number];

/** [fromMs, untilMs) */
export interface Period {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What never changes of it. */
export interface WarrantBase {
  readonly warrantId: string;
  readonly number: string;
  readonly jurisdiction: string;
  readonly exercise: boolean;
  readonly orderId: string;
  readonly wearerId: string;
  /** Of police or prosecution: who asks, and whose people see. */
  readonly agencyId: string;
  readonly courtId: string;
  readonly createdAtMs: number;
}

export type WarrantEventBody =
  | {
      readonly kind: 'asked';
      readonly use: string;
      readonly article: string;
      readonly period: Period;
      readonly lapseAtMs: number;
      readonly documents: readonly string[];
    }
  | {
      readonly kind: 'emergency';
      readonly use: string;
      readonly article: string;
      readonly period: Period;
      readonly permissionDueMs: number;
      readonly lapseAtMs: number;
      readonly documents: readonly string[];
    }
  | { readonly kind: 'permission-asked'; readonly documents: readonly string[] }
  | {
      readonly kind: 'decided';
      readonly result: Result;
      /** Null when it was refused. */
      readonly period: Period | null;
      readonly accessUntilMs: number | null;
      readonly documentId: string | null;
      /** Entered by the clerk from paper. */
      readonly onPaper: boolean;
      readonly decidedAtMs: number;
    }
  | { readonly kind: 'late' }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'ended'; readonly because: 'access-over' | 'originals-gone' | 'lapsed' }
  | {
      readonly kind: 'copied';
      readonly generation: number;
      readonly parts: number;
      readonly positions: number;
      /** Of the period, what is no longer kept, and what is kept by another right only. */
      readonly erased: number;
      readonly elsewhere: number;
      /** The journal's last input that it was made from. */
      readonly upTo: number;
      /** Keyed hash of all positions in their canonical form, in hex. */
      readonly hash: string;
    }
  | {
      readonly kind: 'viewed';
      readonly viewId: string;
      readonly use: string;
      readonly generation: number;
      readonly period: Period;
      readonly positions: number;
      readonly hash: string;
      readonly ledgerNumber: number;
    }
  | {
      readonly kind: 'exported';
      readonly viewId: string;
      readonly use: string;
      readonly version: number;
      readonly positions: number;
      /** Keyed hash of the file's own hash, in hex. */
      readonly fileHash: string;
      readonly ledgerNumber: number;
    }
  | {
      readonly kind: 'copy-destroyed';
      readonly because: DestroyedBecause;
      readonly generation: number;
      readonly positions: number;
    }
  | {
      readonly kind: 'confirmed';
      readonly outside: (typeof OUTSIDE_COPIES)[number];
      readonly documentId: string | null;
    };

export type WarrantEventKind = WarrantEventBody['kind'];

export interface WarrantEvent {
  readonly number: number;
  readonly atMs: number;
  readonly byKind: string;
  readonly byId: string | null;
  readonly body: WarrantEventBody;
  /** Reasons in words, sealed. */
  readonly words: { readonly keyId: number; readonly sealed: Buffer } | null;
}

/** What it is now. */
export interface Warrant extends WarrantBase {
  readonly kind: WarrantKind;
  readonly state: WarrantState;
  readonly use: string;
  readonly article: string;
  readonly asked: Period;
  /** What may be seen: the asked one in an emergency, the granted one after a decision; null: nothing. */
  readonly seen: Period | null;
  readonly permissionAsked: boolean;
  readonly permissionDueMs: number | null;
  /** When it lapses undecided. */
  readonly lapseAtMs: number;
  readonly accessUntilMs: number | null;
  readonly decided: Extract<WarrantEventBody, { kind: 'decided' }> | null;
  readonly copy: Extract<WarrantEventBody, { kind: 'copied' }> | null;
  /** How many copies were made so far: the next has one more. */
  readonly generations: number;
  readonly destroyed: readonly {
    readonly atMs: number;
    readonly because: DestroyedBecause;
    readonly positions: number;
  }[];
  readonly views: number;
  readonly exports: number;
  /** A copy was destroyed for a refusal or lateness: due until an officer confirmed that nothing is left outside. */
  readonly confirmation: 'none' | 'due' | 'done';
  readonly events: number;
}
