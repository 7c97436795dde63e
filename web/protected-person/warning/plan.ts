/**
 * How loud a warning may be in the open page, by the person's own plan. Kept on the device for when there is no network. Fails toward
 * warning: a plan that is absent or cannot be read makes nothing quieter.
 */
import { type Loudness, loudnessOf, type WarningPlan, warningPlanSchema } from '../../../src/notify/contract.ts';
import type { Level } from '../../ui/parts/level.ts';

/** Only what decides loudness: the words of a notification are no business of a device's storage. */
export type QuietPlan = Pick<WarningPlan, 'calm' | 'quietHours'>;

const KEY = 'quiet-plan';
const keptSchema = warningPlanSchema.pick({ calm: true, quietHours: true });

export function quietOf({ calm, quietHours }: WarningPlan): QuietPlan {
  return { calm, quietHours };
}

export function loadPlan(storage: Pick<Storage, 'getItem'> | null): QuietPlan | null {
  const text = storage?.getItem(KEY) ?? null;
  if (text === null) return null;
  try {
    return keptSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export function storePlan(storage: Pick<Storage, 'setItem' | 'removeItem'> | null, plan: QuietPlan | null): void {
  if (plan === null) storage?.removeItem(KEY);
  else storage?.setItem(KEY, JSON.stringify(plan));
}

/** Minutes since midnight where the phone is. */
export function minuteOfDay(nowMs: number): number {
  const at = new Date(nowMs);
  return at.getHours() * 60 + at.getMinutes();
}

/** Nobody chose anything. */
const NO_PLAN: QuietPlan = { calm: false, quietHours: null };

export function loudnessNow(level: Level, plan: QuietPlan | null, nowMs: number): Loudness {
  return loudnessOf(level, plan ?? NO_PLAN, minuteOfDay(nowMs));
}
