/** What a protected person sets up for the moment they need help: codes, whom to call, places of their own. */
import { z } from 'zod';
import { phoneSchema } from '../contract.ts';

export const CONTACTS_MAX = 5;
export const OWN_PLACES_MAX = 10;

/** Digits of a code that takes an SOS back. */
export const CODE_PATTERN = /^[0-9]{4,8}$/;
const codeSchema = z.string().regex(CODE_PATTERN, 'four to eight digits');

/** `current`: one of the codes in force, where there are any. */
export const sosCodesRequestSchema = z
  .strictObject({
    cancelCode: codeSchema,
    duressCode: codeSchema,
    current: z.string().max(32).nullable().default(null),
  })
  .refine(({ cancelCode, duressCode }) => cancelCode !== duressCode, 'the two codes must differ');
/** saved; wrong: `current` is none of the codes; locked: too many wrong ones. */
export const sosCodesAnswerSchema = z.object({ answer: z.enum(['saved', 'wrong', 'locked']) });

export const contactSchema = z.strictObject({ name: z.string().trim().min(1).max(60), phone: phoneSchema });
export const contactsSchema = z.strictObject({ contacts: z.array(contactSchema).max(CONTACTS_MAX) });

export const ownPlaceSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  latDeg: z.number().min(-90).max(90),
  lonDeg: z.number().min(-180).max(180),
});
export const ownPlacesSchema = z.strictObject({ places: z.array(ownPlaceSchema).max(OWN_PLACES_MAX) });

/** Whom to call, by the order in force and by the person's own list. */
export const helpSchema = z.object({
  emergencyNumber: z.string(),
  /** Their monitoring centre; `phone` null: it has told none. */
  centre: z.object({ label: z.string(), phone: z.string().nullable() }).nullable(),
  contacts: z.array(contactSchema),
  /** Whether codes to take an SOS back were chosen. */
  hasCodes: z.boolean(),
});

export type Contact = z.infer<typeof contactSchema>;
export type OwnPlace = z.infer<typeof ownPlaceSchema>;
export type SosCodesRequest = z.infer<typeof sosCodesRequestSchema>;
export type SosCodesAnswer = z.infer<typeof sosCodesAnswerSchema>;
export type HelpJson = z.infer<typeof helpSchema>;
