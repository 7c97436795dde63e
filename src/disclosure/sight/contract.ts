/** Whether somebody of the protected side wants to be shown where the wearer is, as it goes over the wire. */
import { z } from 'zod';

export const sightSchema = z.object({
  /** They are shown no place of the wearer: distances, levels and warnings go on. */
  isHidden: z.boolean(),
  /** Since when; null: they were never asked. */
  sinceMs: z.number().nullable(),
});

export const sightRequestSchema = z.strictObject({ act: z.enum(['hide', 'show']) });

export type SightJson = z.infer<typeof sightSchema>;
export type SightAct = z.infer<typeof sightRequestSchema>['act'];
