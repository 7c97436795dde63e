import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Picture, Shown } from '../../src/disclosure/contract.ts';
import { appMessages } from '../ui/messages/app/catalogue.ts';
import { LANGUAGES, type Language, loadEveryLanguage } from '../ui/messages/catalogue.ts';
import { commonMessages } from '../ui/messages/common/catalogue.ts';
import { translator } from '../ui/messages/translate.ts';
import type { Level } from '../ui/parts/level.ts';
import { basisLines, statusOfPicture, statusOfShelf } from './status.ts';
import type { Voice } from './voice.ts';

await loadEveryLanguage();

const NOW_MS = Date.UTC(2026, 5, 24, 5, 5);
const LEVELS: readonly Level[] = ['clear', 'notice', 'warning', 'danger', 'unknown'];
const REASONS = [
  'wearer-never-reported',
  'wearer-silent',
  'wearer-untrustworthy',
  'protected-never-reported',
  'protected-silent',
  'protected-untrustworthy',
  'evaluation-failed',
  'a reason of a later version',
];
const basis = { rule: 'r', article: 'Decree 23-17(1)' };

function voice(language: Language): Voice {
  return {
    app: translator(appMessages, language),
    common: translator(commonMessages, language),
    language,
    emergencyNumber: '112',
    nowMs: NOW_MS,
  };
}
const en = voice('en');

const point = (change: Partial<Extract<Shown, { kind: 'point' }>['point']> = {}) => ({
  latDeg: 36,
  lonDeg: 124,
  radiusM: 12,
  fixedAtMs: NOW_MS - 20_000,
  courseDeg: null,
  speedMps: null,
  ...change,
});

function shownPoint(change: Partial<Extract<Shown, { kind: 'point' }>> = {}): Shown {
  return {
    kind: 'point',
    point: point(),
    distanceM: 375,
    trend: 'approaching',
    octant: 'NE',
    etaS: 250,
    lastReportAtMs: NOW_MS,
    basis,
    ...change,
  };
}

function band(change: Partial<Extract<Shown, { kind: 'band' }>> = {}): Shown {
  return {
    kind: 'band',
    fromM: 600,
    toM: 1_000,
    trend: 'approaching',
    octant: 'NE',
    etaS: 360,
    lastReportAtMs: NOW_MS - 20_000,
    basis,
    ...change,
  };
}

function nothing(
  statement: Extract<Shown, { kind: 'nothing' }>['statement'],
  lastReportAtMs: number | null = null,
): Shown {
  return { kind: 'nothing', statement, lastReportAtMs, basis };
}

function unknown(reason: string, sinceMs: number | null, earliestContactAtMs: number | null): Shown {
  return { kind: 'unknown', reason, sinceMs, earliestContactAtMs, lastReportAtMs: null, basis };
}

function picture(level: Level, wearer: Shown, own: Shown = shownPoint({ point: point({ radiusM: 8 }) })): Picture {
  return { pairId: 'p', label: '', level, levelSinceMs: 0, wearer, protected: own, validUntilMs: NOW_MS + 60_000 };
}

/** Everything that can come, each with every level. */
function everyShown(): Shown[] {
  const trends = ['approaching', 'receding', 'steady', 'unclear'] as const;
  const octants = ['N', 'SW', null] as const;
  const motions = trends.flatMap((trend) =>
    octants.flatMap((octant) => [null, 0, 400].map((etaS) => ({ trend, octant, etaS }))),
  );
  const ranges = [
    { fromM: 0, toM: 600 },
    { fromM: 600, toM: 1_000 },
    { fromM: 10_000, toM: 20_040_000 },
  ];
  const distances = [null, 4, 86, 375, 2_300];
  return [
    ...(['no-warning', 'no-order', 'not-allowed', 'refused'] as const).flatMap((statement) => [
      nothing(statement),
      nothing(statement, NOW_MS - 20_000),
    ]),
    ...motions.flatMap((motion) => ranges.map((range) => band({ ...motion, ...range }))),
    ...motions.flatMap((motion) => distances.map((distanceM) => shownPoint({ ...motion, distanceM }))),
    shownPoint({ point: point({ radiusM: 900 }) }),
    shownPoint({ point: point({ fixedAtMs: NOW_MS - 400_000 }) }),
    ...REASONS.flatMap((reason) => [
      unknown(reason, null, null),
      unknown(reason, NOW_MS - 700_000, NOW_MS - 1),
      unknown(reason, NOW_MS - 90_000_000, NOW_MS + 240_000),
    ]),
  ];
}

describe.each(LANGUAGES)('%s', (language) => {
  test('every level and everything shown gives a sentence without gaps, for every viewer', () => {
    const speaking = voice(language);
    for (const level of LEVELS) {
      for (const shown of everyShown()) {
        for (const viewer of ['protected', 'household'] as const) {
          const own = viewer === 'household' ? nothing('not-allowed') : shownPoint();
          const one = picture(level, shown, own);
          const said = statusOfPicture(one, viewer, speaking);
          for (const text of [said.headline, ...said.lines, ...basisLines(one, speaking)]) {
            expect(text.trim()).not.toBe('');
            expect(text).not.toMatch(/[{}]|undefined|null|NaN|Infinity|\[object/);
          }
        }
      }
    }
  });

  test('an alerting level never reads "no warning"', () => {
    const speaking = voice(language);
    for (const level of ['warning', 'danger', 'unknown'] as const) {
      for (const shown of everyShown().filter((one) => one.kind !== 'nothing' || one.statement !== 'no-order')) {
        const { headline } = statusOfPicture(picture(level, shown), 'protected', speaking);
        expect(headline).not.toBe(speaking.app('nothing.clear'));
      }
    }
  });
});

const spaced = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u2011', '-');

describe('sentences', () => {
  /** Unbreakable spaces as plain ones. */
  const headline = (level: Level, shown: Shown, own?: Shown) =>
    spaced(statusOfPicture(picture(level, shown, own), 'protected', en).headline);

  test('clear says so, and when the device last reported', () => {
    expect(statusOfPicture(picture('clear', nothing('no-warning', NOW_MS - 20_000)), 'protected', en)).toEqual({
      level: 'clear',
      headline: 'No warning',
      lines: ["The wearer's device reported 20 seconds ago."],
    });
  });

  test('a band says both its ends, the trend and the direction', () => {
    expect(headline('notice', band())).toBe(
      'The wearer is coming closer from the north-east, between 600 m and 1 km from you',
    );
    expect(headline('notice', band({ fromM: 0, trend: 'unclear', octant: null }))).toBe(
      'The wearer is less than 1 km from you',
    );
    expect(headline('notice', band({ fromM: 10_000, toM: 20_040_000, octant: null }))).toBe(
      'The wearer is coming closer, more than 10 km from you',
    );
  });

  test('a point says about how far', () => {
    expect(headline('warning', shownPoint())).toBe(
      'The wearer is coming closer from the north-east, about 400 m from you',
    );
  });

  test('a wide precision, of either side, is never said as a distance', () => {
    expect(headline('warning', shownPoint({ point: point({ radiusM: 400 }), octant: null }))).toBe(
      'The wearer is coming closer, less than 800 m from you',
    );
    const own = shownPoint({ point: point({ radiusM: 400 }) });
    expect(headline('warning', shownPoint({ octant: null }), own)).toBe(
      'The wearer is coming closer, less than 800 m from you',
    );
    expect(headline('danger', shownPoint({ distanceM: 3, octant: null, trend: 'unclear' }))).toBe(
      'The wearer is less than 20 m from you',
    );
  });

  test('an old position reads "was", without a direction', () => {
    const old = shownPoint({ point: point({ fixedAtMs: NOW_MS - 240_000 }) });
    expect(headline('warning', old)).toBe('The wearer was about 400 m from you 4 minutes ago');
  });

  test('unknown says why, since when and how soon, and no place', () => {
    const said = statusOfPicture(
      picture('unknown', unknown('wearer-silent', NOW_MS - 720_000, NOW_MS - 1)),
      'protected',
      en,
    );
    expect(said.headline).toMatch(/^We have not seen the wearer since \d\d:\d\d$/);
    expect(said.lines[0]).toBe('The wearer could already be near.');
    expect(said.lines[1]).toMatch(/^The wearer's device has been silent since \d\d:\d\d\.$/);
  });

  test('the silence of the own phone is told in other words', () => {
    expect(headline('unknown', unknown('protected-silent', NOW_MS, null))).toBe('We do not know where you are');
  });

  test('a member of the household without an order of their own is not told "you"', () => {
    const other = picture('warning', shownPoint(), nothing('not-allowed'));
    expect(spaced(statusOfPicture(other, 'household', en).headline)).toBe(
      'The wearer is coming closer from the north-east, about 400 m from the protected person',
    );
  });

  test('H-170: a band on an old report reads as past, without a direction or a pace', () => {
    const old = band({ lastReportAtMs: NOW_MS - 200_000 });
    const said = statusOfPicture(picture('warning', old), 'protected', en, true);
    expect(spaced(said.headline)).toBe('The wearer was between 600 m and 1 km from you 3 minutes ago');
    expect(said.lines).toEqual([]);
  });

  test('the own phone silent: what protects all the same is said, and only to the person themself', () => {
    const silent = unknown('protected-silent', NOW_MS - 900_000, null);
    expect(statusOfPicture(picture('unknown', silent, silent), 'protected', en).lines[1]).toMatch(/^Still watched/);
    const household = picture('unknown', silent, nothing('not-allowed'));
    expect(JSON.stringify(statusOfPicture(household, 'household', en))).not.toMatch(/Still watched/);
  });

  test('a refusal is never a "clear"', () => {
    const said = statusOfPicture(picture('clear', nothing('refused')), 'protected', en);
    expect(said).toMatchObject({ level: 'unknown', headline: 'This cannot be shown right now' });
  });

  test('a picture that lapsed says nothing of what it held', () => {
    const shelf = { kind: 'picture', picture: picture('warning', shownPoint()), lapsed: true } as const;
    const said = statusOfShelf(shelf, 'protected', en);
    expect(said.level).toBe('unknown');
    expect(JSON.stringify(said)).not.toMatch(/400|north/);
  });
});

const OCTANTS = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'] as const;
const spot = fc.record({
  latDeg: fc.double({ min: -85, max: 85, noNaN: true }),
  lonDeg: fc.double({ min: -180, max: 180, noNaN: true }),
});
const motion = fc.record({
  trend: fc.constantFrom('approaching', 'receding', 'steady', 'unclear' as const),
  octant: fc.constantFrom(null, ...OCTANTS),
  etaS: fc.option(fc.integer({ min: 0, max: 7_000 })),
});
const anyShown: fc.Arbitrary<Shown> = fc.oneof(
  motion.map((one) => band(one as Partial<Extract<Shown, { kind: 'band' }>>)),
  fc
    .tuple(motion, spot, fc.option(fc.integer({ min: 0, max: 30_000 })), fc.integer({ min: 0, max: 900_000 }))
    .map(([one, place, distanceM, ageMs]) =>
      shownPoint({ ...(one as object), distanceM, point: point({ ...place, fixedAtMs: NOW_MS - ageMs }) }),
    ),
  fc.constantFrom(...REASONS).map((reason) => unknown(reason, NOW_MS - 500_000, NOW_MS + 500_000)),
  fc.constantFrom('no-warning', 'no-order', 'not-allowed', 'refused' as const).map((statement) => nothing(statement)),
);

describe('a sentence never tells more than the picture holds', () => {
  const said = (language: Language, one: Picture) => {
    const { headline, lines } = statusOfPicture(one, 'protected', voice(language));
    return [headline, ...lines, ...basisLines(one, voice(language))].join(' ');
  };

  test('where on Earth somebody is changes no word of it, and no coordinate is ever written', () => {
    fc.assert(
      fc.property(
        anyShown,
        spot,
        fc.constantFrom(...LEVELS),
        fc.constantFrom(...LANGUAGES),
        (shown, other, level, language) => {
          const text = said(language, picture(level, shown));
          if (shown.kind !== 'point') return;
          const moved = { ...shown, point: { ...shown.point, ...other, courseDeg: 77, speedMps: 3 } };
          expect(said(language, picture(level, moved))).toBe(text);
          expect(text).not.toContain(String(shown.point.latDeg).slice(0, 7));
        },
      ),
    );
  });

  test('a direction, a movement and a pace are named only when they are known, fresh and the picture has them', () => {
    fc.assert(
      fc.property(anyShown, fc.constantFrom(...LEVELS), fc.boolean(), (shown, level, turned) => {
        const { headline, lines } = statusOfPicture(picture(level, shown), 'protected', en, turned);
        const text = spaced([headline, ...lines].join(' '));
        const moves = shown.kind === 'band' || shown.kind === 'point' ? shown : null;
        const old = shown.kind === 'point' && NOW_MS - shown.point.fixedAtMs >= 150_000;
        const tells = moves !== null && !old && (moves.kind === 'band' || moves.distanceM !== null);
        if (!tells || moves.octant === null) expect(text).not.toMatch(/(from|to) the (north|east|south|west)/);
        if (!tells || moves.trend !== 'approaching') expect(text).not.toMatch(/coming closer|At this pace/);
        if (!tells || moves.trend !== 'receding') expect(text).not.toMatch(/moving away|turned away/);
        if (moves === null) expect(text).not.toMatch(/\d\s?k?m\b/);
      }),
    );
  });
});
