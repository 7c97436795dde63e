/** Which families, in what shares, make a mix; and the cases of a mix for a set of seeds. */
import { seededRng } from '../../src/core/rng.ts';
import { assemble } from './assemble.ts';
import type { Case } from './case.ts';
import type { Family } from './families/family.ts';
import { familyOf } from './families/registry.ts';

export const SETS = { dev: 1, eval: 900_000_001 } as const;
export type SeedSet = keyof typeof SETS;

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
    cases: 210,
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
    cases: 81,
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
    cases: 81,
  },
];

/** `count` cases of a mix; block 0, 1, ... are other seeds of the same set. */
export function casesOf(mixName: string, set: SeedSet = 'dev', count?: number, block = 0): Case[] {
  const mix = MIXES.find(({ name }) => name === mixName);
  if (mix === undefined) throw new Error(`no mix is called ${mixName}`);
  const first = SETS[set] + block * 10_000;
  return spread(mix, count ?? mix.cases).map((family, i) => makeCase(family, first + i));
}

export function familyCases(name: string, set: SeedSet, count: number, block = 0): Case[] {
  const family = familyOf(name);
  if (family === null) throw new Error(`no family is called ${name}`);
  return Array.from({ length: count }, (_, i) => makeCase(family, SETS[set] + block * 10_000 + i));
}

export function makeCase(family: Family, seed: number): Case {
  const rng = seededRng(seedOf(family.name, seed));
  const { paths, wearerDevice, phone } = family.make(rng);
  return assemble(rng, `${family.name}-${seed}`, family.name, paths, wearerDevice, phone);
}

/** Families in turn by their shares, so that a short run has every one of a larger share. */
function spread(mix: Mix, count: number): Family[] {
  const total = Object.values(mix.shares).reduce((sum, share) => sum + share, 0);
  const owed = Object.entries(mix.shares).map(([name, share]) => ({ name, share: share / total, credit: 0 }));
  return Array.from({ length: count }, () => {
    for (const entry of owed) entry.credit += entry.share;
    const next = owed.reduce((best, entry) => (entry.credit > best.credit ? entry : best));
    next.credit -= 1;
    return familyOf(next.name)!;
  });
}

/** FNV-1a of the name, mixed with the number: neighbouring seeds have nothing in common. */
function seedOf(name: string, seed: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${name}/${seed}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
}
