/** What is said of the log over the wire. */
import { z } from 'zod';

export const logStateSchema = z.object({
  /** The name of the log, as its checkpoint says it. */
  origin: z.string(),
  vkey: z.string(),
  keyId: z.string(),
  size: z.number().int(),
  /** Base64; empty: nothing has been published yet. */
  root: z.string(),
  /** When the newest publication was shown, ISO 8601; null: none yet. */
  publishedAt: z.string().nullable(),
  cadenceS: z.number(),
  /** Leaves of each publication, always as many. */
  entriesPerPublication: z.number().int(),
  /** Nothing has been published for three cadences. */
  late: z.boolean(),
  witnesses: z.array(z.object({ name: z.string(), keyId: z.string(), cosignedAt: z.string().nullable() })),
});

export type LogState = z.infer<typeof logStateSchema>;

export const cosignRequestSchema = z.strictObject({
  /** The checkpoint that stands, with a witness's signature line added. */
  checkpoint: z.string().min(1).max(16_384),
});

export const proofParamsSchema = z.strictObject({
  log: z.enum(['audit', 'ledger']),
  number: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});
