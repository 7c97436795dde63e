/** What people do with their day: most make trips; some come to stay at the other's home, some test the boundary. */
import { between, type Rng } from '../../src/core/rng.ts';
import { BY_BICYCLE, go, ON_FOOT, type Place, pick, STEP_S, type Step, stay, travel, trips } from './streets.ts';

export const WAYS = ['trips', 'trips', 'trips', 'still', 'visit', 'visit', 'probe', 'ring'] as const;
export type Way = (typeof WAYS)[number];

/** A town as its people use it. `home` is the protected household's. */
export interface Town {
  readonly places: readonly Place[];
  readonly home: Place;
  /** The warn ring around the home, which some ways keep to. */
  readonly warnM: number;
}

export function makeTown(rng: Rng): Town {
  const spreadM = between(rng, 500, 3000);
  const places = Array.from({ length: 6 }, () => ({
    eastM: between(rng, -spreadM, spreadM),
    northM: between(rng, -spreadM, spreadM),
  }));
  return {
    places,
    home: places[0]!,
    warnM: pick(rng, [400, 600, 600, 600, 900]),
  };
}

export function makeWay(rng: Rng, way: Way, town: Town, lengthS: number): Step[] {
  switch (way) {
    case 'trips':
      return trips(rng, town.places, lengthS);
    case 'still':
      return still(rng, pick(rng, town.places), lengthS);
    case 'visit':
      return visit(rng, town, lengthS);
    case 'probe':
      return probe(rng, town, lengthS);
    case 'ring':
      return alongRing(rng, town, lengthS);
  }
}

export function still(rng: Rng, at: Place, lengthS: number): Step[] {
  const steps: Step[] = [];
  stay(rng, steps, at, lengthS + STEP_S);
  return steps;
}

/** From somewhere to the home, to stay near it, and away again. */
function visit(rng: Rng, town: Town, lengthS: number): Step[] {
  const steps: Step[] = [];
  const from = pick(rng, town.places);
  const door = {
    eastM: town.home.eastM + between(rng, -30, 30),
    northM: town.home.northM + between(rng, -30, 30),
  };
  stay(rng, steps, from, between(rng, 300, 900));
  travel(rng, steps, from, door, rng.next() < 0.5 ? ON_FOOT : BY_BICYCLE);
  stay(rng, steps, door, between(rng, 400, 1200));
  travel(rng, steps, door, from, ON_FOOT);
  stay(rng, steps, from, lengthS);
  return steps;
}

/** To and fro over the warn ring: the boundary is tested. */
function probe(rng: Rng, town: Town, lengthS: number): Step[] {
  const steps: Step[] = [];
  const angle = between(rng, 0, 2 * Math.PI);
  const out = around(town, angle, 1.6);
  const inside = around(town, angle, 0.55);
  stay(rng, steps, out, between(rng, 60, 400));
  while (steps.length * STEP_S < lengthS) {
    go(rng, steps, out, [inside], BY_BICYCLE);
    go(rng, steps, inside, [out], BY_BICYCLE);
    stay(rng, steps, out, between(rng, 60, 240));
  }
  return steps;
}

/** Around the home, along the warn ring, a little inside and a little outside of it. */
function alongRing(rng: Rng, town: Town, lengthS: number): Step[] {
  const steps: Step[] = [];
  let angle = between(rng, 0, 2 * Math.PI);
  const phase = between(rng, 0, 2 * Math.PI);
  const turn = rng.next() < 0.5 ? 1 : -1;
  for (let s = 0; s <= lengthS; s += STEP_S) {
    angle += (turn * 1.3 * STEP_S) / town.warnM;
    const at = around(town, angle, 1 + 0.06 * Math.sin(phase + s / 120));
    steps.push({ ...at, isUnderground: false, isStaying: false });
  }
  return steps;
}

function around(town: Town, angle: number, rings: number): Place {
  return {
    eastM: town.home.eastM + rings * town.warnM * Math.cos(angle),
    northM: town.home.northM + rings * town.warnM * Math.sin(angle),
  };
}
