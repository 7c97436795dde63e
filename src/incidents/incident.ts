import type { IncidentId, OrderId, PersonId } from '../core/ids.ts';
import type { Explanation, Level, UnknownReason } from '../proximity/types.ts';

export type IncidentState = 'unacknowledged' | 'acknowledged' | 'closed';

/** What a person or the engine made happen to an incident. */
export const EVENT_KINDS = [
  'opened',
  'raised',
  'lowered',
  'changed',
  'acknowledged',
  'closed',
  'note',
  'displayed',
  /** Its cause ended: it has returned to normal, and waits for a person. */
  'returned',
  'suppressed',
  'unsuppressed',
  /** An SOS was taken back with the person's code; it waits for an officer. */
  'cancelled',
  /** As it looks to whoever holds the phone, an SOS was taken back: it was not. */
  'duress',
  /** Somebody tried to take an SOS back and did not know the code. */
  'wrong-code',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/**
 * Suppressed by design (ISA-18.2): the wearer is in custody, the removal of the device was approved, or an approach is unknown only
 * because the protected person chose not to share their position.
 */
export interface Suppression {
  readonly reason: 'custody' | 'removal' | 'not-sharing';
  /** Null: for as long as the period is not ended. */
  readonly untilMs: number | null;
}

export interface Incident {
  readonly incidentId: IncidentId;
  /** 'pair:<uuid>', 'zone:<uuid>' or 'person:<uuid>'. */
  readonly subject: string;
  /** 'approach', 'zone', 'ring:<name>', 'device:<event>', 'pattern:<name>', 'health:<alarm>'. */
  readonly kind: string;
  readonly orderId: OrderId | null;
  readonly agencyId: string;
  readonly wearerId: PersonId | null;
  readonly exercise: boolean;
  readonly state: IncidentState;
  readonly level: Level | null;
  readonly highestLevel: Level | null;
  readonly openedAtMs: number;
  readonly changedAtMs: number;
  /** Without a level: when its cause ended; null while it stands. */
  readonly returnedAtMs: number | null;
  /** Suppressed by design; null: an alarm. */
  readonly suppression: Suppression | null;
}

/** Numbers of a change, as they are kept in incidents.event: never a coordinate. */
export interface EventBody {
  readonly level: Level | null;
  readonly reason: UnknownReason | null;
  readonly distanceM: number | null;
  readonly etaS: number | null;
  readonly earliestContactS: number | null;
  readonly wearerShare: number | null;
  readonly basis: readonly string[];
  readonly why: Explanation | null;
  readonly text: string | null;
  /** Of the engine that found it; null for a person's act. */
  readonly engineVersion: string | null;
}

/** The kind under which calls for help come, from a page, a watch or a tracker. */
export const SOS_KIND = 'device:sos';

/** How much a level asks of people. Unknown stands above notice and below warning: it must be looked at. */
export function severity(level: Level | null): number {
  switch (level) {
    case null:
      return 3;
    case 'clear':
      return 0;
    case 'notice':
      return 1;
    case 'unknown':
      return 2;
    case 'warning':
      return 3;
    case 'danger':
      return 4;
  }
}

export function isAlerting(level: Level | null): boolean {
  return severity(level) >= 2;
}

/** The body of an event that no finding made: no numbers. */
export const NO_NUMBERS: Omit<EventBody, 'level' | 'text'> = {
  reason: null,
  distanceM: null,
  etaS: null,
  earliestContactS: null,
  wearerShare: null,
  basis: [],
  why: null,
  engineVersion: null,
};
