/**
 * Who sees a wearer's location to investigate, by whose permission, and which statutory registers there are, as data of the pack. This module is
 * the format; `src/safeguards/warrants` obeys it. What a pack does not say is refused.
 */
import { z } from 'zod';
import { articleSchema, periodSchema } from './procedure.ts';

/** What stalking location data may be used for (kr: EDA 31-8(2), five uses and no other). */
export const LOCATION_USES = [
  'investigation-trial',
  'compliance',
  'measure-change',
  'breach-tampering',
  'notify-protected',
] as const;

export const WARRANT_ASKERS = ['police', 'prosecutor'] as const;

/** Magpie's own numbers: no law names them. Each with its reason. */
const ownNumberSchema = z.strictObject({
  value: z.int().positive(),
  article: articleSchema,
  reason: z.string().min(1),
});

/** Null where a law has no such permission: then nobody investigates with what Magpie holds. */
export const warrantRulesSchema = z.strictObject({
  askedBy: z.array(z.enum(WARRANT_ASKERS)).min(1),
  decidedBy: z.literal('court'),
  /** By which a permission is asked and given. */
  article: articleSchema,
  uses: z.array(z.strictObject({ id: z.enum(LOCATION_USES), article: articleSchema })).min(1),
  /** Viewed first, permission obtained afterwards; null: the law knows no such thing. */
  emergency: z
    .strictObject({ permissionWithin: periodSchema, reason: z.string().min(1), article: articleSchema })
    .nullable(),
  /** Whom it is told that a copy was destroyed, without delay. */
  destructionToldTo: z.array(z.enum(['monitoring'])),
  destructionArticle: articleSchema,
  /** Days that one request covers at most. */
  periodDaysMax: ownNumberSchema,
  /** Younger positions are not in it: no permission is a way to follow somebody live. */
  youngestMinutes: ownNumberSchema,
  /** How long a granted period may be looked at. */
  accessDays: ownNumberSchema,
  /** A request that nobody decides lapses. */
  undecidedDays: ownNumberSchema,
});
export type WarrantRules = z.infer<typeof warrantRulesSchema>;

export const REGISTERS = ['warrants', 'usage', 'removals', 'destructions'] as const;
export const REGISTER_READERS = ['monitoring', 'police', 'prosecutor', 'court', 'oversight'] as const;

/** A statutory view over what was written anyway. */
export const registerRuleSchema = z.strictObject({
  id: z.enum(REGISTERS),
  /** In the law's own language. */
  name: z.string().min(1),
  nameEn: z.string().min(1),
  /** Oversight reads a whole jurisdiction, all others what their own office did or is in. */
  readableBy: z.array(z.enum(REGISTER_READERS)).min(1),
  article: articleSchema,
});
export type RegisterRule = z.infer<typeof registerRuleSchema>;
