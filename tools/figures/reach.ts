/** Section 5: how far somebody can have come since the last good report. */
import { chart, type Mark, ticks } from './chart.ts';
import { type Made, tableOf } from './document.ts';
import { reachByFormula } from './formulas.ts';
import { play, SPEC, standing } from './stage.ts';

const ACCURACY_M = 10;
const UNTIL_MIN = 30;
const CASES = [
  { name: 'at rest or walking', mps: 0, tone: 'first' },
  { name: 'cycling, 5 m/s', mps: 5, tone: 'third', dash: 'dotted' },
  { name: 'driving, 14 m/s', mps: 14, tone: 'second', dash: 'dashed' },
] as const;

export function reachMade(): Made {
  const lines = CASES.map(
    ({ mps, ...looks }): Mark => ({
      kind: 'line',
      ...looks,
      points: ticks(0, UNTIL_MIN, 0.5).map((x) => ({ x, y: reachByFormula(x * 60, ACCURACY_M, mps) / 1000 })),
    }),
  );
  const svg = chart(
    'Reach over time',
    'The radius of the outer bound grows slowly in the first minutes for somebody at rest, and faster from the beginning for somebody who was driving; in the end all grow at the speed of town traffic.',
    [
      {
        title: 'Reach: how far from the last good report somebody can be',
        heightPx: 280,
        x: { label: 'minutes since the report', min: 0, max: UNTIL_MIN, ticks: ticks(0, UNTIL_MIN, 5) },
        y: { label: 'kilometres', min: 0, max: 36, ticks: ticks(0, 35, 5) },
        marks: lines,
      },
    ],
  );
  return { figures: { 'reach.svg': svg }, blocks: { reach: reachTable(), 'earliest-contact': contactTable() } };
}

function reachTable(): string {
  const minutes = [1, 2, 4, 6, 10, 20, 30];
  const rows = CASES.map(({ name, mps }) => [
    name,
    ...minutes.map((minute) => (reachByFormula(minute * 60, ACCURACY_M, mps) / 1000).toFixed(2)),
  ]);
  return tableOf(['reach in km after', ...minutes.map((minute) => `${minute} min`)], rows);
}

/** Both at rest, both just reported: the soonest that they could physically meet. From the engine. */
function contactTable(): string {
  const rows = [300, 600, 1000, 2000, 5000, 10_000, 20_000, 50_000].map((apartM) => {
    const exact = { phaseS: 0, noiseM: 0, accuracyM: ACCURACY_M };
    const played = play({
      seed: 1,
      untilS: 0,
      wearer: standing(apartM, 0, exact),
      protectedPerson: standing(0, 0, exact),
    });
    const s = played.instants[0]?.view.earliestContactS;
    if (s === null || s === undefined) throw new Error('both have reported');
    return [`${apartM} m`, `${s} s`, `${(s / 60).toFixed(1)} min`];
  });
  return tableOf([`distance, restraint ${SPEC.restraintM} m`, 'earliest contact', ''], rows);
}
