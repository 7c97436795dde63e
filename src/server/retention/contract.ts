/** The wire form of what people do about erasing: before its time (the agency that keeps it), and not until a day (the court). */
import { z } from 'zod';
import { EARLY_REASONS, KEPT_PARTS } from '../../orders/kept.ts';

export { EARLY_REASONS, type EarlyReason } from '../../orders/kept.ts';

/** Asked for by one, and done when another of the same office asks for the same. */
export const waitingSchema = z.object({
  actId: z.uuid(),
  isMine: z.boolean(),
  askedAtMs: z.number(),
  expiresAtMs: z.number(),
  article: z.string(),
});

const partSchema = z.object({
  part: z.enum(KEPT_PARTS),
  /** When its clock runs out; null: none runs. */
  dueAtMs: z.number().nullable(),
  article: z.string().nullable(),
  /** A court keeps it until then. */
  heldUntilMs: z.number().nullable(),
  isUnderWay: z.boolean(),
  waiting: waitingSchema.extend({ because: z.enum(EARLY_REASONS) }).nullable(),
});

export const keptListSchema = z.object({
  serverTimeMs: z.number(),
  timeZone: z.string(),
  /** By which article two of the office erase before the time; null: this law does not say how, and nobody does. */
  article: z.string().nullable(),
  orders: z.array(
    z.object({ orderId: z.uuid(), label: z.string(), endedAtMs: z.number(), parts: z.array(partSchema).min(1) }),
  ),
  /** More orders are over than are shown. */
  isWhole: z.boolean(),
});
export type KeptListJson = z.infer<typeof keptListSchema>;
export type KeptOrderJson = KeptListJson['orders'][number];

/** `confirmed`: that it cannot be taken back was read. */
export const earlyRequestSchema = z.strictObject({
  part: z.enum(KEPT_PARTS),
  because: z.enum(EARLY_REASONS),
  confirmed: z.literal(true),
});

export const doneSchema = z.object({
  state: z.enum(['waiting', 'approved']),
  /** Until when it waits; null: it is done. */
  expiresAtMs: z.number().nullable(),
});
export type DoneJson = z.infer<typeof doneSchema>;

export const holdListSchema = z.object({
  serverTimeMs: z.number(),
  /** Articles by which the law lets a court hold, and for how long; none: it does not. */
  rules: z.array(z.object({ article: z.string(), mostDays: z.number() })),
  orders: z.array(
    z.object({
      orderId: z.uuid(),
      label: z.string(),
      holds: z.array(z.object({ article: z.string(), untilMs: z.number() })),
      waiting: z.array(waitingSchema.extend({ untilMs: z.number(), documentId: z.uuid() })),
    }),
  ),
});
export type HoldListJson = z.infer<typeof holdListSchema>;

export const holdRequestSchema = z.strictObject({
  orderId: z.uuid(),
  article: z.string().min(1).max(100),
  /** The first instant at which it holds no more. */
  until: z.iso.datetime({ offset: true }),
  /** Of the proceeding: the court's order to hold. */
  documentId: z.uuid(),
});
export const liftRequestSchema = z.strictObject({ orderId: z.uuid() });
