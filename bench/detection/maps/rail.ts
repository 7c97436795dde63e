/** Lines of rail across a town. */
import { between, type Rng } from '../../../src/core/rng.ts';
import { anyAngleRad, type Point } from '../plane.ts';
import type { RailLine } from './street-map.ts';

/** Two to four lines across the town, some under ground, with a station every kilometre or so. */
export function railLines(rng: Rng, halfM: number): RailLine[] {
  return Array.from({ length: Math.floor(between(rng, 2, 5)) }, (_, i) => {
    const angle = anyAngleRad(rng);
    const offM = between(rng, -0.4, 0.4) * halfM;
    const stepM = between(rng, 800, 1600);
    const bendM = between(rng, 0, 900);
    const stations: Point[] = [];
    for (let s = -halfM * 0.9; s <= halfM * 0.9; s += stepM) {
      const acrossM = offM + bendM * Math.sin((s / halfM) * 2.5);
      stations.push({
        xM: s * Math.cos(angle) - acrossM * Math.sin(angle),
        yM: s * Math.sin(angle) + acrossM * Math.cos(angle),
      });
    }
    return { stations, isUnderground: i % 2 === 0 };
  });
}
