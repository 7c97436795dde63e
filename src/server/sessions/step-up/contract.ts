/** A fresh proof for one call, as the API takes and gives it. */
import { z } from 'zod';
import { assertionSchema } from '../passkeys/contract.ts';

/** The call that is to be proven: as it will be made, without its query. */
export const actSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
  path: z
    .string()
    .regex(/^\/api\/[A-Za-z0-9_./-]+$/, 'a path of the API')
    .max(300),
});

export const proofSchema = z.strictObject({ ...actSchema.shape, response: assertionSchema });

export type ActJson = z.infer<typeof actSchema>;
