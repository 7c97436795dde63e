import { describe, expect, it } from 'vitest';
import { type FeasibilityInput, feasibilityRequestSchema } from './contract.ts';
import { type Allowed, problemsOf } from './problems.ts';
import { at, ORIGIN, requestOf, SAMPLE } from './sample.test-helper.ts';

const ALLOWED: Allowed = {
  ...{ restraintM: { min: 100, max: 1_000 }, warnM: { min: 200, max: 3_000 }, noticeM: { min: 500, max: 10_000 } },
  rings: { minM: 100, maxM: 10_000 },
  ...{ wearerIntervalS: { min: 1, max: 600 }, protectedIntervalS: { min: 1, max: 600 } },
};

function said(change: Partial<FeasibilityInput>): string[] {
  return problemsOf(requestOf(change), ALLOWED).map(({ path, message }) => `${path}: ${message}`);
}

const day = (place: string, from: string, until: string, days = [1], by: 'walk' | 'car' = 'car') => ({
  ...{ place, from, until, days, by },
});
const wearer = (...stays: ReturnType<typeof day>[]): Partial<FeasibilityInput> => ({
  wearer: { ...SAMPLE.wearer, stays },
});

it('finds nothing in a sound request, nights over midnight and over the end of the week included (H-316)', () => {
  expect(said({})).toEqual([]);
  expect(said(wearer(day('work', '22:00', '06:00', [1, 2, 3, 4, 5, 6, 7])))).toEqual([]);
});

describe('says in which member it is', () => {
  it.each<[string, Partial<FeasibilityInput>, string]>([
    [
      'a workplace that is missing',
      wearer(day('office', '09:00', '18:00')),
      'wearer.stays[0].place: names a place that is missing',
    ],
    ['no home', { wearer: { places: [at('work', 'work', 0, 0)], stays: [] } }, 'wearer.places: a home is missing'],
    [
      'two homes',
      { protected: { places: [at('a', 'home', 0, 0), at('b', 'home', 9, 9)], stays: [] } },
      'protected.places: more than one is a home',
    ],
    [
      'a place twice',
      { wearer: { places: [at('home', 'home', 0, 0), at('home', 'work', 1, 1)], stays: [] } },
      'wearer.places[1].id: stands twice',
    ],
    [
      'stays that overlap',
      wearer(day('work', '09:00', '18:00'), day('home', '17:00', '19:00')),
      'wearer.stays[1].from: overlaps wearer.stays[0]',
    ],
    [
      'a night that runs into the first morning of the week',
      wearer(day('work', '22:00', '07:00', [7]), day('work', '06:00', '08:00', [1])),
      'wearer.stays[1].from: overlaps wearer.stays[0]',
    ],
    [
      'more than a week',
      wearer(...Array.from({ length: 8 }, () => day('work', '00:00', '23:59', [1, 2, 3, 4, 5, 6, 7]))),
      'wearer.stays: together they are longer than a week',
    ],
    ['no time', wearer(day('work', '09:00', '09:00')), 'wearer.stays[0].until: is the same as from'],
    [
      'a way that cannot be gone in the time',
      wearer(day('work', '09:00', '12:00'), day('home', '12:10', '13:00', [1], 'walk')),
      'wearer.stays[1].from: is too soon after wearer.stays[0]: by walk the way takes longer',
    ],
    ['distances reversed', { warnM: 100, restraintM: 600 }, 'warnM: must be more than restraintM'],
    ['a notice within the warning', { noticeM: 600 }, 'noticeM: must be more than warnM'],
    ['outside the law', { warnM: 3_500, noticeM: 4_000 }, 'warnM: must be 200 to 3000 in this jurisdiction'],
    ['a ring outside the law', { rings: { police: 20 } }, 'rings: each must be 100 to 10000'],
    [
      'a bow tie',
      { gaps: [{ whose: 'both', area: outline([0, 0], [500, 500], [500, 0], [0, 500]) }] },
      'gaps[0].area.outline: crosses itself',
    ],
    [
      'a line',
      { prohibited: [{ id: 'a', area: outline([0, 0], [500, 0], [900, 0]) }] },
      'prohibited[0].area.outline: has no size',
    ],
    [
      'a speck',
      { prohibited: [{ id: 'a', area: outline([0, 0], [2, 0], [2, 2]) }] },
      'prohibited[0].area.outline: has no size',
    ],
    [
      'another country',
      { wearer: { places: [at('home', 'home', 400_000, 0)], stays: [] } },
      'wearer.places[0]: lies more than 150 km',
    ],
  ])('%s', (_what, change, expected) => {
    const problems = said(change);
    expect(
      problems.find((problem) => problem.startsWith(expected)),
      problems.join('\n'),
    ).toBeDefined();
  });

  it('and never what stood there', () => {
    const problems = said({
      wearer: { places: [at('secret-place', 'home', 400_000, 0)], stays: [day('hidden', '09:00', '10:00')] },
    });
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).not.toMatch(/secret|hidden|\d\.\d/);
  });

  it.each([
    [
      'a circle of no size',
      { gaps: [{ whose: 'both', area: { kind: 'circle', ...ORIGIN, radiusM: 0 } }] },
      'gaps.0.area.radiusM',
    ],
    [
      'an hour that is none',
      { wearer: { ...SAMPLE.wearer, stays: [{ ...day('work', '25:00', '26:00') }] } },
      'wearer.stays.0.from',
    ],
    [
      'a name of a place',
      { wearer: { ...SAMPLE.wearer, places: [{ ...at('home', 'home', 0, 0), name: 'x' }] } },
      'wearer.places.0',
    ],
    ['no such day', { startsOn: '2026-02-30' }, 'startsOn'],
  ])('%s: by the schema', (_what, change, path) => {
    const parsed = feasibilityRequestSchema.safeParse({ ...SAMPLE, ...change });
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });
});

function outline(...corners: [number, number][]) {
  const points = corners.map(([eastM, northM]) => {
    const { latDeg, lonDeg } = at('x', 'other', eastM, northM);
    return { latDeg, lonDeg };
  });
  return { kind: 'polygon' as const, outline: points };
}
