/** Breach records as the API gives them: to officers and courts whole, to the wearer what cannot tell where anybody else was. */
import { z } from 'zod';
import { SIGNS } from './breach.ts';
import { BREACH_LIMITS } from './limits.ts';

export const BREACH_STATES = ['draft', 'put', 'answered', 'confirmed', 'dismissed', 'withdrawn', 'told-court'] as const;
export const breachStateSchema = z.enum(BREACH_STATES);
const share = z.number().min(0).max(1);
const words = z.string().trim().max(BREACH_LIMITS.wordsLength);

export const breachActSchema = z.object({
  kind: z.enum(['put', 'answered', 'confirmed', 'dismissed', 'withdrawn', 'told-court']),
  atMs: z.number(),
  answerDueMs: z.number().nullable(),
  /** Null: none, or erased. */
  words: z.string().nullable(),
});

export const breachSchema = z.object({
  breachId: z.uuid(),
  incidentId: z.uuid(),
  wearerId: z.uuid(),
  /** The case's short name. */
  label: z.string(),
  kind: z.enum(['pair', 'place', 'device']),
  fromMs: z.number(),
  untilMs: z.number(),
  state: breachStateSchema,
  shares: z.object({ equipment: share, protectedPerson: share, wearer: share, unknown: share }),
  signs: z.array(z.enum(SIGNS)),
  evidence: z.object({
    events: z.array(z.number()),
    positions: z.array(z.number()),
    engineVersions: z.array(z.string()),
  }),
  acts: z.array(breachActSchema),
});

export const breachListSchema = z.object({
  serverTimeMs: z.number(),
  breaches: z.array(breachSchema),
  /** Incidents of which no record was made; none for a court. */
  incidents: z.array(
    z.object({
      incidentId: z.uuid(),
      kind: z.string(),
      label: z.string(),
      openedAtMs: z.number(),
      isClosed: z.boolean(),
    }),
  ),
});

export const breachRequestSchema = z.strictObject({ incidentId: z.uuid() });
export const breachActRequestSchema = z.strictObject({
  act: z.enum(['put', 'confirmed', 'dismissed', 'withdrawn', 'told-court']),
  words: words.nullable().default(null),
});
export const breachAnswerRequestSchema = z.strictObject({ words: words.min(1) });
export const breachDoneSchema = z.object({ breachId: z.uuid() });

/**
 * As the wearer gets it. Of two people nothing but the day, and whether it was found to be the wearer's own doing: never a share, an hour or
 * a sign, which would tell how somebody else moved.
 */
export const ownBreachSchema = z.object({
  breachId: z.uuid(),
  label: z.string(),
  kind: z.enum(['pair', 'place', 'device']),
  /** In the jurisdiction's own time, `YYYY-MM-DD`. */
  day: z.iso.date(),
  /** Of places that the order names and of the device; null of two people. */
  fromMs: z.number().nullable(),
  untilMs: z.number().nullable(),
  state: breachStateSchema.exclude(['draft']),
  /** Null until somebody decided. */
  by: z.enum(['you', 'not-you', 'unclear']).nullable(),
  signs: z.array(z.enum(SIGNS)),
  acts: z.array(breachActSchema),
});
export const ownBreachListSchema = z.object({ breaches: z.array(ownBreachSchema) });

export type BreachJson = z.infer<typeof breachSchema>;
export type BreachListJson = z.infer<typeof breachListSchema>;
export type BreachActRequest = z.infer<typeof breachActRequestSchema>;
export type OwnBreachJson = z.infer<typeof ownBreachSchema>;
