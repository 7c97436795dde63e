/** Five ways in which towns are laid out. Each seed gives another town; none is a real one. */
import { between, type Rng } from '../../../src/core/rng.ts';
import type { Draft } from './draft.ts';
import { bridged, lattice } from './lattice.ts';
import { organic } from './organic.ts';
import { radial } from './radial.ts';
import { railLines } from './rail.ts';
import { connect, type StreetMap } from './street-map.ts';

export const STYLES = ['grid', 'radial', 'organic', 'river', 'suburb'] as const;
export type Style = (typeof STYLES)[number];

/** Nine to seventeen kilometres across. */
export function makeMap(rng: Rng, style: Style): StreetMap {
  const halfM = between(rng, 4500, 8500);
  const rail = railLines(rng, halfM);
  const { points, edges } = layOut(rng, style, halfM);
  return connect(style, halfM, points, edges, rail);
}

function layOut(rng: Rng, style: Style, halfM: number): Draft {
  switch (style) {
    case 'grid':
      return lattice(rng, halfM, between(rng, 130, 260), 12, 0.06);
    case 'river':
      return bridged(rng, halfM, lattice(rng, halfM, between(rng, 140, 280), 35, 0.12));
    case 'suburb':
      return lattice(rng, halfM, between(rng, 300, 520), 90, 0.38);
    case 'radial':
      return radial(rng, halfM);
    case 'organic':
      return organic(rng, halfM);
  }
}
