/** Which families, in what shares, make a mix; and the cases of a mix for a set of seeds. */
import { seededRng } from '../../src/core/rng.ts';
import { assemble } from './assemble.ts';
import type { Case } from './case.ts';
import type { Family } from './families/family.ts';
import { familyOf } from './families/registry.ts';

/** Where the seeds of each set begin. Numbers are tuned on dev; eval is for looking, not for tuning. */
export const SETS = { dev: 1, eval: 900_000_001 } as const;
export type SeedSet = keyof typeof SETS;
/** Seeds of one block; a run has fewer cases. */
const BLOCK = 10_000;

export interface Mix {
  readonly name: string;
  readonly what: string;
  readonly shares: Readonly<Record<string, number>>;
  /** How many cases without being told. */
  readonly cases: number;
}

export const MIXES: readonly Mix[] = [
  {
    name: 'recorded-like',
    what: 'dense in meetings, calibrated to what the practice reaches on recorded movement',
    shares: { meetings: 1, shifted: 2 },
    cases: 420,
  },
  {
    name: 'everyday',
    what: 'long rests, neighbours, schools, commuting, parallel roads; few contacts',
    shares: {
      neighbours: 2,
      'school-run': 2,
      'rest-near': 3,
      'rest-middle': 3,
      tower: 2,
      commute: 2,
      strangers: 3,
      'parallel-roads': 4,
      opposite: 2,
      'walks-in': 2,
      'comes-to-her': 2,
    },
    cases: 135,
  },
  {
    name: 'hostile',
    what: 'silence, cell, outliers, reflections, clocks, late batches; chases and ambushes',
    shares: {
      chase: 4,
      ambush: 4,
      'long-silence': 2,
      'cell-only': 2,
      'indoor-drift': 2,
      multipath: 2,
      outliers: 2,
      mock: 1,
      'clock-error': 2,
      'late-batches': 2,
      duplicates: 1,
      'poor-devices': 2,
      underground: 1,
    },
    cases: 108,
  },
];

/** A case that is yet to be made: thousands of them would not fit into memory at once. */
export interface Plan {
  readonly family: Family;
  readonly seed: number;
}

/** `count` cases of a mix; blocks 0, 1, ... are other seeds of the same set. */
export function planMix(mix: Mix, set: SeedSet, count = mix.cases, block = 0): Plan[] {
  return spread(mix, count).map((family, i) => ({ family, seed: firstSeed(set, block) + i }));
}

export function planFamily(family: Family, set: SeedSet, count: number, block = 0): Plan[] {
  return Array.from({ length: count }, (_, i) => ({ family, seed: firstSeed(set, block) + i }));
}

/** For tuning: the made cases of a mix, by name. */
export function casesOf(mixName: string, set: SeedSet = 'dev', count?: number, block = 0): Case[] {
  return planMix(mixOf(mixName), set, count, block).map(makeCase);
}

/** For tuning: the made cases of a family, by name. */
export function familyCases(name: string, set: SeedSet, count: number, block = 0): Case[] {
  return planFamily(familyOf(name), set, count, block).map(makeCase);
}

/** The same plan makes the same case, to the byte. */
export function makeCase({ family, seed }: Plan): Case {
  const rng = seededRng(seedOf(family.name, seed));
  const { paths, wearerDevice, phone } = family.make(rng);
  return assemble(rng, `${family.name}-${seed}`, family.name, paths, wearerDevice, phone);
}

/** Throws on an unknown name, naming those there are. */
export function mixOf(name: string): Mix {
  const mix = MIXES.find((one) => one.name === name);
  if (mix === undefined) throw new Error(`no mix is called ${name}: ${MIXES.map((one) => one.name).join(', ')}`);
  return mix;
}

function firstSeed(set: SeedSet, block: number): number {
  return SETS[set] + block * BLOCK;
}

/** Families in turn by their shares, so that a short run has every one of a larger share. */
function spread(mix: Mix, count: number): Family[] {
  const total = Object.values(mix.shares).reduce((sum, share) => sum + share, 0);
  const owed = Object.entries(mix.shares).map(([name, share]) => ({ name, share: share / total, credit: 0 }));
  return Array.from({ length: count }, () => {
    for (const entry of owed) entry.credit += entry.share;
    const next = owed.reduce((best, entry) => (entry.credit > best.credit ? entry : best));
    next.credit -= 1;
    return familyOf(next.name);
  });
}

/** FNV-1a of the name, mixed with the number: neighbouring seeds have nothing in common. */
function seedOf(name: string, seed: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${name}/${seed}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
}
