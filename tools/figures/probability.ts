/** Section 6: the chance of being inside a ring, and how far the closed formula is from the integral. */
import { insideProbability } from '../../src/proximity/probability.ts';
import { chart, type Mark, type Point, ticks } from './chart.ts';
import type { Made } from './document.ts';
import { insideByIntegration, RADIUS68 } from './formulas.ts';
import { SPEC } from './stage.ts';

const RING_M = SPEC.warnM;
const CASES = [
  { sigmaM: 20, tone: 'first' },
  { sigmaM: 100, tone: 'third', dash: 'dotted' },
  { sigmaM: 300, tone: 'second', dash: 'dashed' },
  { sigmaM: 900, tone: 'fourth' },
] as const;

export function probabilityMade(): Made {
  const distances = ticks(0, 1500, 15);
  const chances = CASES.map(
    ({ sigmaM, ...looks }): Mark => ({
      kind: 'line',
      ...looks,
      name: `σ = ${sigmaM} m`,
      points: distances.map((x) => ({ x, y: insideProbability(x, sigmaM, RING_M) })),
    }),
  );
  const errors = CASES.map(
    ({ sigmaM, ...looks }): Mark => ({
      kind: 'line',
      ...looks,
      name: `σ = ${sigmaM} m`,
      points: distances.map((x): Point => ({ x, y: error(x, sigmaM, RING_M) })),
    }),
  );
  const axis = { label: 'distance between the centres, metres', min: 0, max: 1500, ticks: ticks(0, 1500, 150) };
  const svg = chart(
    `Chance of being within a ring of ${RING_M} m`,
    'With small uncertainty the chance falls steeply at the ring; with large uncertainty it is never near 1. The approximation is within a hundredth of the integral.',
    [
      {
        title: `Chance that the true distance is at most ${RING_M} m`,
        heightPx: 230,
        x: axis,
        y: { label: 'probability', min: 0, max: 1, ticks: ticks(0, 1, 0.25) },
        marks: [{ kind: 'upright', x: RING_M, words: 'the ring' }, { kind: 'across', y: 0.5, words: '' }, ...chances],
      },
      {
        title: 'Approximation less numerical integration',
        heightPx: 170,
        x: axis,
        y: { label: 'error', min: -0.01, max: 0.01, ticks: ticks(-0.01, 0.01, 0.005), format: (v) => v.toFixed(3) },
        marks: errors,
      },
    ],
  );
  const worst = worstErrors();
  return {
    figures: { 'inside-probability.svg': svg },
    facts: {
      'probability-error': worst.anywhere.toFixed(3),
      'probability-error-ring': worst.ringOfADeviation.toFixed(3),
      'probability-error-even': worst.atEvenChance.toFixed(3),
      radius68: RADIUS68.toFixed(4),
      'even-chance-warn': evenChanceAt(SPEC.warnM).toFixed(0),
    },
  };
}

function error(distanceM: number, sigmaM: number, ringM: number): number {
  return insideProbability(distanceM, sigmaM, ringM) - insideByIntegration(distanceM, sigmaM, ringM);
}

/** The largest errors; only ratios matter, so the deviation is 1. */
export function worstErrors(): {
  readonly anywhere: number;
  readonly ringOfADeviation: number;
  readonly atEvenChance: number;
} {
  let anywhere = 0;
  let ringOfADeviation = 0;
  let atEvenChance = 0;
  for (let ring = 0.05; ring <= 50; ring *= 1.12) {
    for (let d = 0; d <= ring + 8; d += 0.1) {
      const truth = insideByIntegration(d, 1, ring);
      const off = Math.abs(insideProbability(d, 1, ring) - truth);
      anywhere = Math.max(anywhere, off);
      if (ring >= 1) ringOfADeviation = Math.max(ringOfADeviation, off);
      if (Math.abs(truth - 0.5) < 0.05) atEvenChance = Math.max(atEvenChance, off);
    }
  }
  return { anywhere, ringOfADeviation, atEvenChance };
}

/** The largest deviation for which centres that coincide are still "probably" within the ring: R / sqrt(2 ln 2), as a radius. */
function evenChanceAt(ringM: number): number {
  return (ringM / Math.sqrt(2 * Math.LN2)) * RADIUS68;
}
