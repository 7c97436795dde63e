/** Lies about what is told and asked, and to whom: rules 6 to 11, and the invariants. */
import type { PairId, PersonId } from '../../../src/core/ids.ts';
import type { Finding, Fix, Input } from '../../../src/proximity/types.ts';
import { type MakeEngine, productionEngine } from '../engine-under-test.ts';
import { deaf, type Lie, liar, over, showing } from './lie.ts';

export const LIES_OF_WORDS: readonly Lie[] = [
  {
    what: 'tells no share',
    rule: 'rule 6',
    make: liar((one) => ({ ...one, wearerShare: null })),
  },
  {
    what: 'lays on the one what the other did',
    rule: 'rule 6',
    make: liar((one) => (one.wearerShare === null ? one : { ...one, wearerShare: 1 - one.wearerShare })),
  },
  {
    what: 'rests on fixes that never came',
    rule: 'rule 7',
    make: liar((one) => ({
      ...one,
      basis: one.basis.map((reference) => reference.replace(/\d{3}Z$/, '999Z')),
    })),
  },
  {
    what: 'rests on somebody else',
    rule: 'rule 7',
    make: liar((one) => ({ ...one, basis: one.basis.slice(2) })),
  },
  {
    what: 'says one number in words and another beside',
    rule: 'rule 7',
    make: liar((one) => (one.distanceM === null ? one : withParams(one, { distanceM: one.distanceM + 1 }))),
  },
  {
    what: 'names a ring that no order has',
    rule: 'rule 7',
    make: liar((one) => ('ringM' in one.why.params ? withParams(one, { ringM: 777 }) : one)),
  },
  {
    what: 'stamps the input before',
    rule: 'rule 7',
    make: liar((one) => ({ ...one, inputPosition: one.inputPosition - 1 })),
  },
  {
    what: 'always shows a direction',
    rule: 'rule 8',
    make: showing((view) => {
      const { wearer } = view;
      if (wearer.point === null) return {};
      return {
        wearer: {
          ...wearer,
          point: { ...wearer.point, courseDeg: wearer.point.courseDeg ?? 90 },
        },
      };
    }),
  },
  {
    what: 'always says approaching',
    rule: 'rule 8',
    make: showing(() => ({ trend: 'approaching' })),
  },
  {
    what: 'shows the way back',
    rule: 'rule 8',
    make: showing(({ wearer }) => {
      if (wearer.point === null || wearer.point.courseDeg === null) return {};
      return {
        wearer: {
          ...wearer,
          point: {
            ...wearer.point,
            courseDeg: (wearer.point.courseDeg + 180) % 360,
          },
        },
      };
    }),
  },
  {
    what: 'is sure that they are near',
    rule: 'rule 8',
    make: showing(() => ({ inside: { restraint: 0.9, warn: 0.95, notice: 1 } })),
  },
  {
    what: 'tells courses that do not close',
    rule: 'rule 8',
    make: showing(() => ({ missM: 10, passS: 60 })),
  },
  {
    what: 'measures on a sphere that is too small',
    rule: 'rule 9',
    make: showing((view) => ({
      distanceM: view.distanceM === null ? null : Math.round(view.distanceM * 0.97),
    })),
  },
  {
    what: 'swallows what it cannot take in',
    rule: 'rule 10',
    make: deaf((input) => (input.kind === 'fix' && isBroken(input.fix) ? null : input)),
  },
  {
    what: 'fails for all when it fails for one',
    rule: 'rule 10',
    make: over((engine) => ({
      step: (input, nowMs) => {
        if (input.kind !== 'fix' || !isBroken(input.fix)) return engine.step(input, nowMs);
        return ['w1', 'w2', 'p1', 'p2', 'p3'].flatMap((id) =>
          engine.step({ ...input, fix: { ...input.fix, personId: id as PersonId } }, nowMs),
        );
      },
    })),
  },
  {
    what: 'asks a wearer to report faster',
    rule: 'rule 11',
    make: over((engine) => ({
      wantedIntervalS: (id) => (isProtected(id) ? engine.wantedIntervalS(id) : 15),
    })),
  },
  {
    what: 'never asks for more',
    rule: 'rule 11',
    make: over(() => ({ wantedIntervalS: () => null })),
  },
  {
    what: 'never releases',
    rule: 'rule 11',
    make: over(() => ({ wantedIntervalS: (id) => (isProtected(id) ? 15 : null) })),
  },
  {
    what: 'tells a coordinate',
    rule: 'I-3',
    make: liar((one) => (one.distanceM === null ? one : { ...one, distanceM: one.distanceM + 0.1234 })),
  },
  {
    what: 'tells -0',
    rule: 'I-3',
    make: liar((one) => (one.gapM === 0 ? { ...one, gapM: -0 } : one)),
  },
  {
    what: 'lets the wearer know of the others',
    rule: 'I-10: I-4',
    make: () => {
      const engine = productionEngine();
      let heard = 0;
      return {
        ...engine,
        step(input, nowMs) {
          if (input.kind === 'fix' && isProtected(input.fix.personId)) heard = Math.round(input.fix.latDeg * 1e6);
          const found = engine.step(input, nowMs);
          return found.map((one) => (one.kind === 'zone' ? { ...one, gapM: Math.abs(heard % 1000) } : one));
        },
      };
    },
  },
  {
    what: 'hears a duplicate as news',
    rule: 'I-1',
    make: () => {
      const engine = productionEngine();
      let before: Input | null = null;
      return {
        ...engine,
        step(input, nowMs) {
          const found = engine.step(input, nowMs);
          const isAgain = input.kind === 'fix' && before === input;
          before = input;
          return isAgain ? [...found, ...found, DOUBLED] : found;
        },
      };
    },
  },
  {
    what: 'shares a number with the engine before',
    rule: 'I-10: a replay',
    make: sharing(),
  },
  {
    what: 'remembers what it was not told',
    rule: 'rule 7, again',
    make: sharing(),
  },
  {
    what: 'forgets all when it is stopped',
    rule: 'I-10, a restart',
    make: over(() => ({ restored: () => productionEngine() })),
  },
];

const DOUBLED: Finding = {
  engineVersion: 'x',
  inputPosition: 0,
  atMs: 0,
  subject: { kind: 'pair', pairId: 'w1:p1' as PairId },
  kind: 'ring',
  level: null,
  previousLevel: null,
  reason: null,
  sinceMs: null,
  name: 'police',
  inside: true,
  distanceM: null,
  gapM: null,
  etaS: null,
  earliestContactS: null,
  closingMps: null,
  wearerShare: null,
  basis: [],
  why: { key: 'ring.entered', params: {} },
};

function isBroken(fix: Fix): boolean {
  return ![fix.latDeg, fix.lonDeg, fix.fixedAtMs].every(Number.isFinite);
}

/** A count that all engines of a process have in common. */
function sharing(): MakeEngine {
  let engines = 0;
  return () => {
    const engine = productionEngine();
    const number = ++engines;
    const step = (input: Input, nowMs: number) =>
      engine.step(input, nowMs).map((one) => ({
        ...one,
        closingMps: (one.closingMps ?? 0) + (number > 1 ? 1 : 0),
      }));
    return { ...engine, step };
  };
}

function isProtected(id: PersonId): boolean {
  return id.startsWith('p');
}

function withParams(finding: Finding, params: Finding['why']['params']): Finding {
  return { ...finding, why: { ...finding.why, params: { ...finding.why.params, ...params } } };
}
