/** Court orders as the API takes and gives them. Zones' shapes go in and never come out of a list. */
import { z } from 'zod';
import { linkingSchema } from '../people/contract.ts';
import { ORDER_LIMITS } from './limits.ts';
import { ASKED_OF, ENDING_ACTS, ENDINGS, ORDER_STATUSES } from './order.ts';

export { type ShapeFault, shapeFault, shapeProblem } from './decide-shape.ts';
export type { DisclosureRule, Target, Viewer } from './packs/disclosure-rule.ts';
export { disclosureRules } from './packs/disclosure-rule.ts';
export type { Pack, PackFile } from './packs/pack.ts';

const distanceSchema = z.int().positive();
const latDegSchema = z.number().min(-90).max(90);
const lonDegSchema = z.number().min(-180).max(180);

export const shapeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('circle'),
    latDeg: latDegSchema,
    lonDeg: lonDegSchema,
    radiusM: z.number().min(10).max(ORDER_LIMITS.zoneRadiusMMax),
  }),
  z.strictObject({
    kind: z.literal('polygon'),
    /** The first ring is the outline, the others are holes. */
    rings: z
      .array(
        z
          .array(z.strictObject({ latDeg: latDegSchema, lonDeg: lonDegSchema }))
          .min(3)
          .max(ORDER_LIMITS.polygonPoints),
      )
      .min(1)
      .max(ORDER_LIMITS.polygonRings),
  }),
]);

const secondsSchema = z.int().positive();

/** The engine's numbers that an order may set; what is left out is as in the pack, or the engine's own. */
const parametersSchema = z.strictObject({
  /** A warning comes when contact is this near in time. */
  warnTauS: secondsSchema.exactOptional(),
  /** A device that has not reported for this long is silent, */
  silenceAfterS: secondsSchema.exactOptional(),
  /** and that is told once contact could have become possible within this time. */
  silenceContactS: secondsSchema.exactOptional(),
  /** A warning is kept this long after its last reason. */
  warnHoldS: secondsSchema.exactOptional(),
});

/** Hours of a place's days, in the jurisdiction's own time: `from` is in it, `until` is not; `until` not after `from`: on the next day. */
const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "like '07:30'");
export const timetableSchema = z
  .array(
    z.strictObject({
      /** ISO: 1 is Monday. */
      days: z.array(z.int().min(1).max(7)).min(1).max(7),
      from: timeSchema,
      until: timeSchema,
    }),
  )
  .min(1)
  .max(ORDER_LIMITS.timetableWindows);

export const zoneRequestSchema = z.strictObject({
  kind: z.enum(['exclusion', 'inclusion']).default('exclusion'),
  name: z.string().trim().min(1).max(ORDER_LIMITS.zoneNameLength),
  shape: shapeSchema,
  /** Whose place it is; may be left out when the order protects one person, and for inclusion zones (the wearer's). */
  ofPersonId: z.uuid().optional(),
  warnM: distanceSchema.optional(),
  noticeM: distanceSchema.optional(),
  /** When it counts; left out: always. */
  timetable: timetableSchema.optional(),
});

/** What an order demands, beyond its measures: distances, reporting, places. What is left out is taken from the jurisdiction's pack. */
export const orderConditionsSchema = z.strictObject({
  restraintM: distanceSchema.optional(),
  warnM: distanceSchema.optional(),
  noticeM: distanceSchema.optional(),
  rings: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), distanceSchema).optional(),
  wearerIntervalS: z.int().positive().optional(),
  protectedIntervalS: z.int().positive().optional(),
  parameters: parametersSchema.optional(),
  zones: z.array(zoneRequestSchema).max(ORDER_LIMITS.zones).default([]),
});

/** What is left out is taken from the jurisdiction's pack. */
export const orderRequestSchema = z.strictObject({
  agencyId: z.uuid(),
  wearerId: z.uuid(),
  protectedIds: z.array(z.uuid()).min(1).max(ORDER_LIMITS.protectedPeople),
  /** Household members of those protected persons: each is a pair of its own. */
  householdIds: z.array(z.uuid()).max(ORDER_LIMITS.householdMembers).default([]),
  /** Capital letters, a hyphen, digits; made when it is left out. */
  label: z
    .string()
    .regex(/^[A-Z]{1,3}-\d{2,6}$/, "like 'M-014'")
    .optional(),
  measure: z.string().optional(),
  exercise: z.boolean(),
  /** Default: now. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** The first instant after it. Default: the longest that the measure allows. */
  until: z.iso.datetime({ offset: true }).optional(),
  ...orderConditionsSchema.shape,
});

export const pairSchema = z.object({ pairId: z.uuid(), protectedId: z.uuid() });

export const zoneSchema = z.object({
  zoneId: z.uuid(),
  kind: z.enum(['exclusion', 'inclusion']),
  warnM: z.number(),
  noticeM: z.number(),
});

export const orderSchema = z.object({
  orderId: z.uuid(),
  agencyId: z.uuid(),
  wearerId: z.uuid(),
  jurisdiction: z.string(),
  label: z.string(),
  measure: z.string(),
  exercise: z.boolean(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  status: z.enum(ORDER_STATUSES),
  inForce: z.boolean(),
  endedAt: z.iso.datetime().nullable(),
  restraintM: z.number(),
  warnM: z.number(),
  noticeM: z.number(),
  rings: z.record(z.string(), z.number()),
  wearerIntervalS: z.number(),
  protectedIntervalS: z.number(),
  parameters: parametersSchema,
  createdAt: z.iso.datetime(),
  pairs: z.array(pairSchema),
  zones: z.array(zoneSchema),
});

/** One order, with how it ended and until when is kept what was kept under it. */
export const orderWithEndingSchema = orderSchema.extend({
  /** Null while nothing ended it, or before it was noticed. */
  ending: z
    .object({
      how: z.enum(ENDINGS),
      /** The first instant at which it was no longer in force. */
      effectiveAt: z.iso.datetime(),
      recordedAt: z.iso.datetime(),
      article: z.string(),
    })
    .nullable(),
  /** The clocks that hold, one for each kind. */
  retention: z.array(
    z.object({
      what: z.string(),
      because: z.string(),
      startsAt: z.iso.datetime(),
      destroyAt: z.iso.datetime(),
      article: z.string(),
      packVersion: z.string(),
    }),
  ),
});

/** What an officer has to know of an order that ended. Names no one. */
export const deskEndingSchema = z.object({
  orderId: z.uuid(),
  label: z.string(),
  wearerId: z.uuid(),
  how: z.enum(ENDINGS),
  effectiveAtMs: z.number(),
  article: z.string(),
  /** Of the jurisdiction: law counts days in it. */
  timeZone: z.string(),
  /** The first instant at which nothing of the positions may be left under this order; null: not known. */
  keptUntilMs: z.number().nullable(),
  keptArticle: z.string().nullable(),
  /** Cases in force that bind the same wearer: the device stays on. */
  otherLabels: z.array(z.string()),
});

export const deskEndingsSchema = z.object({
  serverTimeMs: z.number(),
  isWhole: z.boolean(),
  endings: z.array(deskEndingSchema),
});

export type DeskEndingJson = z.infer<typeof deskEndingSchema>;
export type DeskEndingsJson = z.infer<typeof deskEndingsSchema>;

/** With what comparing the wearer's record with all others found. */
export const enteredOrderSchema = orderSchema.extend({ linking: linkingSchema });

export const orderListSchema = z.object({ orders: z.array(orderSchema) });

export type OrderRequest = z.infer<typeof orderRequestSchema>;
export type OrderJson = z.infer<typeof orderSchema>;
export type OrderWithEndingJson = z.infer<typeof orderWithEndingSchema>;
export type ZoneRequest = z.infer<typeof zoneRequestSchema>;
export type Timetable = z.infer<typeof timetableSchema>;

/** Of the text of the undertaking that holds now; another text needs another name, and is read again. */
export const UNDERTAKING_TEXT = 'undertaking-2';

/** An order as whom it protects may see it: no case number, no wearer, nobody else. Times are epoch ms. */
export const ownOrderSchema = z.object({
  jurisdiction: z.string(),
  timeZone: z.string(),
  measure: z.object({ name: z.string(), article: z.string() }),
  fromMs: z.number(),
  /** The first instant at which it is no longer in force. */
  untilMs: z.number(),
  /** When it was ended before its time, and how; null: it was not. */
  ended: z.object({ atMs: z.number(), how: z.enum(ENDING_ACTS) }).nullable(),
  /** It is over: until when is kept what was recorded of anybody's place; null: in force, or not known yet. */
  keptUntilMs: z.number().nullable(),
  restraintM: z.number(),
  warnM: z.number(),
  noticeM: z.number(),
  rings: z.record(z.string(), z.number()),
  /** Places that the order tells the wearer to keep away from. */
  places: z.number(),
  extensions: z.object({
    countMax: z.number().nullable(),
    months: z.number(),
    askedOf: z.enum(ASKED_OF).nullable(),
    article: z.string(),
  }),
});

export const undertakingSchema = z.object({
  jurisdiction: z.string(),
  yearsMax: z.number(),
  fineMax: z.number(),
  currency: z.string(),
  article: z.string(),
  textVersion: z.string(),
  acceptedAtMs: z.number().nullable(),
  /** It has not been accepted yet, or has to be again. */
  isDue: z.boolean(),
  /** It holds now: the wearer's place may be shown where the law shows one. */
  holds: z.boolean(),
  /** When it stops to hold unless it is said again; null: it does not hold. */
  untilMs: z.number().nullable(),
});

export const ownOrdersSchema = z.object({
  /** Who looks after the case: whom to ask. */
  agencyName: z.string(),
  orders: z.array(ownOrderSchema),
  undertaking: undertakingSchema.nullable(),
});

export const undertakingRequestSchema = z.strictObject({
  jurisdiction: z.string().regex(/^[a-z]{2,12}$/),
  textVersion: z.string().regex(/^[a-z0-9-]{1,40}$/),
});

export type OwnOrderJson = z.infer<typeof ownOrderSchema>;
export type OwnOrdersJson = z.infer<typeof ownOrdersSchema>;
export type UndertakingJson = z.infer<typeof undertakingSchema>;
