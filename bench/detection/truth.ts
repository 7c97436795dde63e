/** What truly happened between the two, second by second: distance, contacts, and when they were really near. */
import type { Case, Track } from './case.ts';

/** Really near: this close at some time from 5 min before to 15 min after (bench/README.md). */
const NEAR_M = 500;
const NEAR_BEFORE_S = 300;
const NEAR_AFTER_S = 900;
/** A further contact is a new one only after they were apart, beyond NEAR_M, this long; before, it is the same meeting. */
const APART_S = 600;

/** Seconds are whole and count from the case's start. */
export interface Truth {
  /** True distance at each second. */
  readonly distanceM: Float64Array;
  readonly contactsS: readonly number[];
  /** 1 at each second when they are really near. */
  readonly isNear: Uint8Array;
}

export function truthOf({ wearer, protectedPerson, pair }: Pick<Case, 'wearer' | 'protectedPerson' | 'pair'>): Truth {
  const distanceM = distances(wearer, protectedPerson);
  return { distanceM, contactsS: contactsOf(distanceM, pair.restraintM), isNear: nearness(distanceM) };
}

function distances(a: Track, b: Track): Float64Array {
  const out = new Float64Array(a.xM.length);
  for (let s = 0; s < out.length; s++) out[s] = Math.hypot(b.xM[s]! - a.xM[s]!, b.yM[s]! - a.yM[s]!);
  return out;
}

/** The first second of each meeting at which the distance is `restraintM` or less. A case that begins together has none then. */
export function contactsOf(distanceM: Float64Array, restraintM: number): number[] {
  const contacts: number[] = [];
  let apartS = 0;
  for (let s = 0; s < distanceM.length; s++) {
    if (distanceM[s]! > NEAR_M) {
      apartS++;
    } else if (distanceM[s]! <= restraintM) {
      if (apartS >= APART_S) contacts.push(s);
      apartS = 0;
    }
  }
  return contacts;
}

export function nearness(distanceM: Float64Array): Uint8Array {
  const out = new Uint8Array(distanceM.length);
  let lastNearS = Number.NEGATIVE_INFINITY;
  for (let s = 0; s < out.length; s++) {
    if (distanceM[s]! <= NEAR_M) lastNearS = s;
    if (s - lastNearS <= NEAR_BEFORE_S) out[s] = 1;
  }
  let nextNearS = Number.POSITIVE_INFINITY;
  for (let s = out.length - 1; s >= 0; s--) {
    if (distanceM[s]! <= NEAR_M) nextNearS = s;
    if (nextNearS - s <= NEAR_AFTER_S) out[s] = 1;
  }
  return out;
}
