/** Section 4: an outlier that nothing confirms, and a true jump that the next report confirms. */
import { DEFAULT_PARAMETERS as P } from '../../src/proximity/parameters.ts';
import { chart, ticks } from './chart.ts';
import type { Made } from './document.ts';
import { apartM, clockOf, going, play, type Spot, standing } from './stage.ts';

const HOME: Spot = { eastM: 4000, northM: 0 };
const ELSEWHERE: Spot = { eastM: 1800, northM: 0 };
const OUTLIER_S = 300;
const JUMP_S = 660;
const UNTIL_S = 960;

export function gateMade(): Made {
  const played = play({
    seed: 3,
    untilS: UNTIL_S,
    wearer: going((atS) => (atS < JUMP_S ? HOME : ELSEWHERE), {
      alters: (atS) => (atS === OUTLIER_S ? { spot: { eastM: 900, northM: 0 } } : null),
    }),
    protectedPerson: standing(0, 0),
  });
  const reports = played.reports.filter(({ side }) => side === 'wearer');
  const isHeld = (r: (typeof reports)[number]): boolean => apartM(r.said, r.believed) > 500;
  const held = reports.filter(isHeld);
  const dots = (of: typeof reports) => of.map((r) => ({ x: r.atS / 60, y: Math.hypot(r.said.eastM, r.said.northM) }));
  const svg = chart(
    'The outlier gate',
    'One report far off at five minutes is held and the belief stays; at eleven minutes another place is reported, held once, and believed when the next report agrees.',
    [
      {
        title: 'One outlier is held; a true jump is believed when a second report agrees',
        heightPx: 260,
        x: { label: 'minutes', min: 0, max: UNTIL_S / 60, ticks: ticks(0, UNTIL_S / 60, 1) },
        y: { label: 'distance between the two, metres', min: 0, max: 5000, ticks: ticks(0, 5000, 1000) },
        marks: [
          {
            kind: 'line',
            name: 'believed distance',
            tone: 'first',
            points: played.instants.map(({ atS, view }) => ({ x: atS / 60, y: view.distanceM ?? Number.NaN })),
          },
          {
            kind: 'dots',
            name: 'report, believed',
            tone: 'first',
            shape: 'dot',
            points: dots(reports.filter((r) => !isHeld(r))),
          },
          { kind: 'dots', name: 'report, held', tone: 'second', shape: 'cross', points: dots(held) },
          { kind: 'note', x: OUTLIER_S / 60 + 0.15, y: 900, words: 'held: nothing agrees with it' },
          { kind: 'note', x: JUMP_S / 60 - 0.15, y: 1800, words: 'held', anchor: 'end' },
          { kind: 'note', x: JUMP_S / 60 + 1.15, y: 1350, words: 'the second agrees: believed' },
        ],
      },
    ],
  );
  if (held.map(({ atS }) => atS).join() !== `${OUTLIER_S},${JUMP_S}`)
    throw new Error('the gate holds other reports than the figure says');
  const neededMps = (apartM(HOME, ELSEWHERE) - 30) / 60;
  return {
    figures: { 'gate.svg': svg },
    facts: {
      'gate-needed-mps': neededMps.toFixed(0),
      'gate-limit-mps': P.surpriseSpeedMps.toFixed(0),
      'gate-outlier-at': clockOf(OUTLIER_S),
      'gate-jump-at': clockOf(JUMP_S),
      'gate-confirmed-at': clockOf(JUMP_S + 60),
    },
  };
}
