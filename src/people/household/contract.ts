/** Who of a household takes part, as the API gives it. Names are shown to the protected person alone. */
import { z } from 'zod';

export const PARTICIPATION_STATES = ['invited', 'consented', 'withdrawn', 'ended'] as const;

export const participationSchema = z.object({
  state: z.enum(PARTICIPATION_STATES),
  /** Null while nobody has answered. */
  since: z.iso.datetime().nullable(),
  /** A guardian consents for a child. */
  minor: z.boolean(),
});
export const memberSchema = participationSchema.extend({
  personId: z.uuid(),
  name: z.string(),
});
export const householdSchema = z.object({ members: z.array(memberSchema) });
export const memberActSchema = z.strictObject({ act: z.enum(['consent-as-guardian', 'end', 'invite-again']) });
export const ownActSchema = z.strictObject({ takePart: z.boolean() });

export type ParticipationState = (typeof PARTICIPATION_STATES)[number];
export type ParticipationJson = z.infer<typeof participationSchema>;
export type MemberJson = z.infer<typeof memberSchema>;
