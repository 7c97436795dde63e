/** Reviews of conduct towards a wearer, and what people decide about them, as they go over the wire. Times are epoch ms. */
import { z } from 'zod';

export const CONDUCT_KINDS = ['towards', 'waits', 'watches'] as const;
export type ConductKind = (typeof CONDUCT_KINDS)[number];

export const RESTRICT_REASONS = ['seeks-contact', 'waits-at-their-places', 'place-passed-on'] as const;
export const OTHER_REASONS = ['explained', 'coincidence', 'needed-for-safety', 'no-longer-needed'] as const;

const reviewSchema = z.object({
  reviewId: z.string(),
  /** The case's short name. */
  label: z.string(),
  openedAtMs: z.number(),
  facts: z.array(z.object({ kind: z.enum(CONDUCT_KINDS), days: z.number(), minutes: z.number() })),
  state: z.enum(['open', 'no-concern', 'restricted', 'lifted', 'contested']),
  /** Of a restriction that stands. */
  untilMs: z.number().nullable(),
  article: z.string().nullable(),
  reason: z.string().nullable(),
  /** This officer decided what is contested: somebody else decides now. */
  isOwnDecision: z.boolean(),
});
export const conductReviewsSchema = z.object({ serverTimeMs: z.number(), reviews: z.array(reviewSchema) });

const ARTICLE = z.string().trim().min(3).max(80);
export const conductDecisionSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('no-concern'), reason: z.enum(OTHER_REASONS) }),
  z.strictObject({ act: z.literal('lift'), reason: z.enum(OTHER_REASONS) }),
  z.strictObject({
    act: z.literal('restrict'),
    reason: z.enum(RESTRICT_REASONS),
    article: ARTICLE,
    days: z.int().min(1).max(30),
  }),
]);

/** To the person whom it concerns: what was decided, by which article, until when; nothing before somebody decided. */
export const ownConductSchema = z.object({
  restrictions: z.array(
    z.object({
      reviewId: z.string(),
      sinceMs: z.number(),
      untilMs: z.number(),
      article: z.string(),
      reason: z.enum(RESTRICT_REASONS),
      isContested: z.boolean(),
    }),
  ),
});

export type ConductReviewJson = z.infer<typeof reviewSchema>;
export type ConductReviewsJson = z.infer<typeof conductReviewsSchema>;
export type ConductDecision = z.infer<typeof conductDecisionSchema>;
export type OwnConductJson = z.infer<typeof ownConductSchema>;
