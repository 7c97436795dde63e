import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Figure } from './contract.ts';
import { type Counted, figureOf, figuresOf, withheld } from './decide-figures.ts';

const one = (over: Partial<Counted> = {}): Counted => ({
  ...{ key: 'a', person: 'x', result: 'granted', withdrawn: false, hours: 10, reasons: [] },
  ...over,
});

it('has two rates of acceptance, which differ where somebody asks again after a refusal', () => {
  const figure = figureOf('all', [
    one({ person: 'x', result: 'refused', reasons: ['not-necessary'] }),
    one({ person: 'x', result: 'granted' }),
    one({ person: 'y', result: 'refused' }),
    one({ person: 'z', result: null, withdrawn: true }),
    one({ person: null, result: null }),
  ]);
  expect(figure).toMatchObject({ applications: 5, granted: 1, refused: 2, withdrawn: 1, pending: 1 });
  expect(figure.perApplication).toBe(0.333);
  expect(figure.perPerson).toBe(0.5);
  expect(figure.reasons).toEqual({ 'not-necessary': 1 });
});

it('tells the median and the ninetieth of a hundred, and nothing of nobody', () => {
  const figure = figureOf(
    'all',
    Array.from({ length: 10 }, (_, i) => one({ hours: i + 1 })),
  );
  expect([figure.medianHours, figure.ninetiethHours]).toEqual([5, 9]);
  expect(figureOf('all', [])).toMatchObject({
    perApplication: null,
    perPerson: null,
    medianHours: null,
    applications: 0,
  });
});

const countedArbitrary = fc.array(
  fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    person: fc.option(fc.constantFrom('x', 'y', 'z', 'w')),
    result: fc.option(fc.constantFrom('granted' as const, 'partly' as const, 'refused' as const)),
    withdrawn: fc.boolean(),
    hours: fc.option(fc.nat(500)),
    reasons: fc.subarray(['other', 'not-necessary']),
  }),
  { maxLength: 60 },
);
const PARTS = ['granted', 'partly', 'refused', 'pending', 'withdrawn'] as const;

it('parts add up, and rows add up to all where each application stands in one row', () => {
  fc.assert(
    fc.property(countedArbitrary, (counted) => {
      const all = figureOf('all', counted);
      const rows = figuresOf(counted);
      for (const row of [all, ...rows]) {
        expect(PARTS.reduce((sum, name) => sum + row[name]!, 0)).toBe(row.applications);
      }
      expect(rows.reduce((sum, row) => sum + row.applications!, 0)).toBe(all.applications);
    }),
  );
});

it('withholds what is small, and no withheld count is the difference of what is told (H-381)', () => {
  fc.assert(
    fc.property(countedArbitrary, (counted) => {
      const [all, ...rows] = withheld(figureOf('all', counted), figuresOf(counted), 5);
      const shown: Figure[] = [all, ...rows];
      for (const row of shown) {
        for (const name of ['applications', ...PARTS] as const)
          expect(row[name] === null || row[name] === 0 || row[name]! >= 5).toBe(true);
        for (const count of Object.values(row.reasons)) expect(count === null || count >= 5).toBe(true);
        expect(unknowns([row.applications, ...PARTS.map((name) => row[name])])).toBe(true);
      }
      for (const name of ['applications', ...PARTS] as const)
        expect(unknowns(shown.map((row) => row[name]))).toBe(true);
    }),
  );
});

it('two questions of the public do not give a few away by their difference, nor does asking every day (H-434)', () => {
  const told = (counted: readonly Counted[]) => withheld(figureOf('all', counted), figuresOf(counted), 5);
  const counts = ['applications', ...PARTS] as const;
  fc.assert(
    fc.property(
      countedArbitrary,
      fc.array(fc.constant(one({ reasons: ['other'] })), { minLength: 1, maxLength: 4 }),
      (counted, few) => {
        const [before, after] = [told(counted)[0], told([...counted, ...few])[0]];
        for (const name of counts) {
          if (before[name] === null || after[name] === null) continue;
          expect([0, 5]).toContain(after[name] - before[name]);
        }
        for (const figure of [before, after]) {
          for (const rate of [figure.perApplication, figure.perPerson]) expect(((rate ?? 0) * 20) % 1).toBe(0);
          for (const hours of [figure.medianHours, figure.ninetiethHours]) expect((hours ?? 0) % 24).toBe(0);
        }
        // Whose reasons a row's are, the rest of the table could tell.
        for (const row of told(counted).slice(1)) expect(row.reasons).toEqual({});
      },
    ),
  );
});

/** Not exactly one unknown, unless all that is told beside it is nought: then it tells no more than that it is small. */
function unknowns(line: readonly (number | null)[]): boolean {
  const hidden = line.filter((count) => count === null).length;
  return hidden !== 1 || line.every((count) => count === null || count === 0);
}
