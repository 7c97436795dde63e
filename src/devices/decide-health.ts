/**
 * What a report changes in what is known of a device, and when its battery will be empty. Pure. Fails toward unknown: an older
 * report never overwrites a newer word, and a forecast without enough fall behind it is none.
 */
import { HOUR_MS, MINUTE_MS } from '../core/time.ts';
import type { BatteryPoint, Health, HeardReport } from './health.ts';

/** The forecast looks back so far: a phone's evening says nothing of its afternoon. */
const HISTORY_MS = 6 * HOUR_MS;
const POINT_EVERY_MS = 10 * MINUTE_MS;
const HISTORY_POINTS_MAX = HISTORY_MS / POINT_EVERY_MS + 2;
/** A rise of this much is charging, whether the device says so or not; less is the gauge's. */
const CHARGED_PCT = 2;
const FORECAST = { pointsMin: 4, spanMs: 30 * MINUTE_MS, fallPct: 3, staleMs: 2 * HOUR_MS } as const;

// HAZARD H-133: a late batch makes an old battery, an old strap or an old position stand as the newest.
export function heardHealth(health: Health, report: HeardReport): Health {
  const { saidAtMs, batteryPct, charging, strap, satellites } = report;
  const lastContactMs = Math.max(health.lastContactMs ?? 0, report.receivedAtMs);
  const lastPositionMs =
    report.positionAtMs === null ? health.lastPositionMs : Math.max(health.lastPositionMs ?? 0, report.positionAtMs);
  const heard = { ...health, lastContactMs, lastPositionMs, source: report.source };
  const isNewer = (atMs: number | null): boolean => atMs === null || saidAtMs >= atMs;
  const withStrap = strap !== null && isNewer(health.strapAtMs) ? { ...heard, strap, strapAtMs: saidAtMs } : heard;
  if (!isNewer(health.batteryAtMs)) return withStrap;
  const battery = {
    ...withStrap,
    charging: charging ?? health.charging,
    satellites: satellites ?? health.satellites,
  };
  if (batteryPct === null) return battery;
  const batteryHistory = grown(health.batteryHistory, { atMs: saidAtMs, pct: batteryPct }, charging === true);
  return { ...battery, batteryPct, batteryAtMs: saidAtMs, batteryHistory };
}

function grown(history: readonly BatteryPoint[], point: BatteryPoint, isCharging: boolean): readonly BatteryPoint[] {
  const last = history.at(-1);
  if (isCharging || last === undefined || point.pct >= last.pct + CHARGED_PCT) return [point];
  // Points stand ten minutes apart, and the newest reading is always the last of them.
  const before = history.at(-2);
  const isBetween = before !== undefined && last.atMs - before.atMs < POINT_EVERY_MS;
  const kept = (isBetween ? history.slice(0, -1) : history).filter(({ atMs }) => atMs >= point.atMs - HISTORY_MS);
  return [...kept, point].slice(-HISTORY_POINTS_MAX);
}

/**
 * When the battery will be empty, epoch ms: the median of all slopes between two points (Theil-Sen, so that one odd reading does
 * not move it), carried on from the last one. Null when it is charging, when what was read is old, or when it has not fallen
 * long and far enough to say.
 */
export function emptyAtMs(health: Health, nowMs: number): number | null {
  const history = health.batteryHistory;
  const first = history[0];
  const last = history.at(-1);
  if (health.charging === true || first === undefined || last === undefined) return null;
  if (nowMs - last.atMs > FORECAST.staleMs || history.length < FORECAST.pointsMin) return null;
  if (last.atMs - first.atMs < FORECAST.spanMs || first.pct - last.pct < FORECAST.fallPct) return null;
  const slope = slopeOf(history);
  return slope < 0 ? Math.round(last.atMs - last.pct / slope) : null;
}

/** Every device is asked every few seconds, and its history changes every few minutes. */
const known = new WeakMap<readonly BatteryPoint[], number>();

/** Percent a millisecond. */
function slopeOf(history: readonly BatteryPoint[]): number {
  const before = known.get(history);
  if (before !== undefined) return before;
  const slopes: number[] = [];
  for (const [i, a] of history.entries()) {
    for (const b of history.slice(i + 1)) if (b.atMs > a.atMs) slopes.push((b.pct - a.pct) / (b.atMs - a.atMs));
  }
  slopes.sort((a, b) => a - b);
  const slope = slopes[Math.floor(slopes.length / 2)] ?? 0;
  known.set(history, slope);
  return slope;
}
