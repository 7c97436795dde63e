/**
 * A wearer's page as the API gives it (docs/decisions/0045 and 0050). INVARIANT (I-4): no field here depends on where a protected person was. No
 * level, no distance, no share, no count, no hour of anything that comes from two people.
 */
import { z } from 'zod';
import { REMOVAL_REASONS } from '../../devices/absence.ts';
import { LIFE_STATES } from '../../devices/life.ts';
import { ENDINGS } from '../../orders/order.ts';
import type { LogProof } from '../../safeguards/service.ts';

export const WEARER_LIMITS = {
  /** Positions of one answer; a day at one in five seconds has 17,280. */
  positionsMax: 20_000,
  exportPositionsMax: 50_000,
  exportDaysMax: 7,
  looksMax: 500,
  /** Entries of the audit that are read at once, until there are so many looks or no entry is left. */
  entriesAtOnce: 5_000,
  exportsPerMinute: 6,
} as const;

const officeSchema = z.object({ name: z.string(), phone: z.string().nullable() });

const placeSchema = z.object({
  kind: z.enum(['exclusion', 'inclusion']),
  name: z.string().nullable(),
  radiusM: z.number().nullable(),
});

export const ownOrderSchema = z.object({
  orderId: z.uuid(),
  label: z.string(),
  jurisdiction: z.string(),
  timeZone: z.string(),
  measure: z.object({ name: z.string(), nameEn: z.string(), article: z.string() }),
  inForce: z.boolean(),
  fromMs: z.number(),
  untilMs: z.number(),
  ended: z.object({ atMs: z.number(), how: z.enum(ENDINGS) }).nullable(),
  restraintM: z.number(),
  places: z.array(placeSchema),
  office: officeSchema,
});

export const ownProceedingSchema = z.object({
  number: z.string(),
  jurisdiction: z.string(),
  timeZone: z.string(),
  measures: z.array(
    z.object({
      name: z.string(),
      nameEn: z.string(),
      article: z.string(),
      fromMs: z.number().nullable(),
      untilMs: z.number().nullable(),
      inForce: z.boolean(),
    }),
  ),
  /** Null: there is nothing to appeal against, or the time for it is over. */
  appeal: z
    .object({ dueMs: z.number().nullable(), article: z.string(), mayMove: z.boolean(), court: officeSchema.nullable() })
    .nullable(),
  papers: z.array(z.object({ documentId: z.uuid(), version: z.number().nullable() })),
});

export const ownDeviceSchema = z.object({
  deviceId: z.uuid(),
  state: z.enum(LIFE_STATES),
  lastContactMs: z.number().nullable(),
  lastPositionMs: z.number().nullable(),
  batteryPct: z.number().nullable(),
  charging: z.boolean().nullable(),
  emptyAtMs: z.number().nullable(),
  strap: z.enum(['closed', 'open']).nullable(),
  duties: z.array(z.object({ id: z.string(), article: z.string(), readAtMs: z.number().nullable() })),
  removal: z
    .object({
      reason: z.enum(REMOVAL_REASONS),
      fromMs: z.number(),
      untilMs: z.number(),
      decision: z.enum(['approved', 'refused']).nullable(),
    })
    .nullable(),
  appointment: z.object({ atMs: z.number(), place: z.string().nullable() }).nullable(),
});

export const REMINDERS = ['charge', 'strap', 'appointment', 'removal-ends', 'appeal', 'order-ends', 'answer'] as const;

export const overviewSchema = z.object({
  serverTimeMs: z.number(),
  name: z.string(),
  exercise: z.boolean(),
  isLawyer: z.boolean(),
  timeZone: z.string(),
  office: officeSchema,
  emergencyNumber: z.string(),
  orders: z.array(ownOrderSchema),
  proceedings: z.array(ownProceedingSchema),
  devices: z.array(ownDeviceSchema),
  /** The nearest first. */
  reminders: z.array(z.object({ kind: z.enum(REMINDERS), atMs: z.number().nullable() })),
  lawyers: z.array(z.object({ lawyerId: z.uuid(), name: z.string(), fromMs: z.number() })),
});

export const HELD_KINDS = [
  'positions',
  'device',
  'incidents',
  'disclosures',
  'documents',
  'contests',
  'identity',
] as const;
const erasedSchema = z.object({
  /** Null: of the registration. */
  label: z.string().nullable(),
  part: z.string(),
  article: z.string(),
  dueAtMs: z.number(),
  /** From then on no copy of it opened. */
  destroyedAtMs: z.number().nullable(),
  /** When nothing of it was found any more. */
  provenAtMs: z.number(),
});

/**
 * `order-stands`: its time begins with the order's end; `each-entry`: with each entry's writing; `clock`: until that instant; `no-clock`: nothing
 * sets an end yet.
 */
export const heldSchema = z.object({
  serverTimeMs: z.number(),
  timeZone: z.string(),
  held: z.array(
    z.object({
      what: z.enum(HELD_KINDS),
      /** Null: of the registration. */
      label: z.string().nullable(),
      sinceMs: z.number().nullable(),
      until: z.enum(['order-stands', 'each-entry', 'clock', 'registered', 'no-clock']),
      untilMs: z.number().nullable(),
      keep: z.object({ days: z.number().nullable(), years: z.number().nullable() }).nullable(),
      /** By which it is held, and by which it is destroyed. */
      basis: z.string(),
      article: z.string(),
    }),
  ),
  /** What was destroyed, the newest first. How much it was is not told: it is of both sides. */
  erased: z.array(erasedSchema),
});

/** Each proof may be checked alone, or the file as it is (docs/log.md, "Proofs"). */
export const proofsSchema = z.object({
  format: z.literal('magpie-log-proofs/1'),
  entries: z.array(
    z.object({
      what: z.string(),
      at: z.iso.datetime(),
      /** Of an erasure; null: of something else. */
      certificate: erasedSchema.nullable(),
      proof: z.custom<LogProof>(),
    }),
  ),
});

export const AUDIENCES = ['protected-side', 'centre', 'responders'] as const;

export const looksSchema = z.object({
  serverTimeMs: z.number(),
  timeZone: z.string(),
  /** False: there are more, older ones. */
  isWhole: z.boolean(),
  looks: z.array(
    z.object({
      /** `YYYY-MM`, in the jurisdiction's time. */
      month: z.string(),
      /** Null: of whom an alarm calls; the month is all that is told. */
      day: z.iso.date().nullable(),
      /** Of what the wearer takes part in; null: the day, or the month, is all that is told. */
      atMs: z.number().nullable(),
      role: z.string(),
      office: z.string(),
      what: z.string(),
      purpose: z.string(),
      article: z.string(),
    }),
  ),
  /** Who may be shown where the wearer is at all, by which article; not whether or how often it was. */
  recipients: z.array(z.object({ label: z.string(), audience: z.enum(AUDIENCES), article: z.string() })),
});

export const dayQuerySchema = z.strictObject({ wearer: z.uuid().optional(), day: z.iso.date() });
export const ownQuerySchema = z.strictObject({ wearer: z.uuid().optional() });
export const exportQuerySchema = z.strictObject({
  format: z.enum(['json', 'csv']),
  from: z.iso.date(),
  until: z.iso.date(),
});

export const positionsSchema = z.object({
  day: z.iso.date(),
  timeZone: z.string(),
  isWhole: z.boolean(),
  erased: z.number(),
  positions: z.array(
    z.object({
      atMs: z.number(),
      latDeg: z.number(),
      lonDeg: z.number(),
      accuracyM: z.number().nullable(),
      source: z.string().nullable(),
    }),
  ),
});

export const clientsSchema = z.object({ clients: z.array(z.object({ wearerId: z.uuid(), name: z.string() })) });

export const ownRemovalRequestSchema = z.strictObject({
  deviceId: z.uuid(),
  reason: z.enum(REMOVAL_REASONS),
  from: z.iso.datetime({ offset: true }),
  until: z.iso.datetime({ offset: true }),
  words: z.string().trim().max(500).nullable().default(null),
});

export type OverviewJson = z.infer<typeof overviewSchema>;
export type OwnOrderJson = z.infer<typeof ownOrderSchema>;
export type OwnProceedingJson = z.infer<typeof ownProceedingSchema>;
export type OwnDeviceJson = z.infer<typeof ownDeviceSchema>;
export type HeldJson = z.infer<typeof heldSchema>;
export type LooksJson = z.infer<typeof looksSchema>;
export type ProofsJson = z.infer<typeof proofsSchema>;
export type PositionsJson = z.infer<typeof positionsSchema>;
