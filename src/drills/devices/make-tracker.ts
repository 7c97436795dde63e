/** A cast member's tracker for a plan: the same over sockets and under simulated time. */
import { between, seededRng } from '../../core/rng.ts';
import { SECOND_MS } from '../../core/time.ts';
import { type CastDevice, castIntervalS } from '../cast.ts';
import { makeReporter } from '../people/reporter.ts';
import { type DrillPlan, deviceSeed } from '../scenarios/plan.ts';
import { Tracker } from './tracker.ts';

/** `speed`: elapsed ms that pass in one real ms. */
export function makeTracker(
  plan: DrillPlan,
  device: CastDevice,
  speed: number,
  realMs: (elapsedMs: number) => number,
): Tracker {
  const seed = deviceSeed(plan, device.key);
  const intervalMs = castIntervalS(device.person) * SECOND_MS * speed;
  return new Tracker({
    reporter: makeReporter(plan.actors.get(device.person)!, seed, { intervalMs, outliers: 1 }),
    happenings: plan.happenings.filter((one) => one.device === device.key),
    batteryPct: between(seededRng(seed ^ 0xba77), 55, 100),
    speed,
    realMs,
  });
}
