/** Both at rest for hours, as near as the warn ring or between the rings, with an errand now and then that leads nowhere near. */
import { between, type Rng } from '../../../src/core/rng.ts';
import type { Paths } from '../assemble.ts';
import type { Place, Track } from '../case.ts';
import type { StreetMap } from '../maps/street-map.ts';
import { live, type Visit } from '../movers/diary.ts';
import { awayM, type Point } from '../plane.ts';
import { anyMap } from './days.ts';
import { anyPlace, junctionWithin, modeFor, type Range, somewhere } from './places.ts';

export function restsApart(rng: Rng, apartM: Range, place: Place = anyPlace(rng)): Paths {
  const map = anyMap(rng);
  const lengthS = Math.round(between(rng, 4, 12) * 3600);
  const home = somewhere(rng, map);
  const other = junctionWithin(rng, map, home, apartM);
  return {
    wearer: withErrands(rng, map, lengthS, home, other, place),
    protectedPerson: withErrands(rng, map, lengthS, other, home, place),
  };
}

/** Errands end farther from the other than home is. */
function withErrands(rng: Rng, map: StreetMap, lengthS: number, home: Point, other: Point, place: Place): Track {
  const visits: Visit[] = [];
  for (let s = between(rng, 2000, 9000); s < lengthS; s += between(rng, 4000, 14_000)) {
    let to = junctionWithin(rng, map, home, [300, 2500]);
    while (awayM(to, other) < awayM(home, other)) to = junctionWithin(rng, map, home, [300, 2500]);
    const mode = modeFor(rng, awayM(home, to));
    visits.push({ at: to, byS: s, stayS: between(rng, 300, 2400), mode, place: anyPlace(rng) });
    visits.push({ at: home, byS: 0, stayS: 600, mode, place });
  }
  return live(rng, map, lengthS, home, place, visits);
}
