/**
 * Breach records as types: what an incident shows of equipment, of the wearer and of the protected person, each apart, and what people made
 * of it. A share is of the time in which the incident asked for people; what is not known is a share of its own, never somebody's.
 */
import type { IncidentId, OrderId, PersonId } from '../../core/ids.ts';

/** Two people; a place that the order names; the device. */
export type BreachKind = 'pair' | 'place' | 'device';

/** 0..1 each; together 1. */
export interface Shares {
  /** The wearer's device or network did not tell, or did not tell well enough. */
  readonly equipment: number;
  /** The protected person moved toward the wearer. */
  readonly protectedPerson: number;
  /** The wearer moved toward the protected person, or was within a named place. */
  readonly wearer: number;
  readonly unknown: number;
}

/** What else the record says of the device; none of them says whose doing it was. */
export const SIGNS = [
  'no-coverage',
  'poor-position',
  'battery-empty',
  'charging-fault',
  'device-off',
  'strap-opened',
  'tampering-suspected',
  'protected-not-heard',
  'evaluation-failed',
] as const;
export type Sign = (typeof SIGNS)[number];

/** What the shares were read from: anybody with the journal finds the same again. */
export interface Evidence {
  /** Numbers of the incident's events. */
  readonly events: readonly number[];
  /** Journal positions of the inputs on which the engine found it. */
  readonly positions: readonly number[];
  readonly engineVersions: readonly string[];
}

export interface BreachBody {
  readonly shares: Shares;
  readonly signs: readonly Sign[];
  readonly evidence: Evidence;
}

export interface Breach extends BreachBody {
  readonly breachId: string;
  readonly incidentId: IncidentId;
  readonly orderId: OrderId;
  readonly wearerId: PersonId;
  readonly agencyId: string;
  readonly kind: BreachKind;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly madeBy: PersonId;
  readonly madeAtMs: number;
}

export const BREACH_ACTS = ['put', 'answered', 'confirmed', 'dismissed', 'withdrawn', 'told-court'] as const;
export type BreachActKind = (typeof BREACH_ACTS)[number];

export interface BreachAct {
  readonly number: number;
  readonly kind: BreachActKind;
  readonly atMs: number;
  readonly byPerson: PersonId;
  readonly answerDueMs: number | null;
}

/** With its words as they are kept; null: none. */
export interface SealedAct extends BreachAct {
  readonly breachId: string;
  readonly keyId: number | null;
  readonly sealed: Buffer | null;
}

/** `draft`: nobody but officers knows of it. */
export type BreachState = 'draft' | 'put' | 'answered' | 'confirmed' | 'dismissed' | 'withdrawn' | 'told-court';
