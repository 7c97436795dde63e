/** The steps of setting up, as server and pages know them. */
import { z } from 'zod';

/** In this order. */
export const SET_UP_STEPS = [
  'language',
  'phone-check',
  'disguise-lock',
  'warnings',
  'position',
  'drill',
  'undertaking',
] as const;
export type SetUpStep = (typeof SET_UP_STEPS)[number];

export const setUpSchema = z.object({
  steps: z.array(z.object({ step: z.enum(SET_UP_STEPS), doneAt: z.iso.datetime().nullable() })),
  /** The person asks the centre, or whoever supports them, for help with their phone. Nothing else of the check is kept. */
  wantsHelpSince: z.iso.datetime().nullable(),
});
export const setUpChangeSchema = z.strictObject({
  step: z.enum([...SET_UP_STEPS, 'wants-help']),
  done: z.boolean(),
});

export type SetUpJson = z.infer<typeof setUpSchema>;
