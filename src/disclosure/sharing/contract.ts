/** Sharing one's own position with the monitoring centre, as the protected person's page reads it. No coordinate. */
import { z } from 'zod';

export const sharingSchema = z.object({
  /** Null: nothing is shared, as far as this person's own screen says. */
  sharing: z.object({ sinceMs: z.number(), untilMs: z.number() }).nullable(),
  /** An incident is open: it may be begun. */
  possible: z.boolean(),
  serverTimeMs: z.number(),
});

export type SharingJson = z.infer<typeof sharingSchema>;
