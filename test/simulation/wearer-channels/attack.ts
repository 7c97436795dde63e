/**
 * What an attacker makes of all that reached the wearer. Two runs of one seed differ in the protected person's life alone; whoever can say
 * better than by a coin which run is which has learned it.
 *
 * Statistic: of each run a vector (counts, bytes, distinct values, gaps between arrivals and times of arrival, by channel and of all). A
 * difference of two vectors has, if nothing leaks, no preferred sign: max over the features of |mean| * sqrt(n) / sd is compared with
 * what it is after the signs of whole pairs were flipped by chance (permutation test, exact in its level whatever the features are).
 * Beside it a classifier: a direction learned on half of the pairs says of the others which run is which; ties count a half.
 */
import { type Rng, seededRng } from '../../../src/core/rng.ts';
import type { Run, Seen } from './play.ts';

const CHANNELS = ['acknowledgement', 'command', 'interval', 'message'] as const;

export function featuresOf({ seen }: Run): number[] {
  return [...CHANNELS.map((channel) => seen.filter((one) => one.channel === channel)), seen].flatMap(channelFeatures);
}

function channelFeatures(seen: readonly Seen[]): number[] {
  const times = seen.map(({ atMs }) => atMs).sort((a, b) => a - b);
  const gaps = times.slice(1).map((ms, i) => ms - times[i]!);
  const bytes = seen.reduce((sum, { value }) => sum + value.length, 0);
  const numbers = seen.reduce((sum, { value }) => sum + (Number(value) || 0), 0);
  const start = times[0] ?? 0;
  return [
    ...[seen.length, bytes, numbers, new Set(seen.map(({ value }) => value)).size],
    ...[mean(gaps), spread(gaps), Math.min(...gaps, 1e7), Math.max(...gaps, 0), median(gaps)],
    ...[mean(times.map((ms) => ms - start)), mean(times.map((ms) => ms % 1_000)), (times.at(-1) ?? 0) - start],
  ];
}

export interface Verdict {
  /** How often so much or more of a difference comes by chance alone. */
  readonly p: number;
  /** Share of pairs, not used for learning, of which the classifier says rightly which run is which. */
  readonly accuracy: number;
  /** Pairs of which anything at all that was seen differs. */
  readonly differing: number;
}

export function attack(pairs: readonly (readonly [Run, Run])[], flips = 999): Verdict {
  const differences = pairs.map(([one, other]) => {
    const [a, b] = [featuresOf(one), featuresOf(other)];
    return a.map((value, i) => value - b[i]!);
  });
  const observed = statistic(differences);
  const rng = seededRng(0x5eed);
  let asMuch = 1;
  for (let i = 0; i < flips; i += 1) {
    const flipped = differences.map((row) => (rng.next() < 0.5 ? row : row.map((value) => -value)));
    if (statistic(flipped) >= observed - 1e-9) asMuch += 1;
  }
  const differing = pairs.filter(([one, other]) => JSON.stringify(one.seen) !== JSON.stringify(other.seen)).length;
  return { p: asMuch / (flips + 1), accuracy: accuracyOf(differences, rng), differing };
}

function statistic(rows: readonly (readonly number[])[]): number {
  const scores = rows[0]!.map((_, i) => score(rows.map((row) => row[i]!)));
  return Math.max(...scores.map(Math.abs));
}

/** Standardised mean; 0 where nothing differs. */
function score(values: readonly number[]): number {
  const scale = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return scale === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / scale;
}

/** Learned on even pairs, asked of odd ones; each pair is turned by chance first, so that always saying the same is right half of the time. */
function accuracyOf(differences: readonly (readonly number[])[], rng: Rng): number {
  const learned = differences.filter((_, i) => i % 2 === 0);
  const direction = differences[0]!.map((_, i) => {
    const values = learned.map((row) => row[i]!);
    const scale = Math.sqrt(mean(values.map((value) => value * value)));
    return scale === 0 ? 0 : score(values) / scale;
  });
  const asked = differences.filter((_, i) => i % 2 === 1);
  const right = asked.map((row) => {
    const sign = rng.next() < 0.5 ? 1 : -1;
    const says = Math.sign(row.reduce((sum, value, i) => sum + sign * value * direction[i]!, 0)) * sign;
    return says === 0 ? 0.5 : says > 0 ? 1 : 0;
  });
  return mean(right);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function spread(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
