/**
 * A closing trend over some five minutes: people zigzag through streets, stop at lights and wait for buses, and still come closer.
 * Relative positions are kept once a minute; the trend is their mean motion.
 */
import type { Parameters } from './parameters.ts';
import { type PairState, type Relative, TREND_SAMPLES, type Trend } from './state.ts';

const STRIDE = 3;

/** Keeps the present relative position when a minute has passed since the last one kept. */
export function keepSample(p: Parameters, pair: PairState, relative: Relative, nowMs: number): void {
  const spacingMs = (p.trendS * 1000) / (TREND_SAMPLES - 1);
  if (pair.trendCount > 0) {
    const last = ((pair.trendCount - 1) % TREND_SAMPLES) * STRIDE;
    if (nowMs - pair.trend[last + 2]! < spacingMs) return;
  }
  const at = (pair.trendCount % TREND_SAMPLES) * STRIDE;
  pair.trend[at] = relative.offset.eastM;
  pair.trend[at + 1] = relative.offset.northM;
  pair.trend[at + 2] = nowMs;
  pair.trendCount++;
}

/** Forgets the samples, and since when courses led to a meeting: after silence they are no trend. */
export function dropSamples(pair: PairState): void {
  pair.trendCount = 0;
  pair.leadingMs = Number.NaN;
}

/** False when there are too few samples, or they do not come closer nearly every minute. */
export function readTrend(p: Parameters, pair: PairState, relative: Relative, nowMs: number, out: Trend): boolean {
  if (pair.trendCount < TREND_SAMPLES) return false;
  const first = pair.trendCount % TREND_SAMPLES;
  const oldest = first * STRIDE;
  const overS = (nowMs - pair.trend[oldest + 2]!) / 1000;
  if (overS > p.trendS * 1.5 || overS <= 0) return false;
  let before = Math.hypot(pair.trend[oldest]!, pair.trend[oldest + 1]!);
  const startM = before;
  let setbacks = 0;
  for (let i = 1; i < TREND_SAMPLES; i++) {
    const at = ((first + i) % TREND_SAMPLES) * STRIDE;
    const distance = Math.hypot(pair.trend[at]!, pair.trend[at + 1]!);
    if (distance >= before) setbacks++;
    before = distance;
  }
  if (setbacks > 1) return false;
  const east = relative.offset.eastM;
  const north = relative.offset.northM;
  const moveEast = east - pair.trend[oldest]!;
  const moveNorth = north - pair.trend[oldest + 1]!;
  const way = Math.hypot(moveEast, moveNorth);
  if (way === 0) return false;
  out.overS = overS;
  out.closedM = startM - relative.distanceM;
  out.missM = Math.abs(east * moveNorth - north * moveEast) / way;
  return true;
}
