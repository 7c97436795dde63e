/** Means, quantiles and their spreads, rounded so that a figure never looks more exact than it is. Pure. */
import type { AWeek, Spread, Warning } from './contract.ts';

/** Mean, lowest and highest of the weeks. */
export function aWeek(weeks: readonly number[], decimals = 1): AWeek {
  const round = rounder(decimals);
  if (weeks.length === 0) return { mean: 0, min: 0, max: 0 };
  return {
    mean: round(weeks.reduce((sum, one) => sum + one, 0) / weeks.length),
    min: round(Math.min(...weeks)),
    max: round(Math.max(...weeks)),
  };
}

/** The share-th of the sorted values, the lower of two: never better than what was drawn. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** `bySeed`: seconds of warning of each draw, a list a seed. */
export function warningOf(bySeed: readonly (readonly number[])[]): Warning {
  return {
    medianS: spread(bySeed, (leads) => quantile(leads, 0.5), 0),
    worstTenthS: spread(bySeed, (leads) => quantile(leads, 0.1), 0),
    under60: spread(bySeed, (leads) => shareUnder(leads, 60), 2),
    under120: spread(bySeed, (leads) => shareUnder(leads, 120), 2),
    under300: spread(bySeed, (leads) => shareUnder(leads, 300), 2),
  };
}

function spread(
  bySeed: readonly (readonly number[])[],
  of: (leads: readonly number[]) => number,
  decimals: number,
): Spread {
  const drawn = bySeed.filter((leads) => leads.length > 0);
  if (drawn.length === 0) return null;
  const round = rounder(decimals);
  const each = drawn.map(of);
  return { value: round(of(drawn.flat())), min: round(Math.min(...each)), max: round(Math.max(...each)) };
}

function shareUnder(leads: readonly number[], seconds: number): number {
  return leads.filter((lead) => lead < seconds).length / leads.length;
}

export function rounder(decimals: number): (value: number) => number {
  const factor = 10 ** decimals;
  return (value) => Math.round(value * factor) / factor + 0;
}
