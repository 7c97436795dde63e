/** Statutory registers as pages read them. Ids and numbers stand in them, never a place, and no name but those of offices. */
import { z } from 'zod';

export const REGISTER_IDS = ['warrants', 'usage', 'removals', 'destructions'] as const;
export type RegisterId = (typeof REGISTER_IDS)[number];

export const registerQuerySchema = z.strictObject({
  /** Local days of the jurisdiction, both included. */
  from: z.iso.date(),
  to: z.iso.date(),
});

export const registerRowSchema = z.object({
  atMs: z.int(),
  /** What happened: screens have words for it. */
  what: z.string(),
  /** Number of a warrant, or the case's short name. */
  of: z.string(),
  office: z.string(),
  /** Kind and id of whoever did it. */
  by: z.string(),
  purpose: z.string(),
  article: z.string(),
  /** Further codes, counts and times by name. */
  more: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Its place in the ledger, by which it is checked; null: it has none. */
  ledger: z.int().nullable(),
});
export type RegisterRow = z.infer<typeof registerRowSchema>;

export const registerSchema = z.object({
  serverTimeMs: z.int(),
  timeZone: z.string(),
  exercise: z.boolean(),
  id: z.enum(REGISTER_IDS),
  name: z.string(),
  nameEn: z.string(),
  article: z.string(),
  /** How long its rows are kept, and by which article; null: the pack does not say. */
  keep: z.object({ years: z.int().nullable(), days: z.int().nullable(), article: z.string() }).nullable(),
  isWhole: z.boolean(),
  /** Permissions that are overdue now: said loudly, whatever days are shown. */
  overdue: z.int(),
  rows: z.array(registerRowSchema),
});
export type RegisterJson = z.infer<typeof registerSchema>;

export const registerListSchema = z.object({
  serverTimeMs: z.int(),
  timeZone: z.string(),
  registers: z.array(z.object({ id: z.enum(REGISTER_IDS), name: z.string(), nameEn: z.string(), article: z.string() })),
});
export type RegisterListJson = z.infer<typeof registerListSchema>;
