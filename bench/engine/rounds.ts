/** Rounds of several loops in turn, so that what slows the machine for a while slows all of them. */

/** What one round of a loop did. A loop may measure more than one thing. */
export interface Sample {
  readonly name: string;
  readonly count: number;
  readonly tookMs: number;
}

export interface Loop {
  /** Does a round's work. */
  run(): readonly Sample[] | Promise<readonly Sample[]>;
}

/** Median of the rounds, a second, by name. The first round warms up and is not counted. */
export async function ratesOf(loops: readonly Loop[], rounds: number): Promise<ReadonlyMap<string, number>> {
  const rates = new Map<string, number[]>();
  for (let round = 0; round <= rounds; round++) {
    for (const loop of loops) {
      for (const { name, count, tookMs } of await loop.run()) {
        if (round === 0) rates.set(name, []);
        else rates.get(name)?.push((count * 1_000) / tookMs);
      }
    }
  }
  return new Map([...rates].map(([name, values]) => [name, medianOf(values)]));
}

/** Of an even number of values the mean of the middle two; NaN of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >>> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return sorted.length === 0 ? Number.NaN : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
