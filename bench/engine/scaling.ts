/** The engine at one size: as orders are, without zones, and with everybody near. */
import type { Level } from '../../src/proximity/types.ts';
import { heldBytes } from './heap.ts';
import { type Mix, Population } from './population.ts';
import { Residents } from './residents.ts';
import { type Loop, ratesOf } from './rounds.ts';

const SEED = 3;

export interface Variant {
  readonly mix: Mix;
  readonly withZones: boolean;
}

export interface Figures {
  /** Pair evaluations a second on ticks, each with its zones. */
  readonly evaluationsPerS: number;
  /** Fixes taken in, filtered, and the person's pairs and zones evaluated, a second. */
  readonly fixesPerS: number;
  readonly bytesAPair: number;
  /** Milliseconds of binding a pair with its zones. */
  readonly bindMs: number;
  readonly levels: Readonly<Record<Level, number>>;
  readonly findingsAPairDay: number;
  /** Everything that was measured in these rounds, a second. */
  readonly rates: ReadonlyMap<string, number>;
}

export interface Effort {
  readonly rounds: number;
  /** On ticks, about; at least a minute's. */
  readonly evaluationsARound: number;
}

export function newPopulation(pairs: number, mix: Mix): Population {
  return new Population(pairs, mix, SEED);
}

/** `beside`: loops that take turns with the engine's. */
export async function measureEngine(
  pairs: number,
  { mix, withZones }: Variant,
  { rounds, evaluationsARound }: Effort,
  beside: readonly Loop[] = [],
): Promise<Figures> {
  const population = newPopulation(pairs, mix);
  const emptyBytes = heldBytes();
  const residents = new Residents(population, withZones, evaluationsARound);
  const bindMs = residents.bind() / pairs;
  residents.warmUp();
  const bytesAPair = (heldBytes() - emptyBytes) / pairs;
  const rates = await ratesOf([residents, ...beside], rounds);
  return {
    evaluationsPerS: rates.get('ticks') ?? Number.NaN,
    fixesPerS: rates.get('fixes') ?? Number.NaN,
    bytesAPair,
    bindMs,
    levels: residents.levels(),
    findingsAPairDay: residents.findingsAPairDay(),
    rates,
  };
}
