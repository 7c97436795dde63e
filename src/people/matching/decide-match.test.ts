import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { decideMatch, type MatchFacts } from './decide-match.ts';
import { distance, namesAlike } from './names-alike.ts';
import { normaliseIdentifier, normaliseName } from './normalise.ts';

const SCOPE = { jurisdiction: 'kr', exercise: true };
const facts = (more: Partial<MatchFacts> = {}): MatchFacts => ({
  ...{ scope: SCOPE, name: '김민수', birthDate: '1985-01-31', identifier: 'CASE-118' },
  ...more,
});

/** Few names, dates and numbers, so that the same ones come together often; and any text at all. */
const names = fc.oneof(
  fc.constantFrom(
    '김민수',
    '김민서',
    '김 민수',
    'Kim Minsu',
    'KIM, Min-su',
    'Minsu Kim',
    'Kim Minsoo',
    '佐藤健',
    '佐藤建',
    'サトウ ケン',
  ),
  fc.string({ unit: 'grapheme' }),
);
const someFacts: fc.Arbitrary<MatchFacts> = fc.record({
  scope: fc.record({ jurisdiction: fc.constantFrom('kr', 'jp'), exercise: fc.boolean() }),
  name: names,
  birthDate: fc.constantFrom(null, '1985-01-31', '1985-01-13'),
  identifier: fc.constantFrom(null, 'CASE-118', 'case 118', 'CASE-119', '850131-1000000'),
});

describe('two wearer records', () => {
  it('an equal identifier that nothing contradicts is the same man, however it and his name are written', () => {
    expect(decideMatch(facts(), facts({ identifier: 'case 118' }))).toEqual({
      found: 'same',
      reasons: ['identifier', 'birth', 'name'],
    });
    expect(decideMatch(facts(), facts({ name: 'Kim Min-su', birthDate: null }))).toEqual({
      found: 'same',
      reasons: ['identifier', 'name-other-script'],
    });
    // He took another name; number and birth are his.
    expect(decideMatch(facts(), facts({ name: '박서준' }))?.found).toBe('same');
  });

  it.each([
    ['another birth date', { birthDate: '1985-01-13' }, ['identifier', 'name', 'birth-contradicts']],
    ['another name and no birth date', { name: '박서준', birthDate: null }, ['identifier', 'name-contradicts']],
  ] as const)('the same identifier with %s is asked about (H-303)', (_, more, reasons) => {
    expect(decideMatch(facts(), facts(more))).toEqual({ found: 'review', reasons });
  });

  it.each([
    ['name and birth', { identifier: null }, ['birth', 'name']],
    ['birth and a name that is a letter off', { identifier: null, name: '김민서' }, ['birth', 'name-similar']],
    ['birth and a name in another script', { identifier: null, name: 'Minsu Kim' }, ['birth', 'name-other-script']],
    ['name and birth, another number', { identifier: 'CASE-200' }, ['birth', 'name', 'identifier-contradicts']],
    ['name, and no birth date', { identifier: null, birthDate: null }, ['name', 'birth-unknown']],
  ] as const)('%s: asked about (H-301)', (_, more, reasons) => {
    expect(decideMatch(facts(), facts(more))).toEqual({ found: 'review', reasons });
  });

  it.each([
    ['another man born on the same day', { identifier: null, name: '박서준' }],
    ['a name-sake of another age', { identifier: null, birthDate: '1990-05-05' }],
    ['a name-sake with another number', { identifier: 'CASE-200', birthDate: null }],
  ])('%s: nothing', (_, more) => {
    expect(decideMatch(facts(), facts(more))).toBeNull();
  });

  it('are never compared across exercise and real people, or across jurisdictions (H-302)', () => {
    fc.assert(
      fc.property(someFacts, someFacts, (a, b) => {
        const isOne = a.scope.exercise === b.scope.exercise && a.scope.jurisdiction === b.scope.jurisdiction;
        if (!isOne) expect(decideMatch(a, b)).toBeNull();
      }),
    );
    expect(decideMatch(facts(), facts({ scope: { ...SCOPE, exercise: false } }))).toBeNull();
    expect(decideMatch(facts(), facts({ scope: { ...SCOPE, jurisdiction: 'jp' } }))).toBeNull();
  });

  it('are found alike from either side, and a record is found to be itself', () => {
    fc.assert(
      fc.property(someFacts, someFacts, (a, b) => {
        const one = { ...b, scope: a.scope };
        expect(decideMatch(a, one)).toEqual(decideMatch(one, a));
        if (a.identifier !== null) expect(decideMatch(a, a)?.found).toBe('same');
      }),
    );
  });

  it('without an equal identifier nothing links by itself (H-303)', () => {
    fc.assert(
      fc.property(someFacts, someFacts, (a, b) => {
        const [x, y] = [a.identifier, b.identifier];
        const isEqual = x !== null && y !== null && normaliseIdentifier(x) === normaliseIdentifier(y);
        if (!isEqual) expect(decideMatch(a, b)?.found ?? 'review').toBe('review');
      }),
    );
  });
});

test('normalising twice changes nothing, and case, spaces, hyphens and the order of words do not count', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(normaliseIdentifier(normaliseIdentifier(text))).toBe(normaliseIdentifier(text));
      expect(normaliseName(normaliseName(text))).toBe(normaliseName(text));
    }),
    { numRuns: 500 },
  );
  const words = fc.array(fc.string({ unit: fc.constantFrom(...'abcキム김민'), minLength: 1, maxLength: 4 }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(words, fc.constantFrom(' ', '-', ', ', '·'), (all, between) => {
      expect(normaliseName(all.toReversed().join(between).toUpperCase())).toBe(normaliseName(all.join(' ')));
    }),
  );
  expect(normaliseIdentifier('８５０１３１‐１００００００')).toBe('8501311000000');
  expect(normaliseName('José Ｇarcía')).toBe(normaliseName('garcia jose'));
});

describe('names', () => {
  it.each([
    ['김민수', '김 민수', 'equal'],
    ['KIM, Min-su', 'Min Su Kim', 'equal'],
    ['サトウ ケン', 'さとう けん', 'equal'],
    ['김민수', '김민서', 'similar'],
    ['Kim Minsu', 'Kim Minus', 'similar'],
    ['Kim Minsu', 'Qim Minsu', 'similar'],
    ['Muhammad Faizal bin Ahmad', 'Mohammad Faizal bin Ahmad', 'similar'],
    ['斎藤健一', '斉藤健一', 'similar'],
    ['김민수', 'Kim Minsu', 'other-script'],
    ['김민수', '박서준', 'different'],
    ['李明', '李民', 'different'],
    ['がくと', 'かくと', 'different'],
    ['Ann', 'Anna', 'different'],
  ] as const)('%s and %s: %s', (a, b, likeness) => {
    expect([namesAlike(a, b), namesAlike(b, a)]).toEqual([likeness, likeness]);
  });

  it('are as far apart from either side', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, b) === 0).toBe(a.join() === b.join());
        expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
    fc.assert(
      fc.property(names, names, (a, b) => {
        expect(namesAlike(a, b)).toBe(namesAlike(b, a));
      }),
    );
  });
});
