/**
 * How a person wants to be warned, as server and page both read it. The page asks `loudnessOf` for what it does when a warning
 * is on the screen; the server asks the plan which channels reach a closed phone. Fails toward warning: `danger` is never made
 * quieter, whatever a plan says.
 */
import { z } from 'zod';
import { unreachable } from '../core/assert.ts';
import { ATTEMPT_STATES, CHANNELS } from './attempt.ts';

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

/** What reaches a closed phone now, as the page shows it. */
export const reachSchema = z.object({
  /** Browsers that push messages go to. */
  phones: z.int(),
  /** Whether there is a number, and a provider that carries messages to it: never in an exercise. */
  sms: z.boolean(),
  call: z.boolean(),
  hasNumber: z.boolean(),
});

export const myPlanSchema = z.object({ plan: warningPlanSchema, reach: reachSchema });

const base64url = (bytesMin: number, bytesMax: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+={0,2}$/)
    .min(Math.floor((bytesMin * 4) / 3))
    .max(Math.ceil((bytesMax * 4) / 3) + 3);

export const pushKeySchema = z.object({ key: z.string() });

export const pushSubscriptionRequestSchema = z.strictObject({
  endpoint: z.url().max(1_000),
  keys: z.strictObject({ p256dh: base64url(65, 65), auth: base64url(16, 32) }),
  /** In which the usual words of a notification are said. */
  language: z.enum(['en', 'ko', 'ja', 'ms']).default('en'),
});

export const pushSubscriptionSchema = z.object({ subscriptionId: z.uuid() });
export const pushUnsubscribeRequestSchema = z.strictObject({ endpoint: z.url().max(1_000) });

/** From the service worker: `key` proves that it opened the message. */
export const pushReceiptRequestSchema = z.strictObject({
  id: z.uuid(),
  key: z.string().min(20).max(100),
  /** displayed: the phone drew the notification; opened: somebody touched it. */
  event: z.enum(['displayed', 'opened']),
});

/** What the service worker finds in a push message: a neutral text, opaque ids, and how loud. Nothing else is ever in it. */
export interface PushPayload {
  readonly v: 1;
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly body: string;
  /** The same for all messages of one incident: the newer takes the place of the older. */
  readonly tag: string;
  readonly loud: Loudness;
  /** The same within the quiet hours, which are counted on the phone's own clock; null: there are none. */
  readonly quiet: { readonly loud: Loudness; readonly fromMinute: number; readonly toMinute: number } | null;
}

/** One try over one channel. Which phone, only as a number of this list; no address, no provider. */
export const deliveryAttemptSchema = z.object({
  channel: z.enum(CHANNELS),
  /** Push: the first, second … phone; calls: the first, second … call. */
  number: z.int(),
  state: z.enum(ATTEMPT_STATES),
  /** Why it failed or was dropped: a key of the catalogue. */
  reason: z.string().nullable(),
  /** It went to the local sink, and to nobody's telephone. */
  isSink: z.boolean(),
  tries: z.int(),
  queuedAtMs: z.number(),
  sentAtMs: z.number().nullable(),
  acceptedAtMs: z.number().nullable(),
  deliveredAtMs: z.number().nullable(),
  displayedAtMs: z.number().nullable(),
  answeredAtMs: z.number().nullable(),
  confirmedAtMs: z.number().nullable(),
  endedAtMs: z.number().nullable(),
});

export const deliverySchema = z.object({
  warningId: z.uuid(),
  /** For whom. */
  recipientId: z.uuid(),
  level: z.string(),
  createdAtMs: z.number(),
  /** When the open page showed it. */
  shownAtMs: z.number().nullable(),
  /**
   * going-on; seen: a person saw or confirmed it; displayed: a phone drew it, nobody is known to have looked; dropped: its cause ended;
   * exhausted: nothing reached them.
   */
  outcome: z.enum(['going-on', 'seen', 'displayed', 'dropped', 'exhausted']),
  outcomeReason: z.string().nullable(),
  endedAtMs: z.number().nullable(),
  /** Whether anything at all is known to have reached them. */
  reached: z.boolean(),
  attempts: z.array(deliveryAttemptSchema),
});

export const deliveriesSchema = z.object({ serverTimeMs: z.number(), deliveries: z.array(deliverySchema) });
export const trialSchema = z.object({ serverTimeMs: z.number(), delivery: deliverySchema });

export type Reach = z.infer<typeof reachSchema>;
export type MyPlan = z.infer<typeof myPlanSchema>;
export type PushSubscriptionRequest = z.infer<typeof pushSubscriptionRequestSchema>;
export type DeliveryJson = z.infer<typeof deliverySchema>;
export type DeliveryAttemptJson = z.infer<typeof deliveryAttemptSchema>;
export type DeliveriesJson = z.infer<typeof deliveriesSchema>;
