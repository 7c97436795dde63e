/** Quiet hours: home, a walk or a ride to somewhere near, home again - round and round, never far from home. */
import { between } from '../../core/rng.ts';
import { MINUTE_MS } from '../../core/time.ts';
import type { CastKey } from '../cast.ts';
import { buildItinerary, type Itinerary, looped } from '../people/itinerary.ts';
import type { StreetMode } from '../people/travel.ts';
import { type Stage, spotAway } from './stage.ts';

const OUTINGS = 3;
const NEAR_HOME_M = { minM: 180, maxM: 430 };
const WAYS: readonly StreetMode[] = ['walk', 'walk', 'cycle', 'drive', 'bus'];

export function dailyLife(stage: Stage, person: CastKey): Itinerary {
  const rng = stage.rng(person, 'daily-life');
  const home = stage.home(person);
  const life = buildItinerary(stage.city, rng, home);
  life.stay(between(rng, 1, 9) * MINUTE_MS);
  for (let outing = 0; outing < OUTINGS; outing++) {
    const way = WAYS[Math.floor(rng.next() * WAYS.length)]!;
    const there = spotAway(stage.city, rng, { of: home.point, ...NEAR_HOME_M, detourMax: 1.6 });
    life
      .go(way, there)
      .stay(between(rng, 4, 16) * MINUTE_MS, rng.next() < 0.6 ? 'indoors' : 'open')
      .go(way, home)
      .stay(between(rng, 8, 30) * MINUTE_MS);
  }
  return looped(life.build());
}

/** To the western end of the railway and back, again and again. */
export function commuterLife(stage: Stage, person: CastKey): Itinerary {
  const rng = stage.rng(person, 'commuter-life');
  const home = stage.home(person);
  const { rail } = stage.city;
  const [west, central] = rail.stops;
  const life = buildItinerary(stage.city, rng, home)
    .stay(between(rng, 1, 5) * MINUTE_MS)
    .ride(rail, central!, west!)
    .stay(between(rng, 12, 20) * MINUTE_MS, 'open')
    .ride(rail, west!, central!)
    .go('walk', home)
    .stay(between(rng, 10, 25) * MINUTE_MS);
  return looped(life.build());
}
