/** What the approach scenarios share: a wearer who comes to somebody, stays near, and goes home. */
import { SECOND_MS } from '../../core/time.ts';
import type { CastKey } from '../cast.ts';
import type { ItineraryBuilder, Where } from '../people/itinerary.ts';
import { type Stage, spotAway, spotOnWay } from './stage.ts';

export interface Approach {
  readonly wearer: CastKey;
  /** Where the protected person is meanwhile. */
  readonly target: (stage: Stage) => Where;
  /** Where the wearer sets out. */
  readonly from: (stage: Stage) => Where;
}

const NEAR_M = 60;
const CAR_M = 240;

/** A place to set out from, on the side away from the protected person's home, so that only the meeting itself is played. */
export function setOutAway(stage: Stage, purpose: string, target: Where, minM: number, maxM: number): Where {
  const travel = purpose === 'approach-on-foot' ? 'walk' : 'drive';
  const ask = { of: target.point, minM, maxM, towardsDeg: 50, withinDeg: 60, detourMax: 1.15, travel } as const;
  return spotAway(stage.city, stage.rng('w1', purpose), ask);
}

/** Marks: sets-out, parks, near, leaves, home. */
export function approachByCar(life: ItineraryBuilder, stage: Stage, approach: Approach, waitS: number): void {
  const target = approach.target(stage);
  const car = spotOnWay(stage.city, approach.from(stage), target, 'drive', CAR_M);
  life
    .stay(waitS * SECOND_MS, 'open')
    .mark('sets-out')
    .go('drive', car, { greenLights: true, pace: 1.05 })
    .mark('parks')
    .stay(8 * SECOND_MS, 'open')
    .go('walk', spotOnWay(stage.city, car, target, 'walk', NEAR_M), { greenLights: true })
    .mark('near')
    .stay(100 * SECOND_MS, 'open')
    .mark('leaves')
    .go('walk', car)
    .stay(10 * SECOND_MS, 'open')
    .go('drive', stage.home(approach.wearer))
    .mark('home');
}

/** Marks: sets-out, near, leaves, home. */
export function approachOnFoot(life: ItineraryBuilder, stage: Stage, approach: Approach, waitS: number): void {
  const from = approach.from(stage);
  const near = spotOnWay(stage.city, from, approach.target(stage), 'walk', NEAR_M);
  life
    .stay(waitS * SECOND_MS, 'open')
    .mark('sets-out')
    .go('walk', near, { greenLights: true })
    .mark('near')
    .stay(100 * SECOND_MS, 'open')
    .mark('leaves')
    .go('walk', from)
    .go('drive', stage.home(approach.wearer))
    .mark('home');
}
