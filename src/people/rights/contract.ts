/** Contests, answers, lawyers and delays, as the API takes and gives them. */
import { z } from 'zod';
import { RIGHTS_LIMITS } from './limits.ts';
import { CONTEST_ABOUT, CONTEST_KINDS, CONTEST_OUTCOMES } from './rights.ts';

const words = z.string().trim().min(1).max(RIGHTS_LIMITS.wordsLength);

export const contestRequestSchema = z.strictObject({
  kind: z.enum(CONTEST_KINDS),
  about: z.enum(CONTEST_ABOUT),
  /** Of the breach record, or of the order. */
  aboutId: z.uuid().nullable().default(null),
  words,
});

export const contestSchema = z.object({
  contestId: z.uuid(),
  /** Counted for each wearer. */
  number: z.int().positive(),
  kind: z.enum(CONTEST_KINDS),
  about: z.enum(CONTEST_ABOUT),
  aboutId: z.uuid().nullable(),
  byLawyer: z.boolean(),
  filedAtMs: z.number(),
  dueAtMs: z.number(),
  /** Null: erased. */
  words: z.string().nullable(),
  answer: z.object({ outcome: z.enum(CONTEST_OUTCOMES), atMs: z.number(), words: z.string().nullable() }).nullable(),
});
export const contestListSchema = z.object({ serverTimeMs: z.number(), contests: z.array(contestSchema) });

export const deskContestSchema = contestSchema.extend({ wearerId: z.uuid(), labels: z.array(z.string()) });
export const deskContestListSchema = z.object({ serverTimeMs: z.number(), contests: z.array(deskContestSchema) });
export const contestAnswerRequestSchema = z.strictObject({ outcome: z.enum(CONTEST_OUTCOMES), words });
export const contestDoneSchema = z.object({ contestId: z.uuid() });

export const lawyerRequestSchema = z.strictObject({ lawyerId: z.uuid() });
export const lawyerDoneSchema = z.object({ linkId: z.uuid() });
export const delayRequestSchema = z.strictObject({
  until: z.iso.datetime({ offset: true }),
  article: z.string().trim().min(1).max(200),
});
export const delayListSchema = z.object({
  serverTimeMs: z.number(),
  /** Of one's own office, the last to end first. */
  delays: z.array(z.object({ untilMs: z.number(), article: z.string(), recordedAtMs: z.number() })),
});
/** For naming: wearers of an agency by the labels of their orders, and its lawyers. */
export const clientListSchema = z.object({
  wearers: z.array(
    z.object({
      wearerId: z.uuid(),
      labels: z.array(z.string()),
      lawyers: z.array(z.object({ lawyerId: z.uuid(), fromMs: z.number() })),
    }),
  ),
  lawyers: z.array(z.object({ lawyerId: z.uuid(), name: z.string() })),
});
export const delayDoneSchema = z.object({ delayId: z.uuid() });

export type ClientListJson = z.infer<typeof clientListSchema>;
export type DelayListJson = z.infer<typeof delayListSchema>;
export type ContestRequest = z.infer<typeof contestRequestSchema>;
export type ContestJson = z.infer<typeof contestSchema>;
export type ContestListJson = z.infer<typeof contestListSchema>;
export type DeskContestJson = z.infer<typeof deskContestSchema>;
