/** Documents and papers of orders as the API takes and gives them. */
import { z } from 'zod';
import { MEDIA_TYPES } from './document.ts';
import { STANDINGS } from './issue/decide-standing.ts';

/** What was kept of an upload. `hash`: SHA-256 in hex, by which the same bytes are found again. */
export const uploadedSchema = z.object({
  documentId: z.uuid(),
  hash: z.string(),
  sizeBytes: z.int(),
  mediaType: z.enum(MEDIA_TYPES),
  createdAt: z.iso.datetime(),
});
export type UploadedJson = z.infer<typeof uploadedSchema>;

/** As typed: what cannot be a number or a code is answered as what is none. */
export const verifyRequestSchema = z.strictObject({
  number: z.string().max(60),
  code: z.string().max(60),
});
export type VerifyRequest = z.infer<typeof verifyRequestSchema>;

export const verifyAnswerSchema = z.discriminatedUnion('genuine', [
  z.object({ genuine: z.literal(false) }),
  z.object({
    genuine: z.literal(true),
    version: z.int(),
    /** False: there is a later version, on paper or not. */
    isNewest: z.boolean(),
    jurisdiction: z.string(),
    /** By the jurisdiction's own calendar. */
    issuedOn: z.iso.date(),
    standing: z.enum(STANDINGS),
    exercise: z.boolean(),
  }),
]);
export type VerifyAnswer = z.infer<typeof verifyAnswerSchema>;
