/** How the two people of one run live: the wearer the same in both, the protected person in one of two ways that a stalker would like to tell apart. */
import { between, seededRng } from '../../../src/core/rng.ts';

export interface At {
  readonly eastM: number;
  readonly northM: number;
  readonly speedMps: number;
}
/** Null: no report, a phone that is off. */
export type Journey = (atS: number) => At | null;

/** What is to be told apart: her whereabouts or motion, in pairs. */
export const CONTRASTS = ['home-or-away', 'near-or-far', 'moving-or-still', 'reporting-or-silent'] as const;
export type Contrast = (typeof CONTRASTS)[number];

/** Her home, which the order names; the wearer's day begins some 3 km from it. */
export const HOME = { eastM: 3_000, northM: 0 };

/** Rests and walks in turns, now towards the home, now away. */
export function wearerJourney(seed: number, lastsS: number): (atS: number) => At {
  const rng = seededRng(seed);
  const legs: { fromS: number; eastM: number; northM: number; east: number; north: number }[] = [];
  let [eastM, northM, fromS] = [0, 0, 0];
  while (fromS < lastsS) {
    const speed = legs.length % 2 === 0 ? 0 : between(rng, 1, 9);
    const turn = between(rng, 0, 2 * Math.PI);
    const leg = { fromS, eastM, northM, east: speed * Math.cos(turn), north: speed * Math.sin(turn) };
    legs.push(leg);
    const takes = between(rng, 60, 420);
    [eastM, northM, fromS] = [eastM + leg.east * takes, northM + leg.north * takes, fromS + takes];
  }
  return (atS) => {
    const leg = legs.findLast((one) => one.fromS <= atS)!;
    const s = atS - leg.fromS;
    const speedMps = Math.hypot(leg.east, leg.north);
    return { eastM: leg.eastM + leg.east * s, northM: leg.northM + leg.north * s, speedMps };
  };
}

/** The first and the second way of a contrast. */
export function protectedJourneys(contrast: Contrast, wearer: (atS: number) => At, seed: number): [Journey, Journey] {
  const rng = seededRng(seed ^ 0x51ed);
  const stay =
    (eastM: number, northM: number): Journey =>
    () => ({ eastM, northM, speedMps: 0 });
  const atHome = stay(HOME.eastM, HOME.northM);
  switch (contrast) {
    case 'home-or-away':
      return [atHome, stay(40_000, between(rng, -9_000, 9_000))];
    case 'near-or-far':
      return [goesTo(wearer, between(rng, 0, 300), between(rng, 120, 600)), stay(60_000, 0)];
    case 'moving-or-still': {
      const turnS = between(rng, 300, 900);
      const about: Journey = (atS) => {
        const angle = (2 * Math.PI * atS) / turnS;
        return { eastM: 900 * Math.cos(angle), northM: 900 * Math.sin(angle), speedMps: (2 * Math.PI * 900) / turnS };
      };
      return [about, stay(900, 0)];
    }
    case 'reporting-or-silent':
      return [stay(700, 0), (atS) => (atS < 240 ? { eastM: 700, northM: 0, speedMps: 0 } : null)];
  }
}

/** Comes to where the wearer is, and goes with them. */
function goesTo(other: (atS: number) => At, startS: number, takesS: number): Journey {
  return (atS) => {
    const left = Math.max(0, 1 - Math.max(0, atS - startS) / takesS);
    const at = other(atS);
    const speedMps = left > 0 && left < 1 ? 6_000 / takesS : at.speedMps;
    return { eastM: at.eastM + 6_000 * left, northM: at.northM, speedMps };
  };
}
