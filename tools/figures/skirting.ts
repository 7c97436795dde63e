/** Sections 7 and 10: wandering along the warn ring is one episode; going in and out across it is a pattern that is said once. */
import { chart, type Panel, ticks } from './chart.ts';
import type { Made } from './document.ts';
import { going, levelSpans, type Played, play, SPEC, standing } from './stage.ts';

const UNTIL_S = 5400;
const FROM_S = 300;

interface Swing {
  readonly title: string;
  readonly seed: number;
  readonly farM: number;
  readonly nearM: number;
  readonly periodS: number;
}

const ALONG: Swing = {
  title: `Wandering along the warn ring (${SPEC.warnM} m, dotted)`,
  seed: 32,
  farM: 640,
  nearM: 550,
  periodS: 700,
};
const ACROSS: Swing = {
  title: `In and out across the warn ring (${SPEC.warnM} m, dotted)`,
  seed: 31,
  farM: 800,
  nearM: 450,
  periodS: 900,
};

/** There and back between two distances from the protected person, at an even pace. */
function distanceAt({ farM, nearM, periodS }: Swing, atS: number): number {
  const phase = (Math.max(0, atS - FROM_S) % periodS) / periodS;
  return farM + (nearM - farM) * (phase < 0.5 ? 2 * phase : 2 - 2 * phase);
}

export function skirtingMade(): Made {
  const along = swung(ALONG);
  const across = swung(ACROSS);
  const svg = chart(
    'At the warn ring',
    'Wandering along the ring gives one long warning; going in and out across it gives a warning each time, and the pattern of probing is said once.',
    [panel(ALONG, along), panel(ACROSS, across)],
  );
  return { figures: { 'skirting.svg': svg }, facts: { ...counts('along', along), ...counts('across', across) } };
}

function swung(swing: Swing): Played {
  return play({
    seed: swing.seed,
    untilS: UNTIL_S,
    wearer: going((atS) => ({ eastM: distanceAt(swing, atS), northM: 0 })),
    protectedPerson: standing(0, 0),
  });
}

function panel({ title }: Swing, played: Played): Panel {
  const probing = played.findings.filter(({ name }) => name === 'probing');
  return {
    title,
    heightPx: 190,
    x: { label: 'minutes', min: 0, max: UNTIL_S / 60, ticks: ticks(0, UNTIL_S / 60, 10) },
    y: { label: 'metres', min: 300, max: 1000, ticks: ticks(300, 1000, 100) },
    marks: [
      { kind: 'across', y: SPEC.warnM, words: '' },
      ...probing.map(({ atMs }) => ({ kind: 'upright', x: atMs / 60_000, words: 'probing is said' }) as const),
      {
        kind: 'line',
        name: 'true distance',
        tone: 'quiet',
        points: played.instants.map(({ atS, trueM }) => ({ x: atS / 60, y: trueM })),
      },
      {
        kind: 'line',
        name: 'believed distance',
        tone: 'first',
        points: played.instants.map(({ atS, view }) => ({ x: atS / 60, y: view.distanceM ?? Number.NaN })),
      },
    ],
    strips: [{ name: 'level', spans: levelSpans(played.instants) }],
  };
}

/** How often the true distance crossed the ring, how many unbroken times of alerting there were, how often probing was said. */
function counts(name: string, { instants, findings }: Played): Record<string, string> {
  const inside = instants.map(({ trueM }) => trueM <= SPEC.warnM);
  const alerting = instants.map(({ view }) => view.level !== 'clear' && view.level !== 'notice');
  return {
    [`${name}-crossings`]: String(inside.filter((is, i) => i > 0 && is !== inside[i - 1]).length),
    [`${name}-episodes`]: String(alerting.filter((is, i) => is && alerting[i - 1] !== true).length),
    [`${name}-probing`]: String(findings.filter((finding) => finding.name === 'probing').length),
  };
}
