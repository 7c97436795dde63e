import { expect, test } from 'vitest';
import { BASELINES } from './baselines.ts';
import { figuresOf } from './figures.ts';
import { plotOf } from './plot.ts';
import { ENGINE_NAME, type Report, type Section } from './report.ts';
import { tableOf } from './table.ts';

const FIGURES = figuresOf([
  {
    lengthS: 86_400,
    leadsS: [30, 300, null, 120],
    dangerAtContact: 1,
    falseWarnings: 2,
    falseS: 90,
    unknownS: 600,
    dangers: 4,
    dangersRight: 3,
    silenceLeadsS: [],
  },
]);
const SECTION: Section = {
  name: 'recorded-like',
  what: 'a mix',
  cases: 1,
  rows: [...BASELINES.map(({ name }) => name), ENGINE_NAME].map((detector) => ({ detector, figures: FIGURES })),
  blocks: [],
};

function reportOf(over: Partial<Report>): Report {
  return {
    set: 'dev',
    mixes: [SECTION],
    families: [],
    repeat: { cases: 10, isSame: true, sha256: '0123456789abcdef0123' },
    ...over,
  };
}

test('a row holds every figure, with a dash for what there was none of', () => {
  const text = tableOf(reportOf({}));
  expect(text).toContain(`| ${ENGINE_NAME} | 75/50/50/25 | 120 / 0 | - | 2.00 | 2 | 10 | 75 / 25 |`);
  expect(text).toContain('| *recorded:* R = 600 | 86/60/41/14 | 89 / 0 | 10 | 0.91 | 1 | 0 | 96 / 62 |');
  expect(text).toContain('1 cases, 1.0 pair-days, 4 contacts, 0 silence cases.');
});

test('it says whether a second run gave the same bytes', () => {
  const repeat = { cases: 10, isSame: false, sha256: '0123456789abcdef0123' };
  expect(tableOf(reportOf({}))).toContain('the same bytes (sha256 0123456789abcdef)');
  expect(tableOf(reportOf({ repeat }))).toContain('NOT THE SAME BYTES');
});

test('the spread shows least, middle and greatest', () => {
  const rowsWith = (falsePerDay: number) =>
    SECTION.rows.map(({ detector }) => ({ detector, figures: { ...FIGURES, falsePerDay } }));
  const text = tableOf(reportOf({ mixes: [{ ...SECTION, blocks: [rowsWith(9), rowsWith(1)] }] }));
  expect(text).toContain('1.00 - 2.00 - 9.00');
});

test('a plot has every detector in both panels, and no number is missing', () => {
  const svg = plotOf(SECTION);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  // Two panels and the legend.
  expect(svg.match(/<circle/g)).toHaveLength(2 * 4 + 1);
  expect(svg.match(/<rect/g)).toHaveLength(2 * 4 + 1);
  expect(svg.match(/<path/g)).toHaveLength(2 + 1);
});
