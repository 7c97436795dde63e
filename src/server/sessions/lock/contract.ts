/** The lock of the app as the API takes and gives it. PINs go in and never come out, nor whether there is a second one. */
import { z } from 'zod';

export const pinSchema = z.string().regex(/^[0-9]{6}$/, 'six digits');

export const lockAfterSchema = z.union([z.literal(0), z.literal(60_000), z.literal(300_000), z.literal(900_000)]);

export const lockSchema = z.object({
  state: z.enum(['none', 'open', 'locked', 'decoy']),
  /** Null: no lock is set. */
  afterMs: z.number().nullable(),
});

export const lockSettingSchema = z.strictObject({
  pin: pinSchema,
  afterMs: lockAfterSchema,
  /** The second PIN; null: none. */
  decoyPin: pinSchema.nullable().default(null),
  /** Its use is told to the monitoring centre, silently. */
  decoyTells: z.boolean().default(false),
  /** The PIN until now; null: there is none. */
  oldPin: pinSchema.nullable().default(null),
});

export const unlockSchema = z.strictObject({ pin: pinSchema });

export const unlockedSchema = z.object({
  result: z.enum(['open', 'decoy', 'wrong', 'wait', 'none']),
  /** Of `wrong` and `wait`: from when the next try counts; null: at once. */
  waitUntil: z.iso.datetime().nullable(),
});

export type LockJson = z.infer<typeof lockSchema>;
export type LockSetting = z.infer<typeof lockSettingSchema>;
export type UnlockedJson = z.infer<typeof unlockedSchema>;
