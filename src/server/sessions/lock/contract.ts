/** The lock of the app as the API takes and gives it. PINs go in and never come out, nor whether there is a second one. */
import { z } from 'zod';
import { assertionSchema, registrationSchema } from '../passkeys/contract.ts';
import { actSchema } from '../step-up/contract.ts';

export const pinSchema = z.string().regex(/^[0-9]{6}$/, 'six digits');

export const lockAfterSchema = z.union([z.literal(0), z.literal(60_000), z.literal(300_000), z.literal(900_000)]);

export const lockSchema = z.object({
  state: z.enum(['none', 'open', 'locked', 'decoy']),
  /** Null: no lock is set. */
  afterMs: z.number().nullable(),
  /** The phone may open it by what it knows its owner by, beside the PIN. */
  byPhone: z.boolean(),
  /** It cannot be set up here: the server was reached by an address. */
  needsName: z.boolean(),
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

/** Beside the PIN, which has to be given to add it. */
export const addByPhoneSchema = z.strictObject({ pin: pinSchema, response: registrationSchema });
export const unlockByPhoneSchema = z.strictObject({ response: assertionSchema });

/** The PIN for one act that undoes protection. */
export const ownProofSchema = z.strictObject({ pin: pinSchema, ...actSchema.shape });

export type LockJson = z.infer<typeof lockSchema>;
export type LockSetting = z.infer<typeof lockSettingSchema>;
export type UnlockedJson = z.infer<typeof unlockedSchema>;
