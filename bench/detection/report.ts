/** Everything one run measures. Plain data: the table, the plots and `--json` are drawn from it. */
import { createHash } from 'node:crypto';
import { createEngine, ENGINE_VERSION, step } from '../../src/proximity/engine.ts';
import { BASELINES } from './baselines.ts';
import type { Case } from './case.ts';
import type { Family } from './families/family.ts';
import { baselineDetector, type Detector, engineDetector, measureAll, type Row } from './measure.ts';
import { type Mix, makeCase, type Plan, planFamily, planMix, type SeedSet } from './mixes.ts';

export const ENGINE_NAME = `Magpie's engine ${ENGINE_VERSION}`;
const ENGINE = engineDetector({ createEngine: () => createEngine(), step }, ENGINE_NAME);
const ALL: readonly Detector[] = [...BASELINES.map(baselineDetector), ENGINE];
/** Beside which a family's figures are shown. */
export const COMPARED = 'R = 1000, 2 of 3, accuracy filter';

export interface Section {
  readonly name: string;
  readonly what: string;
  readonly cases: number;
  readonly rows: readonly Row[];
  /** The same mix with other seeds; empty unless the spread was asked for. */
  readonly blocks: readonly (readonly Row[])[];
}

export interface Report {
  readonly set: SeedSet;
  readonly mixes: readonly Section[];
  readonly families: readonly Section[];
  readonly repeat: Repeat;
}

/** The first cases made and run again. */
export interface Repeat {
  readonly cases: number;
  readonly isSame: boolean;
  readonly sha256: string;
}

export interface Wanted {
  readonly set: SeedSet;
  readonly mixes: readonly Mix[];
  readonly families: readonly Family[];
  /** Null: each mix's own number. */
  readonly mixCases: number | null;
  readonly familyCases: number;
  /** Seed blocks for the spread; 0: no spread. */
  readonly blocks: number;
}

export function makeReport(wanted: Wanted, say: (line: string) => void): Report {
  const { set, blocks, familyCases } = wanted;
  const mixes = wanted.mixes.map((mix): Section => {
    const plans = planMix(mix, set, wanted.mixCases ?? mix.cases);
    say(`${mix.name}: ${plans.length} cases`);
    const others = Array.from({ length: blocks }, (_, i) => {
      say(`${mix.name}: seed block ${i + 1} of ${blocks}`);
      return measureAll(ALL, making(planMix(mix, set, plans.length, i + 1)));
    });
    return { ...mix, cases: plans.length, rows: measureAll(ALL, making(plans)), blocks: others };
  });
  const families = wanted.families.map((family): Section => {
    say(`${family.name}: ${familyCases} cases`);
    const rows = measureAll(ALL, making(planFamily(family, set, familyCases)));
    return { name: family.name, what: family.what, cases: familyCases, rows, blocks: [] };
  });
  say('once more, for the bytes');
  const again = [
    ...wanted.mixes.flatMap((mix) => planMix(mix, set, 10)),
    ...wanted.families.flatMap((family) => planFamily(family, set, 1)),
  ];
  return { set, mixes, families, repeat: repeat(again) };
}

function* making(plans: readonly Plan[]): Iterable<Case> {
  for (const plan of plans) yield makeCase(plan);
}

/** Fixes and the engine's lines, made twice from the seeds, must be the same bytes. */
export function repeat(plans: readonly Plan[], detector: Detector = ENGINE): Repeat {
  const [first, second] = [digest(plans, detector), digest(plans, detector)];
  return { cases: plans.length, isSame: first === second, sha256: first };
}

function digest(plans: readonly Plan[], detector: Detector): string {
  const hash = createHash('sha256');
  for (const one of making(plans)) hash.update(JSON.stringify([one.fixes, detector.run(one, one.fixes)]));
  return hash.digest('hex');
}
