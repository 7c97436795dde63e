/** Devices and who carries them, as the API takes and gives them. A token is in one answer only: that of its creation. */
import { z } from 'zod';
import { DEVICE_PROTOCOLS } from './device.ts';
import { DEVICE_LIMITS } from './limits.ts';

export const deviceRequestSchema = z.strictObject({
  agencyId: z.uuid(),
  protocol: z.enum(DEVICE_PROTOCOLS),
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

export type DeviceRequest = z.infer<typeof deviceRequestSchema>;
export type DeviceJson = z.infer<typeof deviceSchema>;
export type AssignmentRequest = z.infer<typeof assignmentRequestSchema>;
export type AssignmentJson = z.infer<typeof assignmentSchema>;
