/**
 * How a person wants to be warned, as server and page both read it. The page asks `loudnessOf` for what it does when a warning
 * is on the screen; the server asks the plan which channels reach a closed phone. Fails toward warning: `danger` is never made
 * quieter, whatever a plan says.
 */
import { z } from 'zod';
import { unreachable } from '../core/assert.ts';

const minuteOfDaySchema = z.int().min(0).max(1439);

export const warningPlanSchema = z.strictObject({
  /** What may be used to reach a closed phone. All of it, until they choose otherwise. */
  channels: z.strictObject({ push: z.boolean(), sms: z.boolean(), call: z.boolean() }),
  /** A warning shakes the phone and does not sound; what is not yet known, and a notice, only show. */
  calm: z.boolean(),
  /** Minutes of the day on the phone's own clock, from inclusive, to exclusive; may go over midnight. Null: none. */
  quietHours: z.strictObject({ fromMinute: minuteOfDaySchema, toMinute: minuteOfDaySchema }).nullable(),
  /** The words of a push message, their own and neutral: whoever glances at the phone learns nothing. */
  notification: z.strictObject({ title: z.string().trim().min(1).max(40), body: z.string().trim().max(120) }),
});

export type WarningPlan = z.infer<typeof warningPlanSchema>;

/** full: sound and vibration; soft: vibration alone; silent: it shows. */
export type Loudness = 'full' | 'soft' | 'silent';
type AlertLevel = 'clear' | 'notice' | 'warning' | 'danger' | 'unknown';

/** How a warning of this level makes itself felt in the open page, at that minute of the phone's day. */
export function loudnessOf(
  level: AlertLevel,
  plan: Pick<WarningPlan, 'calm' | 'quietHours'>,
  minuteOfDay: number,
): Loudness {
  const hushed = plan.calm || isWithin(plan.quietHours, minuteOfDay);
  switch (level) {
    // INVARIANT: neither calm mode nor quiet hours ever make danger quieter.
    case 'danger':
      return 'full';
    case 'warning':
      return hushed ? 'soft' : 'full';
    case 'unknown':
      return hushed ? 'silent' : 'full';
    case 'notice':
      return hushed ? 'silent' : 'soft';
    case 'clear':
      return 'silent';
    default:
      return unreachable(level);
  }
}

function isWithin(hours: WarningPlan['quietHours'], minuteOfDay: number): boolean {
  if (hours === null || hours.fromMinute === hours.toMinute) return false;
  const { fromMinute, toMinute } = hours;
  if (fromMinute < toMinute) return minuteOfDay >= fromMinute && minuteOfDay < toMinute;
  return minuteOfDay >= fromMinute || minuteOfDay < toMinute;
}
