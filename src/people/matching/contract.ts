/** Reviews, links and their reasons as the API gives them: codes, ids, times; names only where two records are opened side by side. */
import { z } from 'zod';

/** Why two records may be one man, and what speaks against it. */
export const MATCH_REASONS = [
  'identifier',
  'birth',
  'name',
  'name-similar',
  'name-other-script',
  /** Not known of one of them, or of both. */
  'birth-unknown',
  'identifier-contradicts',
  'birth-contradicts',
  'name-contradicts',
  /** Each of the two records has a device that is worn: the system decides nothing. */
  'both-wear',
] as const;
export type MatchReason = (typeof MATCH_REASONS)[number];

/** What an officer's decision rests on. */
export const SAME_REASONS = ['documents', 'authority', 'known-in-person'] as const;
export const NOT_SAME_REASONS = ['documents', 'authority', 'known-in-person', 'entered-wrongly'] as const;
export const DECISION_REASONS = [...new Set([...SAME_REASONS, ...NOT_SAME_REASONS])];
export type DecisionReason = (typeof NOT_SAME_REASONS)[number];

export const LINK_WAYS = ['automatic', 'review', 'by-hand'] as const;
export type LinkWay = (typeof LINK_WAYS)[number];

export const decisionSchema = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('same'), reason: z.enum(SAME_REASONS) }),
  z.strictObject({ decision: z.literal('not-same'), reason: z.enum(NOT_SAME_REASONS) }),
]);
export type Decision = z.infer<typeof decisionSchema>;
