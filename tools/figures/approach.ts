/** Section 7: one approach from far to contact and away again, with its numbers and levels over time. */
import { sentence } from '../../src/proximity/explanations.ts';
import { DEFAULT_PARAMETERS as P } from '../../src/proximity/parameters.ts';
import { chart, type Point, ticks } from './chart.ts';
import { type Made, tableOf } from './document.ts';
import { along, clockOf, going, type Instant, levelSpans, type Played, play, SPEC, standing } from './stage.ts';

const UNTIL_S = 2700;
/** By car with a stop on the way, the last 350 m on foot past the corner; five minutes there; on foot and by car away. */
const TOWARDS = along({ eastM: 6200, northM: 900 }, 240, [
  { eastM: 2600, northM: 900, mps: 9 },
  { eastM: 2599, northM: 900, mps: 1 / 60 },
  { eastM: 250, northM: 250, mps: 9 },
  { eastM: 30, northM: 0, mps: 1.3 },
]);
const AWAY_S = 1500;
const AWAY = along({ eastM: 30, northM: 0 }, AWAY_S, [
  { eastM: 250, northM: 250, mps: 1.3 },
  { eastM: 6200, northM: 900, mps: 9 },
]);

export function approachMade(): Made {
  const played = play({
    seed: 5,
    untilS: UNTIL_S,
    wearer: going((atS) => (atS < AWAY_S ? TOWARDS(atS) : AWAY(atS))),
    protectedPerson: standing(0, 0),
  });
  const contact = played.instants.find(({ trueM }) => trueM <= SPEC.restraintM);
  const warned = played.findings.find(({ level }) => level === 'warning' || level === 'danger');
  if (contact === undefined || warned === undefined) throw new Error('the example has a contact and a warning');
  return {
    figures: { 'approach.svg': figure(played, contact.atS) },
    blocks: { 'approach-findings': findingsTable(played) },
    facts: {
      'approach-contact-at': clockOf(contact.atS),
      'approach-warned-at': clockOf(warned.atMs / 1000),
      'approach-lead-s': String(contact.atS - warned.atMs / 1000),
    },
  };
}

function over(played: Played, of: (instant: Instant) => number | null): Point[] {
  return played.instants.map((instant) => ({ x: instant.atS / 60, y: of(instant) ?? Number.NaN }));
}

function figure(played: Played, contactS: number): string {
  const x = { label: 'minutes', min: 0, max: UNTIL_S / 60, ticks: ticks(0, UNTIL_S / 60, 5) };
  return chart(
    'An approach: distance, time and levels',
    'The distance falls from six kilometres to thirty metres and rises again; the level goes from clear over warning to danger before contact, and is lowered slowly afterwards.',
    [
      {
        title: 'Distance, and the level that was shown',
        heightPx: 270,
        x,
        y: {
          label: 'metres (logarithmic)',
          min: 10,
          max: 10_000,
          isLog: true,
          ticks: [10, 100, 1000, 10_000],
        },
        marks: [
          { kind: 'across', y: SPEC.restraintM, words: `restraint distance, ${SPEC.restraintM} m` },
          { kind: 'across', y: SPEC.warnM, words: `warn ring, ${SPEC.warnM} m` },
          { kind: 'across', y: SPEC.noticeM, words: `notice ring, ${SPEC.noticeM} m` },
          { kind: 'upright', x: contactS / 60, words: 'contact' },
          { kind: 'line', name: 'true distance', tone: 'quiet', points: over(played, ({ trueM }) => trueM) },
          {
            kind: 'line',
            name: 'believed distance',
            tone: 'first',
            points: over(played, ({ view }) => view.distanceM),
          },
          {
            kind: 'line',
            name: 'gap (0 is on the lower border)',
            tone: 'third',
            dash: 'dotted',
            points: over(played, ({ view }) => view.gapM),
          },
        ],
        strips: [{ name: 'level', spans: levelSpans(played.instants) }],
      },
      {
        title: 'Time: tau on present courses, and the earliest contact that the outer bounds allow',
        heightPx: 190,
        x,
        y: { label: 'seconds', min: 0, max: 900, ticks: ticks(0, 900, 150) },
        marks: [
          { kind: 'across', y: P.warnTauS, words: '' },
          { kind: 'note', x: 20, y: P.warnTauS + 14, words: `tau for a warning, ${P.warnTauS} s` },
          { kind: 'across', y: P.dangerTauS, words: '' },
          { kind: 'note', x: 20, y: P.dangerTauS + 14, words: `tau for danger, ${P.dangerTauS} s` },
          {
            kind: 'line',
            name: 'tau',
            tone: 'second',
            points: over(played, ({ view }) => (view.etaS !== null && view.etaS > 900 ? null : view.etaS)),
          },
          {
            kind: 'line',
            name: 'earliest contact',
            tone: 'fourth',
            dash: 'dashed',
            points: over(played, ({ view }) => view.earliestContactS),
          },
        ],
      },
    ],
  );
}

function findingsTable(played: Played): string {
  const rows = played.findings
    .filter(({ kind }) => kind === 'approach')
    .map((f) => [clockOf(f.atMs / 1000), `${f.previousLevel} → ${f.level}`, sentence(f.why)]);
  return tableOf(['time', 'change', 'why'], rows, 3);
}
