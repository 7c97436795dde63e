/** Devices and who carries them, as the API takes and gives them. A token is in one answer only: that of its creation. */
import { z } from 'zod';
import { CUSTODY_REASONS, REMOVAL_REASONS } from './absence.ts';
import { DEVICE_PROTOCOLS, type DeviceProtocol } from './device.ts';
import { LIFE_KINDS, LIFE_STATES } from './life.ts';
import { DEVICE_LIMITS } from './limits.ts';

export const deviceRequestSchema = z.strictObject({
  agencyId: z.uuid(),
  protocol: z.enum(DEVICE_PROTOCOLS).exclude(['page']),
  /** What the device calls itself: an IMEI; OwnTracks: `user/device`. */
  externalId: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'visible ASCII without spaces')
    .max(DEVICE_LIMITS.externalIdLength)
    .nullable()
    .default(null),
  /** OwnTracks' secret when the phone encrypts its payload. */
  payloadKey: z
    .string()
    .min(1)
    .refine((text) => new TextEncoder().encode(text).length <= DEVICE_LIMITS.payloadKeyBytes, 'at most 32 bytes')
    .nullable()
    .default(null),
  /** Who carries it from now on. */
  personId: z.uuid().nullable().default(null),
});

export const deviceSchema = z.object({
  deviceId: z.uuid(),
  agencyId: z.uuid(),
  protocol: z.enum(DEVICE_PROTOCOLS),
  externalId: z.string().nullable(),
  createdAt: z.iso.datetime(),
});

/** `token` is shown here and never again: only its hash is kept. Null where the protocol has no place for one. */
export const deviceCreatedSchema = deviceSchema.extend({ token: z.string().nullable() });

export const assignmentRequestSchema = z.strictObject({
  /** Null: nobody carries it from then on. */
  personId: z.uuid().nullable(),
  /** Default: now. Not in the future. */
  from: z.iso.datetime({ offset: true }).optional(),
});

export const assignmentSchema = z.object({
  deviceId: z.uuid(),
  personId: z.uuid(),
  from: z.iso.datetime(),
  until: z.iso.datetime().nullable(),
});

export const deviceListSchema = z.object({ devices: z.array(deviceSchema) });
export const assignmentListSchema = z.object({ assignments: z.array(assignmentSchema) });

/** Of any protocol: what is not registered by hand is made by Magpie itself. */
export type DeviceRequest = Omit<z.infer<typeof deviceRequestSchema>, 'protocol'> & {
  readonly protocol: DeviceProtocol;
};
export type DeviceJson = z.infer<typeof deviceSchema>;
export type AssignmentRequest = z.infer<typeof assignmentRequestSchema>;
export type AssignmentJson = z.infer<typeof assignmentSchema>;

/** For whom an administrator's command speaks; an officer who is signed in leaves it out. */
const by = { asOfficerId: z.uuid().nullable().default(null) };
const words = z.string().trim().max(DEVICE_LIMITS.wordsLength).nullable().default(null);
const instant = z.iso.datetime({ offset: true });

export const RETURN_REASONS = ['order-ended', 'order-cancelled', 'fault', 'other'] as const;
export const SWAP_REASONS = ['battery', 'fault', 'upgrade', 'other'] as const;
export const RETIRE_REASONS = ['broken', 'worn-out', 'lost', 'other'] as const;

export const plainActSchema = z.strictObject(by);
export const reserveRequestSchema = z.strictObject({
  ...by,
  personId: z.uuid(),
  /** When and where it is to be fitted. */
  appointment: instant.nullable().default(null),
  place: words,
});
export const dutyRequestSchema = z.strictObject({ ...by, duty: z.string().max(40) });
export const swapRequestSchema = z.strictObject({ ...by, newDeviceId: z.uuid(), reason: z.enum(SWAP_REASONS) });
export const returnRequestSchema = z.strictObject({ ...by, reason: z.enum(RETURN_REASONS) });
export const retireRequestSchema = z.strictObject({ ...by, reason: z.enum(RETIRE_REASONS) });
export const lostRequestSchema = z.strictObject({ ...by, words });
export const removalRequestSchema = z.strictObject({
  ...by,
  reason: z.enum(REMOVAL_REASONS),
  from: instant,
  until: instant,
  words,
});
export const custodyRequestSchema = z.strictObject({
  ...by,
  personId: z.uuid(),
  reason: z.enum(CUSTODY_REASONS),
  /** Default: now. */
  from: instant.nullable().default(null),
  /** Null: not known. */
  until: instant.nullable().default(null),
  words,
});

export const doneSchema = z.object({ id: z.uuid() });

export const removalSchema = z.object({
  removalId: z.uuid(),
  deviceId: z.uuid(),
  personId: z.uuid(),
  labels: z.array(z.string()),
  reason: z.enum(REMOVAL_REASONS),
  words: z.string().nullable(),
  fromMs: z.number(),
  untilMs: z.number(),
  requestedBy: z.uuid(),
  requestedAtMs: z.number(),
  decision: z.enum(['approved', 'refused']).nullable(),
  decidedBy: z.uuid().nullable(),
  decidedAtMs: z.number().nullable(),
  endedAtMs: z.number().nullable(),
  endedBy: z.uuid().nullable(),
  /** Approved, past its time, and not ended. */
  isOverdue: z.boolean(),
});

export const custodySchema = z.object({
  custodyId: z.uuid(),
  personId: z.uuid(),
  reason: z.enum(CUSTODY_REASONS),
  words: z.string().nullable(),
  fromMs: z.number(),
  untilMs: z.number().nullable(),
});

/** Unknown is null, never 0. */
export const healthSchema = z.object({
  lastContactMs: z.number().nullable(),
  lastPositionMs: z.number().nullable(),
  batteryPct: z.number().nullable(),
  batteryAtMs: z.number().nullable(),
  charging: z.boolean().nullable(),
  /** When it will be empty; null: it charges, or that cannot be told. */
  emptyAtMs: z.number().nullable(),
  strap: z.enum(['closed', 'open']).nullable(),
  satellites: z.number().nullable(),
});

export const deskDeviceSchema = z.object({
  deviceId: z.uuid(),
  protocol: z.enum(DEVICE_PROTOCOLS),
  externalId: z.string().nullable(),
  state: z.enum(LIFE_STATES),
  sinceMs: z.number(),
  /** For whom it is reserved, or who carries it. */
  personId: z.uuid().nullable(),
  /** On whose side that person stands; null: nobody's device. */
  ofKind: z.enum(['wearer', 'protected']).nullable(),
  /** Short names of that person's cases in force; they name no one. */
  labels: z.array(z.string()),
  health: healthSchema,
  removal: removalSchema.nullable(),
  custody: custodySchema.nullable(),
});

export const deskSchema = z.object({
  serverTimeMs: z.number(),
  /** False: there are more devices or wearers than one answer holds. */
  isWhole: z.boolean(),
  devices: z.array(deskDeviceSchema),
  /** Wearers of the agency: for whom a device may be reserved, and whose custody is recorded. */
  wearers: z.array(
    z.object({
      personId: z.uuid(),
      labels: z.array(z.string()),
      hasDevice: z.boolean(),
      custody: custodySchema.nullable(),
    }),
  ),
});

export const lifeEventSchema = z.object({
  number: z.int(),
  atMs: z.number(),
  kind: z.enum(LIFE_KINDS),
  personId: z.uuid().nullable(),
  actorId: z.uuid().nullable(),
  reason: z.string().nullable(),
  words: z.string().nullable(),
  otherDeviceId: z.uuid().nullable(),
  fromMs: z.number().nullable(),
  untilMs: z.number().nullable(),
});

export const deskDetailSchema = z.object({
  serverTimeMs: z.number(),
  device: deskDeviceSchema,
  duties: z.array(
    z.object({
      id: z.string(),
      article: z.string(),
      acknowledgedAtMs: z.number().nullable(),
      /** The officer before whom it was read. */
      recordedBy: z.uuid().nullable(),
    }),
  ),
  events: z.array(lifeEventSchema),
});

export const registerSchema = z.object({ serverTimeMs: z.number(), removals: z.array(removalSchema) });

export type DeskJson = z.infer<typeof deskSchema>;
export type DeskDeviceJson = z.infer<typeof deskDeviceSchema>;
export type DeskDetailJson = z.infer<typeof deskDetailSchema>;
export type RemovalJson = z.infer<typeof removalSchema>;
export type CustodyJson = z.infer<typeof custodySchema>;
export type LifeEventJson = z.infer<typeof lifeEventSchema>;
export type Register = z.infer<typeof registerSchema>;

/** Apps by which a protected person's phone reports while the page is closed. */
export const PHONE_APPS = ['owntracks', 'traccar'] as const;
export type PhoneApp = (typeof PHONE_APPS)[number];

export const phoneRequestSchema = z.strictObject({ app: z.enum(PHONE_APPS) });

/** `link` holds the phone's secret: it is in this answer only, opens the app on this phone, and is what the QR code says. */
export const phoneSetUpSchema = z.object({ deviceId: z.uuid(), app: z.enum(PHONE_APPS), link: z.string() });
