/** Section 3: one walk with noisy reports, a pause in them, and what the engine made of it. */

import { DEFAULT_PARAMETERS as P } from '../../src/proximity/parameters.ts';
import { chart, type Point, ticks } from './chart.ts';
import { type Made, tableOf } from './document.ts';
import { type AxisBelief, corrected, predicted, RADIUS68 } from './formulas.ts';
import { along, apartM, clockOf, going, type Instant, type Played, play, standing } from './stage.ts';

const ACCURACY_M = 20;
const NOISE_M = ACCURACY_M / RADIUS68;
const PAUSE_S = { from: 660, to: 900 };
const UNTIL_S = 1500;
const PATH = along({ eastM: 0, northM: 0 }, 240, [
  { eastM: 420, northM: 0, mps: 1.4 },
  { eastM: 420, northM: 500, mps: 1.4 },
  { eastM: 900, northM: 500, mps: 1.4 },
]);

export function beliefMade(): Made {
  const played = play({
    seed: 7,
    untilS: UNTIL_S,
    wearer: going(PATH, {
      noiseM: NOISE_M,
      accuracyM: ACCURACY_M,
      reports: (atS) => atS <= PAUSE_S.from || atS >= PAUSE_S.to,
    }),
    protectedPerson: standing(0, 20_000),
  });
  return {
    figures: { 'belief-track.svg': track(played), 'belief-radius.svg': radius(played) },
    blocks: { 'belief-walk': walkTable(played), 'belief-growth': growthTable() },
    facts: walkFacts(played),
  };
}

function wearers(played: Played): Played['reports'] {
  return played.reports.filter(({ side }) => side === 'wearer');
}

function track(played: Played): string {
  const reports = wearers(played);
  const truth: Point[] = ticks(0, UNTIL_S, 20).map((atS) => ({ x: PATH(atS).eastM, y: PATH(atS).northM }));
  const step = 100;
  return chart(
    'A walk, its reports and what is believed',
    'The reports scatter around the true way, and the believed places lie close to the reports.',
    [
      {
        title: 'A walk, its reports, and the place believed right after each',
        heightPx: 400,
        x: { label: 'metres east', min: -100, max: 1100, ticks: ticks(-100, 1100, step) },
        y: { label: 'metres north', min: -50, max: 580, ticks: ticks(0, 500, step) },
        marks: [
          { kind: 'line', name: 'true way', tone: 'quiet', points: truth },
          {
            kind: 'dots',
            name: 'reported',
            tone: 'fourth',
            shape: 'cross',
            points: reports.map(({ said }) => ({ x: said.eastM, y: said.northM })),
          },
          {
            kind: 'line',
            name: 'believed',
            tone: 'first',
            points: reports.map(({ believed }) => ({ x: believed.eastM, y: believed.northM })),
          },
          {
            kind: 'dots',
            tone: 'first',
            shape: 'dot',
            points: reports.map(({ believed: b }) => ({ x: b.eastM, y: b.northM })),
          },
        ],
      },
    ],
  );
}

function radiusAt({ view }: Instant): number {
  return view.wearer.point?.radiusM ?? Number.NaN;
}

function radius(played: Played): string {
  const reports = wearers(played);
  return chart(
    'The radius that is shown, and the true errors',
    'After each report the radius falls and then grows until the next; in the pause of the reports it grows much further. About two thirds of the errors lie below it.',
    [
      {
        title: 'The 68 % radius over time, and how far off the reports and the belief truly were',
        heightPx: 300,
        x: { label: 'minutes', min: 0, max: UNTIL_S / 60, ticks: ticks(0, UNTIL_S / 60, 2) },
        y: {
          label: 'metres (logarithmic)',
          min: 1,
          max: 500,
          isLog: true,
          ticks: [1, 2, 5, 10, 20, 50, 100, 200, 500],
        },
        marks: [
          { kind: 'upright', x: 4, words: 'sets out' },
          { kind: 'upright', x: PAUSE_S.from / 60, words: 'reports stop' },
          { kind: 'upright', x: PAUSE_S.to / 60, words: 'reports come again' },
          {
            kind: 'line',
            name: '68 % radius, as shown to people',
            tone: 'first',
            points: played.instants.map((instant) => ({ x: instant.atS / 60, y: radiusAt(instant) })),
          },
          {
            kind: 'dots',
            name: 'error of each report',
            tone: 'fourth',
            shape: 'cross',
            points: reports.map((r) => ({ x: r.atS / 60, y: apartM(r.said, r.true) })),
          },
          {
            kind: 'dots',
            name: 'error of the belief right after it',
            tone: 'second',
            shape: 'ring',
            points: reports.map((r) => ({ x: r.atS / 60, y: apartM(r.believed, r.true) })),
          },
        ],
      },
    ],
  );
}

function walkTable(played: Played): string {
  const rows = wearers(played)
    .filter(({ atS }) => atS >= 180)
    .map((r) => [
      clockOf(r.atS),
      r.true.eastM.toFixed(0),
      r.true.northM.toFixed(0),
      apartM(r.said, r.true).toFixed(0),
      apartM(r.believed, r.true).toFixed(0),
      String(r.radiusM),
    ]);
  const head = ['time', 'true east, m', 'true north, m', 'report off by, m', 'belief off by, m', '68 % radius, m'];
  return tableOf(head, rows);
}

/** How the errors of one walk compare; of one walk only, so no statement about all. */
function walkFacts(played: Played): Record<string, string> {
  const reports = wearers(played);
  const rms = (errors: readonly number[]): string =>
    Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length).toFixed(0);
  const before = played.instants.find(({ atS }) => atS === PAUSE_S.to - 5);
  const walking = played.instants.filter(({ atS }) => atS > 300 && atS < PAUSE_S.from).map(radiusAt);
  return {
    'walk-accuracy': String(ACCURACY_M),
    'walk-reports': String(reports.length),
    'walk-report-rms': rms(reports.map((r) => apartM(r.said, r.true))),
    'walk-belief-rms': rms(reports.map((r) => apartM(r.believed, r.true))),
    'walk-within': String(reports.filter((r) => apartM(r.believed, r.true) <= r.radiusM).length),
    'walk-radius-max': String(Math.max(...walking)),
    'walk-pause-radius': String(before === undefined ? Number.NaN : radiusAt(before)),
  };
}

/** Reports of 20 m once a minute for half an hour, then nothing: how fast the belief blurs, at rest and at speed. */
function growthTable(): string {
  const times = [0, 15, 30, 60, 120, 240];
  const rows = [0, 1.4, 14].map((mps) => {
    const q = Math.min(P.spreadMaxMps, Math.max(P.restSpreadMps, P.spreadShare * mps));
    let belief: AxisBelief = { P: NOISE_M ** 2, C: 0, V: q * q };
    for (let i = 0; i < 30; i++) belief = corrected(predicted(belief, 60, q), ACCURACY_M);
    return [
      `${mps} m/s`,
      q.toFixed(2),
      ...times.map((s) => (Math.sqrt(predicted(belief, s, q).P) * RADIUS68).toFixed(0)),
    ];
  });
  return tableOf(['recent speed', 'spread, m/s', ...times.map((s) => `${s} s`)], rows);
}
