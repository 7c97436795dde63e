/**
 * A closing trend over some five minutes: people zigzag through streets, stop at lights and wait for buses, and still come closer.
 * Relative positions are kept once a minute; the trend is their mean motion.
 */
import type { Parameters } from './parameters.ts';
import { type PairState, type Relative, TREND_SAMPLES, type Trend } from './state.ts';

/**
 * Keeps the present relative position when a minute has passed since the last one kept, and lets the usual distance follow. Who has
 * just turned round while they part closes for a moment, and is still further off than usual.
 */
export function keepSample(p: Parameters, pair: PairState, relative: Relative, nowMs: number): void {
  const { distanceM } = relative;
  if (pair.trendCount === 0) pair.usualM = distanceM;
  else {
    const sinceMs = nowMs - pair.trendAtMs((pair.trendCount - 1) % TREND_SAMPLES);
    if (sinceMs < spacingMs(p)) return;
    pair.usualM += (distanceM - pair.usualM) * (1 - Math.exp(-sinceMs / 1000 / p.usualS));
  }
  pair.setTrend(pair.trendCount % TREND_SAMPLES, relative.offset.eastM, relative.offset.northM, nowMs);
  pair.trendCount++;
}

/** When the next one is due; NaN when none is kept. */
export function sampleDueMs(p: Parameters, pair: PairState): number {
  if (pair.trendCount === 0) return Number.NaN;
  return pair.trendAtMs((pair.trendCount - 1) % TREND_SAMPLES) + spacingMs(p);
}

function spacingMs(p: Parameters): number {
  return (p.trendS * 1000) / (TREND_SAMPLES - 1);
}

/** Whether they are nearer than of late. After silence nothing is usual yet, and nothing is held against a course. */
export function isNearerThanUsual(pair: PairState, relative: Relative): boolean {
  return pair.trendCount < 2 || relative.distanceM < pair.usualM;
}

/** Forgets the samples, and since when courses led to a meeting: after silence they are no trend. */
export function dropSamples(pair: PairState): void {
  pair.trendCount = 0;
  pair.usualM = Number.NaN;
  pair.leadingMs = Number.NaN;
}

/** False when there are too few samples, or they do not come closer nearly every minute. */
export function readTrend(p: Parameters, pair: PairState, relative: Relative, nowMs: number, out: Trend): boolean {
  if (pair.trendCount < TREND_SAMPLES) return false;
  const oldest = pair.trendCount % TREND_SAMPLES;
  const overS = (nowMs - pair.trendAtMs(oldest)) / 1000;
  if (overS > p.trendS * 1.5 || overS <= 0) return false;
  let before = Math.hypot(pair.trendEastM(oldest), pair.trendNorthM(oldest));
  const startM = before;
  let setbacks = 0;
  for (let i = 1; i < TREND_SAMPLES; i++) {
    const at = (oldest + i) % TREND_SAMPLES;
    const distance = Math.hypot(pair.trendEastM(at), pair.trendNorthM(at));
    if (distance >= before) setbacks++;
    before = distance;
  }
  if (setbacks > 1) return false;
  const east = relative.offset.eastM;
  const north = relative.offset.northM;
  const moveEast = east - pair.trendEastM(oldest);
  const moveNorth = north - pair.trendNorthM(oldest);
  const way = Math.hypot(moveEast, moveNorth);
  if (way === 0) return false;
  out.overS = overS;
  out.closedM = startM - relative.distanceM;
  out.missM = Math.abs(east * moveNorth - north * moveEast) / way;
  return true;
}
