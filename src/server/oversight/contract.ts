/** What overseers ask and are told, over the wire: ids, times, rules and counts; no names, no places. */
import { z } from 'zod';
import { retentionStatusSchema } from '../../safeguards/erasure/contract.ts';
import { MISUSE_KINDS } from '../../safeguards/misuse/contract.ts';
import { OVERSIGHT_LIMITS as LIMITS } from './limits.ts';

/** asked: an explanation was asked for; the others end the question. */
export const OUTCOMES = ['asked', 'explained', 'misuse', 'no-matter'] as const;
export type AnswerOutcome = (typeof OUTCOMES)[number];

const questionFields = {
  questionId: z.uuid(),
  kind: z.enum(MISUSE_KINDS),
  actorId: z.uuid(),
  subject: z.string().nullable(),
  from: z.string(),
  until: z.string(),
  foundAt: z.string(),
  score: z.int(),
  params: z.record(z.string(), z.number()),
  /** The last answer; null: nobody has answered. */
  outcome: z.enum(OUTCOMES).nullable(),
};
export const questionSchema = z.object(questionFields);
export type QuestionJson = z.infer<typeof questionSchema>;
export const questionsSchema = z.object({
  serverTimeMs: z.number(),
  questions: z.array(questionSchema),
  more: z.boolean(),
});

export const entrySchema = z.object({
  log: z.enum(['audit', 'ledger']),
  number: z.int(),
  at: z.string(),
  action: z.string(),
  purpose: z.string().nullable(),
  actorKind: z.string().nullable(),
  actorId: z.string().nullable(),
  subject: z.string().nullable(),
  caseId: z.string().nullable(),
  about: z.record(z.string(), z.json()),
});
export type EntryJson = z.infer<typeof entrySchema>;

export const questionDetailSchema = z.object({
  ...questionFields,
  evidence: z.array(entrySchema),
  answers: z.array(
    z.object({ number: z.int(), outcome: z.enum(OUTCOMES), byId: z.uuid(), at: z.string(), words: z.string() }),
  ),
  isKnown: z.boolean(),
});
export type QuestionDetail = z.infer<typeof questionDetailSchema>;

export const answerRequestSchema = z.strictObject({
  outcome: z.enum(OUTCOMES),
  words: z.string().trim().min(1).max(LIMITS.wordsChars),
});

const at = z.iso.datetime({ offset: true });
// HAZARD H-577: a name that somebody types stands in the log, or in an address
/** An id, with its kind before it or none, or a version of a law: what is no id is refused before it is put on record. */
const term = z
  .string()
  .max(64)
  .regex(/^(?:(?:[a-z-]+:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]{2}@[\w.#-]+)$/);
export const searchQuerySchema = z.strictObject({
  log: z.enum(['audit', 'ledger']).default('audit'),
  from: at.optional(),
  until: at.optional(),
  /** The beginning of an action: 'identity.', 'access.refuse'. */
  action: z
    .string()
    .regex(/^[a-z.-]{1,64}$/)
    .optional(),
  actor: term.optional(),
  subject: term.optional(),
  case: term.optional(),
  /** Entries with a lower number: the next page. */
  before: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
});
export type SearchQuery = z.infer<typeof searchQuerySchema>;
export const searchAnswerSchema = z.object({
  entries: z.array(entrySchema),
  /** Goes into `before`; null: there are no older ones. */
  next: z.int().nullable(),
});

export const retentionSchema = z.object({
  serverTimeMs: z.number(),
  erasing: z.object({
    /** False: without one nothing is destroyed for good, and the job does not run. */
    keyStore: z.boolean(),
    /** Null: not since the server started. */
    lastRun: z.object({ at: z.string(), isDone: z.boolean() }).nullable(),
    /** What is erased in turn is late when its day was long ago. */
    ...retentionStatusSchema.pick({ due: true, late: true, held: true, underWay: true }).shape,
    /** Certificates under the overseer's law, the newest first. */
    proven: retentionStatusSchema.shape.latest,
  }),
  clocks: z.array(
    z.object({
      basis: z.string(),
      what: z.string(),
      because: z.string(),
      startsAt: z.string(),
      destroyAt: z.string(),
      article: z.string(),
      packVersion: z.string(),
      /** The day has come: what is left is to be destroyed at once, if it has not been. */
      isDue: z.boolean(),
    }),
  ),
  more: z.boolean(),
});

export const LAWS = ['pack', 'access'] as const;
export const versionsSchema = z.object({
  /** In which the days of the law begin. */
  timeZone: z.string(),
  versions: z.array(
    z.object({
      law: z.enum(LAWS),
      versionId: z.string(),
      version: z.string(),
      holdsFrom: z.string(),
      holds: z.boolean(),
    }),
  ),
});
export const diffQuerySchema = z.strictObject({
  law: z.enum(LAWS),
  from: z.string().min(1).max(100),
  to: z.string().min(1).max(100),
});
export const changeSchema = z.object({
  /** The rule, by its path and id: 'measures[provisional-3]'. */
  rule: z.string(),
  /** Its field; empty: the rule as a whole. */
  field: z.string(),
  /** As JSON; null: it was not there. */
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export const diffSchema = z.object({ changes: z.array(changeSchema), more: z.boolean() });
export type Change = z.infer<typeof changeSchema>;

export const reportQuerySchema = z.strictObject({ month: z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/) });
const countsSchema = z.array(z.object({ what: z.string(), count: z.int() }));
export const reportSchema = z.object({
  month: z.string(),
  timeZone: z.string(),
  looks: countsSchema,
  refused: countsSchema,
  /** 'kind outcome', the outcome 'open' where there is none. */
  questions: z.array(z.object({ kind: z.enum(MISUSE_KINDS), outcome: z.enum([...OUTCOMES, 'open']), count: z.int() })),
  disclosures: countsSchema,
});
export type Report = z.infer<typeof reportSchema>;

/** By a record's id, or by a name, which is sealed and never answered. */
const byName = z.strictObject({ name: z.string().trim().min(1).max(LIMITS.nameChars) });
export const relationRequestSchema = z.union([z.strictObject({ personId: z.uuid() }), byName]);
export const relationOfRequestSchema = z.strictObject({ actorId: z.uuid(), of: relationRequestSchema });
export const knownRequestSchema = z.union([z.strictObject({ personId: z.uuid(), isKnown: z.boolean() }), byName]);
export const endNameRequestSchema = z.strictObject({ nameId: z.uuid() });
export const declaredSchema = z.object({
  declared: z.array(
    z.object({
      /** Null: a record was declared, which stands. */
      nameId: z.uuid().nullable(),
      /** Whose relation it is; null: somebody whom many know. */
      actorId: z.uuid().nullable(),
      personId: z.uuid().nullable(),
      /** Null: a record, or a name that was erased. */
      name: z.string().nullable(),
      /** They declared it themselves. */
      isOwn: z.boolean(),
      at: z.string(),
    }),
  ),
  more: z.boolean(),
});
export type DeclaredJson = z.infer<typeof declaredSchema>['declared'][number];
