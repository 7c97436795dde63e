/** The disclosure table of a pack as it is written: who may see whom, at which level, how exactly, by which article. */
import { z } from 'zod';
import { articleSchema, idSchema } from './procedure.ts';
import { PURPOSES } from './purpose-ids.ts';

export const VIEWERS = ['protected', 'household', 'officer', 'responder', 'wearer'] as const;
export const TARGETS = ['wearer', 'protected'] as const;
export const LEVELS = ['clear', 'notice', 'warning', 'danger', 'unknown'] as const;

/** No pack lets a trail be longer. */
const TRAIL_S_MAX = 3_600;

/** Half the way round the Earth, rounded up: no two people are further apart, so the last band holds every distance. */
export const FARTHEST_M = 20_040_000;

const bandsSchema = z
  .array(z.int().nonnegative())
  .min(2)
  .refine((edges) => edges[0] === 0, 'the first edge is 0')
  .refine((edges) => edges.every((edge, i) => i === 0 || edge > edges[i - 1]!), 'edges ascend')
  .refine(
    (edges) => edges.at(-1)! >= FARTHEST_M,
    `the last edge is at least ${FARTHEST_M}, so that every distance has a band`,
  );

/**
 * One rule of the table. A rule applies to a cell (viewer, target, level) that it lists; of the rules of a cell the first
 * whose `when` holds decides. Every cell ends with a rule without `when`.
 */
export const disclosureRuleSchema = z.discriminatedUnion('shows', [
  z.strictObject({ shows: z.literal('nothing'), ...ruleMembers() }),
  z.strictObject({
    shows: z.literal('band'),
    /** Edges in metres, ascending from 0; the band of a distance lies between the edges around it. */
    bandsM: bandsSchema,
    ...ruleMembers(),
  }),
  z.strictObject({
    shows: z.literal('point'),
    /** The least radius of the precision circle, metres: a more exact position is coarsened to it. 0: as measured. */
    pointM: z.int().nonnegative(),
    /**
     * How far back the protected side's screen may keep the way so far, seconds; 0: the position, not its history. Said by every
     * rule of theirs and by no other: officers' screens keep the way by limits of their own.
     */
    trailS: z.int().min(0).max(TRAIL_S_MAX).optional(),
    ...ruleMembers(),
  }),
  z.strictObject({ shows: z.literal('unknown'), ...ruleMembers() }),
]);

function ruleMembers() {
  return {
    /** Unique in the pack: named in ledger entries. */
    id: idSchema,
    viewer: z.enum(VIEWERS),
    targets: z.array(z.enum(TARGETS)).min(1),
    levels: z.array(z.enum(LEVELS)).min(1),
    when: z
      .strictObject({
        /** The pair's distance (centres, metres) is known and at most this. */
        insideM: z.int().positive().optional(),
        /** The target is the viewer: their own position, from their own device. */
        own: z.literal(true).optional(),
        /** The protected person shares their position of their own will, during an incident. */
        shared: z.literal(true).optional(),
        /** The viewer gave the pack's undertaking for this order, and wants to see places. */
        undertaken: z.literal(true).optional(),
      })
      .refine((when) => Object.keys(when).length > 0, 'an empty condition: leave `when` out')
      .optional(),
    /** Whether trend, bearing octant, course and time to contact may be told with it. */
    direction: z.boolean(),
    /** The law wants the urgency written down with each use: level and distance go into the ledger entry. */
    recordsUrgency: z.boolean(),
    /** For which of the pack's `purposes` it shows; said by every rule that shows anything. */
    purpose: z.enum(PURPOSES).optional(),
    article: articleSchema,
    /** Catalogue key of the reason in plain words. */
    reason: z.string().regex(/^disclosure\.[a-z0-9.-]+$/),
  };
}

export type DisclosureRule = z.infer<typeof disclosureRuleSchema>;
export type Viewer = (typeof VIEWERS)[number];
export type Target = (typeof TARGETS)[number];

/** The rules of a cell in the order in which they are asked; the last one has no `when`. */
export function disclosureRules(
  pack: { readonly disclosure: readonly DisclosureRule[] },
  viewer: Viewer,
  target: Target,
  level: (typeof LEVELS)[number],
): DisclosureRule[] {
  return pack.disclosure.filter(
    (rule) => rule.viewer === viewer && rule.targets.includes(target) && rule.levels.includes(level),
  );
}
