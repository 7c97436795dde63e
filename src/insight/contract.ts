/** Questions, answers and figures as pages and the API read them. No free text: it would name people. */
import { z } from 'zod';

export const WARNING_ANSWERS = ['in-time', 'too-late', 'not-needed', 'not-noticed'] as const;
export const FEELINGS = [1, 2, 3, 4, 5] as const;

const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month like 2026-11');

export const questionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('feeling'), month: monthSchema }),
  /** About the incident that warned them; `atMs`: when it was closed. */
  z.object({ kind: z.literal('warning'), incidentId: z.uuid(), atMs: z.number() }),
]);

/** What may be asked now, the most recent incident first; empty: nothing. */
export const questionsSchema = z.object({ questions: z.array(questionSchema) });

/** `answer` null: rather not. */
export const answerRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('feeling'), answer: z.literal(FEELINGS).nullable() }),
  z.strictObject({ kind: z.literal('warning'), incidentId: z.uuid(), answer: z.enum(WARNING_ANSWERS).nullable() }),
]);

/** Null: fewer people than may be told. */
const countSchema = z.int().nullable();

export const outcomesSchema = z.object({
  /** Figures of fewer people than this are not told. */
  peopleMin: z.int(),
  months: z.array(
    z.object({
      month: monthSchema,
      exercise: z.boolean(),
      feeling: z.object({
        answers: countSchema,
        declined: countSchema,
        mean: z.number().nullable(),
        safe: z.number().nullable(),
      }),
      warning: z.object({
        answers: countSchema,
        declined: countSchema,
        inTime: z.number().nullable(),
        tooLate: z.number().nullable(),
        notNeeded: z.number().nullable(),
        notNoticed: z.number().nullable(),
      }),
    }),
  ),
});

export const outcomesQuerySchema = z.object({ from: monthSchema.optional(), to: monthSchema.optional() });

export type Question = z.infer<typeof questionSchema>;
export type AnswerRequest = z.infer<typeof answerRequestSchema>;
export type Outcomes = z.infer<typeof outcomesSchema>;
