/** Section 8: two wearers fall silent, one near and one far. */
import { DEFAULT_PARAMETERS as P } from '../../src/proximity/parameters.ts';
import { chart, type Mark, type Panel, ticks } from './chart.ts';
import type { Made } from './document.ts';
import { clockOf, levelSpans, type Played, play, standing } from './stage.ts';

const LAST_S = 300;
const UNTIL_S = 3600;
const BACK_S = 3000;
const CASES = [
  { name: '1.5 km', apartM: 1500, tone: 'first' },
  { name: '8 km', apartM: 8000, tone: 'third', dash: 'dotted' },
  { name: '25 km', apartM: 25_000, tone: 'second', dash: 'dashed' },
] as const;

export function silenceMade(): Made {
  const plays = CASES.map(({ apartM }, index) =>
    play({
      seed: 21 + index,
      untilS: UNTIL_S,
      wearer: standing(apartM, 0, { phaseS: 0, reports: (atS) => atS <= LAST_S || atS >= BACK_S }),
      protectedPerson: standing(0, 0),
    }),
  );
  const facts = CASES.map(({ name }, index) => [
    `silence-unknown-${name.replace(/\D/g, '')}`,
    unknownAfter(plays[index]),
  ]);
  return { figures: { 'silence.svg': chart(TITLE, ABOUT, [panel(plays)]) }, facts: Object.fromEntries(facts) };
}

const TITLE = 'Silence';
const ABOUT =
  'After the last report the earliest possible contact falls, sooner for the wearer who was nearer; when it falls below the limit and the silence has lasted long enough, the level becomes unknown; it ends with the first good report.';

function panel(plays: readonly Played[]): Panel {
  const lines = CASES.map(
    ({ name, apartM: _, ...looks }, index): Mark => ({
      kind: 'line',
      name: `last seen at ${name}`,
      ...looks,
      points: (plays[index]?.instants ?? []).map(({ atS, view }) => ({
        x: atS / 60,
        y: view.earliestContactS ?? Number.NaN,
      })),
    }),
  );
  return {
    title: 'A wearer who stops reporting: the earliest contact that is possible, and the level',
    heightPx: 260,
    x: { label: 'minutes', min: 0, max: UNTIL_S / 60, ticks: ticks(0, UNTIL_S / 60, 5) },
    y: { label: 'seconds to the earliest contact', min: 0, max: 1200, ticks: ticks(0, 1200, 200) },
    marks: [
      { kind: 'upright', x: LAST_S / 60, words: 'last report', side: 'left' },
      { kind: 'upright', x: (LAST_S + P.silenceAfterS) / 60, words: 'silence counts' },
      { kind: 'upright', x: BACK_S / 60, words: 'reports again', side: 'left' },
      { kind: 'across', y: P.silenceContactS, words: '' },
      { kind: 'note', x: 34, y: P.silenceContactS + 18, words: `unknown when below ${P.silenceContactS} s` },
      ...lines,
    ],
    strips: CASES.map(({ name }, index) => ({ name, spans: levelSpans(plays[index]?.instants ?? []) })),
  };
}

/** Minutes and seconds from the last report to `unknown`. */
function unknownAfter(played: Played | undefined): string {
  const found = played?.findings.find(({ level }) => level === 'unknown');
  return found === undefined ? 'never' : clockOf(found.atMs / 1000 - LAST_S);
}
