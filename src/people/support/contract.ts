/**
 * Supporters: who helps a person to set up. What a supporter gets is this file's `supportedSchema` and nothing else: no picture, no
 * level, no distance, no warning, no incident, no place.
 */
import { z } from 'zod';

/** What a person sees of those who support them. */
export const supporterSchema = z.object({
  supportId: z.uuid(),
  name: z.string(),
  begunAt: z.iso.datetime(),
  until: z.iso.datetime(),
  showsAge: z.boolean(),
});
/** A supporter asks for a new sign-in link; the same number stands on their screen. */
export const linkAskedSchema = z.object({
  requestId: z.uuid(),
  supportId: z.uuid(),
  number: z.string(),
  expiresAt: z.iso.datetime(),
});
export const supportersSchema = z.object({ supporters: z.array(supporterSchema), links: z.array(linkAskedSchema) });
export const linksAskedSchema = z.object({ links: z.array(linkAskedSchema) });
export const supportCodeSchema = z.object({ code: z.string(), expiresAt: z.iso.datetime() });
export const supportChangeSchema = z.strictObject({ act: z.enum(['end', 'prolong', 'show-age', 'hide-age']) });
export const linkAnswerSchema = z.strictObject({ confirm: z.boolean() });
export const deskSupportSchema = z.strictObject({ supporterId: z.uuid() });

export const claimSchema = z.strictObject({ code: z.string().regex(/^[0-9]{8}$/, 'eight digits') });

/** All that a supporter sees of a person. */
export const supportedSchema = z.object({
  supportId: z.uuid(),
  name: z.string(),
  until: z.iso.datetime(),
  steps: z.array(z.object({ step: z.string(), doneAt: z.iso.datetime().nullable() })),
  wantsHelpSince: z.iso.datetime().nullable(),
  /** Whether their phone reports at all. */
  phone: z.enum(['reports', 'silent', 'never']),
  /** How old its last report is, whole minutes; null: not allowed to be seen, or there was none. */
  lastReportMinutes: z.number().int().nullable(),
  /** Whether messages reach the closed app; null: not known. */
  pushWorks: z.boolean().nullable(),
  /** Orders that protect them: from when until when. */
  orders: z.array(z.object({ from: z.iso.datetime(), until: z.iso.datetime() })),
});
export const supportedListSchema = z.object({ people: z.array(supportedSchema) });

export const linkRequestSchema = z.strictObject({ supportId: z.uuid() });
export const linkStateSchema = z.object({
  requestId: z.uuid(),
  number: z.string(),
  state: z.enum(['asked', 'confirmed', 'refused', 'over']),
  expiresAt: z.iso.datetime(),
});
export const linkSchema = z.object({ path: z.string(), expiresAt: z.iso.datetime() });

export type SupporterJson = z.infer<typeof supporterSchema>;
export type LinkAskedJson = z.infer<typeof linkAskedSchema>;
export type SupportedJson = z.infer<typeof supportedSchema>;
export type LinkStateJson = z.infer<typeof linkStateSchema>;
