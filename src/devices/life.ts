/** A device's life as types, and the state that follows from its record. Pure. */
import type { DeviceId, PersonId } from '../core/ids.ts';

export const LIFE_STATES = [
  'in-stock',
  /** Meant for a person, not fitted: nobody carries it. */
  'reserved',
  /** In a person's hands without a fitting: a phone, or a device handed over by an administrator. */
  'carried',
  /** Worn or carried after the duties were read and acknowledged. */
  'fitted',
  /** Fitted or carried, and off for a time that was approved. */
  'removed',
  /** Back, and not yet checked. */
  'returned',
  'lost',
  /** Was lost, is here again, and not yet checked. */
  'found',
  'retired',
] as const;
export type LifeState = (typeof LIFE_STATES)[number];

export const LIFE_KINDS = [
  'stocked',
  'reserved',
  'released',
  'handed-over',
  'duty-acknowledged',
  'fitted',
  'removal-requested',
  'removal-approved',
  'removal-refused',
  'removal-ended',
  'swapped-out',
  'returned',
  'restocked',
  'lost',
  'found',
  'retired',
] as const;
export type LifeKind = (typeof LIFE_KINDS)[number];

/** One line of the record, before it has its number. */
export interface NewLifeEvent {
  readonly kind: LifeKind;
  readonly personId: PersonId | null;
  /** A code: why, or which duty. */
  readonly reason: string | null;
  /** A person's own words. */
  readonly words: string | null;
  readonly removalId: string | null;
  readonly otherDeviceId: DeviceId | null;
  /** reserved: the appointment; removal: from when until when. */
  readonly fromMs: number | null;
  readonly untilMs: number | null;
}

export interface LifeEvent extends NewLifeEvent {
  readonly deviceId: DeviceId;
  readonly number: number;
  readonly atMs: number;
  /** Null: an administrator's command, or the system. */
  readonly actorId: PersonId | null;
}

export interface OpenRemoval {
  readonly removalId: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Where a device stands after its record. */
export interface Life {
  /** Never 'removed', which depends on the hour as well: ask `stateAt`. */
  readonly state: Exclude<LifeState, 'removed'>;
  /** For whom it is reserved, or who carries it. */
  readonly personId: PersonId | null;
  readonly sinceMs: number;
  /** Number of the last event; 0 for a device without a record. */
  readonly number: number;
  /** Acknowledged by this person for this device. */
  readonly duties: ReadonlySet<string>;
  /** Approved and not ended, whether it has begun or not. */
  readonly removal: OpenRemoval | null;
}

const UNSTARTED: Life = {
  state: 'in-stock',
  personId: null,
  sinceMs: 0,
  number: 0,
  duties: new Set(),
  removal: null,
};

export function lifeOf(events: readonly LifeEvent[]): Life {
  return events.reduce(lived, UNSTARTED);
}

/** 'removed' from the beginning of an approved removal until somebody ends it: that its time is over does not put a strap on. */
export function stateAt(life: Life, nowMs: number): LifeState {
  return life.removal !== null && life.removal.fromMs <= nowMs ? 'removed' : life.state;
}

/** After one of these nothing that was before it counts for the state. */
export const STARTS_ANEW: readonly LifeKind[] = [
  'stocked',
  'restocked',
  'reserved',
  'released',
  'handed-over',
  'swapped-out',
  'returned',
  'lost',
  'found',
  'retired',
];

const NOBODYS = { personId: null, duties: new Set<string>(), removal: null } as const;

function lived(life: Life, event: LifeEvent): Life {
  const { number, atMs, personId } = event;
  const at = { ...life, number };
  const into = { ...at, sinceMs: atMs };
  switch (event.kind) {
    case 'stocked':
    case 'restocked':
    case 'released':
      return { ...into, ...NOBODYS, state: 'in-stock' };
    case 'reserved':
      return { ...into, ...NOBODYS, state: 'reserved', personId };
    case 'handed-over':
      return { ...into, ...NOBODYS, state: 'carried', personId };
    case 'duty-acknowledged':
      return { ...at, duties: new Set([...life.duties, event.reason ?? '']) };
    case 'fitted':
      return { ...into, state: 'fitted', personId, removal: null };
    case 'removal-approved':
      return { ...at, removal: removalOf(event) };
    case 'removal-ended':
      return { ...at, removal: null };
    case 'removal-requested':
    case 'removal-refused':
      return at;
    case 'swapped-out':
    case 'returned':
      return { ...into, ...NOBODYS, state: 'returned' };
    case 'lost':
    case 'found':
    case 'retired':
      return { ...into, ...NOBODYS, state: event.kind };
  }
}

function removalOf(event: LifeEvent): OpenRemoval | null {
  const { removalId, fromMs, untilMs } = event;
  return removalId === null || fromMs === null || untilMs === null ? null : { removalId, fromMs, untilMs };
}
