/** The words of a paper, and how the order of a paper stands: pure. */
import { describe, expect, it, test } from 'vitest';
import { packOf } from '../../../test/support/packs.ts';
import { PDF_LANGUAGES } from '../documents/order-pdf/content.ts';
import { newProceeding } from './decide-opening.ts';
import { lawOf } from './law.ts';
import { changesText, conditionsOf, hoursText } from './paper-words.ts';
import type { OrderedMeasure, Proceeding } from './proceeding.ts';
import { standingOfProceeding } from './standing.ts';

const law = lawOf(packOf('kr'));
const DEVICE = 'provisional-3-2';
const content = {
  measures: [{ measureId: 'm1', measure: DEVICE, fromMs: 0, endMs: 1, how: null }],
  distances: { restraintM: 300 },
  zones: [],
};

test.each([
  ['en', 'Monday to Wednesday, Friday, 08:00-19:00; Sunday, 22:00-06:00 of the next day'],
  ['ko', '월요일부터 수요일까지, 금요일 08:00-19:00; 일요일 22:00-다음 날 06:00'],
  ['ja', '月曜日から水曜日まで、金曜日 08:00-19:00; 日曜日 22:00-翌日06:00'],
  ['ms', 'Isnin hingga Rabu, Jumaat, 08:00-19:00; Ahad, 22:00-06:00 hari berikutnya'],
] as const)('hours of a place in %s', (language, said) => {
  const timetable = [
    { days: [5, 1, 3, 2, 1], from: '08:00', until: '19:00' },
    { days: [7], from: '22:00', until: '06:00' },
  ];
  expect(hoursText(timetable, language)).toBe(said);
  expect(hoursText(null, language)).toBeNull();
});

describe('what changed', () => {
  const said = (changes: readonly { what: string; from: string | null; to: string | null }[]) =>
    changesText(changes, content, law, 'en');
  const name = 'Provisional measure 3-2: electronic device';

  it('is said once: a new measure with all that it begins with, an ended one without its new end', () => {
    const day = (text: string) => String(Date.parse(text));
    expect(
      said([
        { what: 'measure:m1', from: null, to: DEVICE },
        { what: 'measure:m1:from', from: null, to: day('2026-11-21T03:00:00Z') },
        { what: 'measure:m1:until', from: null, to: day('2027-02-21T15:00:00Z') },
      ]),
    ).toEqual([`${name} is ordered.`]);
    expect(
      said([
        { what: 'measure:m1:until', from: day('2027-02-21T15:00:00Z'), to: day('2026-12-01T03:00:00Z') },
        { what: 'measure:m1:ended', from: null, to: 'cancelled' },
      ]),
    ).toEqual([`${name} has ended: cancelled.`]);
    // The first instant after it: the day before is its last, in Seoul.
    expect(said([{ what: 'measure:m1:until', from: null, to: day('2027-02-21T15:00:00Z') }])).toEqual([
      `${name} lasts to the end of 21 February 2027.`,
    ]);
  });

  it('of distances and places; of a place neither which nor where', () => {
    expect(
      said([
        { what: 'distance:restraintM', from: '100', to: '1500' },
        { what: 'distance:ring:police', from: null, to: '800' },
        { what: 'distance:wearerIntervalS', from: '60', to: null },
        { what: 'zone:abc', from: null, to: 'exclusion' },
        { what: 'zone:def', from: 'exclusion', to: null },
      ]),
    ).toEqual([
      'Distance to keep: 1.5 km, before: 100 m.',
      'Distance at which the police are told: 800 m, before: as the law has it.',
      'Interval of the reports of the device: as the law has it, before: 60 s.',
      'A place is named that was not named before, or is drawn anew.',
      'A place that was named before is not named any more.',
    ]);
  });
});

test.each(PDF_LANGUAGES)('every demand of every measure has words in %s, with its article', (language) => {
  for (const jurisdiction of ['kr', 'jp', 'my', 'example']) {
    const own = lawOf(packOf(jurisdiction));
    const conditions = conditionsOf(own.measures, { distances: {} }, own, language);
    expect(conditions.length).toBeGreaterThanOrEqual(own.measures.length);
    for (const { article } of conditions) expect(article).not.toBe('');
  }
});

describe('how the order of a proceeding stands', () => {
  const measure = (over: Partial<OrderedMeasure>): OrderedMeasure => ({
    ...{ measureId: 'm1', measure: DEVICE, by: 'decision', orderedAtMs: 0, fromMs: 100, untilMs: 200 },
    ...{ decidedUntilMs: null, extensions: 0, extensionAsked: null, fitting: null, isSuspended: false },
    ...{ ended: null, isLapseRecorded: false, ...over },
  });
  const of = (...measures: OrderedMeasure[]): Proceeding => ({ ...newProceeding('x', 0), measures });

  it.each([
    ['not-yet', of(measure({})), 99],
    ['in-force', of(measure({})), 100],
    ['in-force', of(measure({})), 199],
    ['ended', of(measure({})), 200],
    ['not-yet', of(measure({ fromMs: null, untilMs: null })), 1_000],
    ['in-force', of(measure({ untilMs: 110 }), measure({})), 150],
    ['not-yet', of(measure({ isSuspended: true })), 150],
    ['ended', of(measure({ ended: { how: 'cancelled', atMs: 120 } })), 120],
    ['ended', of(), 0],
  ] as const)('%s', (standing, proceeding, nowMs) => {
    expect(standingOfProceeding(proceeding, nowMs)).toBe(standing);
  });
});
