/** Percentiles of a sample, nearest rank; milliseconds to two digits. */
export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

export function spreadOf(sample: readonly number[]): Spread {
  const sorted = Float64Array.from(sample).sort();
  const rank = (share: number): number => {
    if (sorted.length === 0) return Number.NaN;
    const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
    return Math.round(value * 100) / 100;
  };
  return { count: sorted.length, p50: rank(0.5), p99: rank(0.99), p999: rank(0.999), max: rank(1) };
}

export function markdownRow(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
