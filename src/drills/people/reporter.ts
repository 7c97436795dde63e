/**
 * One device's reports in order of time: reads its receiver every interval, with its own clock error and battery. Whether a
 * report can leave at once is for the network (`online`); the device keeps what cannot.
 */
import { makeReceiver, type ReceiverChoice } from '../../core/receiver.ts';
import { between, type Rng, seededRng } from '../../core/rng.ts';
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import type { Source } from '../../proximity/types.ts';
import { toGeo } from '../city/plane.ts';
import type { Itinerary } from './itinerary.ts';
import type { TrueState } from './true-state.ts';

/** A device's own view of itself at one instant; `fixedElapsedMs` is by its own clock. */
export interface Measured {
  readonly fixedElapsedMs: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly accuracyM: number;
  readonly speedMps: number | null;
  readonly courseDeg: number | null;
  readonly source: Source;
  readonly batteryPct: number;
  readonly charging: boolean;
}

export interface Beat {
  /** True elapsed time. */
  readonly atMs: number;
  readonly online: boolean;
  /** Null: the device woke and had no position. */
  readonly measured: Measured | null;
}

export interface ReporterChoice extends ReceiverChoice {
  readonly intervalMs: number;
}

export interface Reporter {
  /** The next time the device wakes, and what it has then. */
  next(): Beat;
  /** When that is, in true elapsed time. */
  readonly nextMs: number;
  /** Awake besides: what it has at an instant not before the last. */
  at(elapsedMs: number): Beat;
  /** From `fromMs` on it wakes so often, counted from when it last did. */
  every(intervalMs: number, fromMs: number): void;
}

const BATTERY_PCT_PER_H = 4;
const CHARGE_PCT_PER_H = 45;
/** Phones keep time within a second or two of true, a few are worse. */
const CLOCK_ERROR_MS = 700;
const POOR_CLOCK_MS = 2_500;

/** No network: in tunnels, and now and then for half a minute anywhere (decided by the minute, so that it lasts). */
export function isOnline(state: TrueState, elapsedMs: number, seed: number, patchy: boolean): boolean {
  if (state.surroundings === 'tunnel') return false;
  if (!patchy) return true;
  const rng = seededRng(seed ^ Math.floor(elapsedMs / (MINUTE_MS / 2)));
  return rng.next() > 0.006;
}

export function makeReporter(itinerary: Itinerary, seed: number, choice: ReporterChoice): Reporter {
  const rng = seededRng(seed);
  const receiver = makeReceiver(seededRng(seed ^ 0x5bd1e995), choice);
  const clockMs = clockError(rng);
  const phaseMs = Math.floor(between(rng, 0, Math.min(choice.intervalMs, 5 * SECOND_MS)));
  let batteryPct = between(rng, 55, 100);
  let intervalMs = choice.intervalMs;
  let lastMs = phaseMs - intervalMs;
  let nextMs = phaseMs;
  const measure = (atMs: number): Beat => {
    const state = itinerary.at(atMs);
    const perH = state.charging ? CHARGE_PCT_PER_H : -BATTERY_PCT_PER_H;
    batteryPct = Math.min(100, Math.max(5, batteryPct + (perH * (atMs - lastMs)) / (60 * MINUTE_MS)));
    lastMs = atMs;
    const reading = receiver.read(state, atMs);
    const online = isOnline(state, atMs, seed, choice.outliers > 0);
    if (!reading) return { atMs, online, measured: null };
    const { point, ...rest } = reading;
    const charging = state.charging && batteryPct < 100;
    const fixedElapsedMs = Math.max(0, atMs + clockMs);
    const measured = { ...rest, ...toGeo(point), fixedElapsedMs, batteryPct: Math.round(batteryPct), charging };
    return { atMs, online, measured };
  };
  return {
    next() {
      const atMs = nextMs;
      nextMs += intervalMs;
      return measure(atMs);
    },
    get nextMs() {
      return nextMs;
    },
    at: measure,
    every(newMs, fromMs) {
      nextMs = Math.max(fromMs, nextMs - intervalMs + newMs);
      intervalMs = newMs;
    },
  };
}

/** Never ahead by much: what phones do is lag behind network time. */
function clockError(rng: Rng): number {
  const spread = rng.next() < 0.08 ? POOR_CLOCK_MS : CLOCK_ERROR_MS;
  return Math.floor(between(rng, -spread, spread * 0.4));
}
