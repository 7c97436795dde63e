/** Warrants as the API takes and gives them. */
import { z } from 'zod';
import { WARRANT_LIMITS } from './limits.ts';
import { DESTROYED_BECAUSE, OUTSIDE_COPIES, RESULTS, WARRANT_KINDS, WARRANT_STATES } from './warrant.ts';

const wordsSchema = z.string().trim().min(1).max(WARRANT_LIMITS.wordsCharacters);
const instantSchema = z.iso.datetime({ offset: true });
const documentsSchema = z.array(z.uuid()).max(WARRANT_LIMITS.documents).default([]);

/** What may be done with one now, by whoever asks. */
export const WARRANT_TASKS = ['view', 'export', 'ask-permission', 'withdraw', 'confirm', 'decide'] as const;

/** Why nothing may be seen. */
export const WHY_NOT = ['not-decided', 'refused', 'late', 'withdrawn', 'over', 'originals-gone', 'lapsed'] as const;

export const warrantRequestSchema = z.strictObject({
  kind: z.enum(WARRANT_KINDS),
  orderId: z.uuid(),
  courtId: z.uuid(),
  /** A use that the pack lists. */
  use: z.string().max(60),
  /** The second is the first instant that is not asked for. */
  from: instantSchema,
  until: instantSchema,
  reason: wordsSchema,
  legalBasis: wordsSchema,
  /** Why it could not wait: of an emergency, and of nothing else. */
  urgency: wordsSchema.nullable().default(null),
  /** Uploads. */
  documents: documentsSchema,
});
export type WarrantRequest = z.infer<typeof warrantRequestSchema>;

export const permissionRequestSchema = z.strictObject({ reason: wordsSchema, documents: documentsSchema });

export const decisionRequestSchema = z.strictObject({
  result: z.enum(RESULTS),
  from: instantSchema.nullable().default(null),
  until: instantSchema.nullable().default(null),
  /** Until when it may be looked at; null: as long as the pack allows. */
  accessUntil: instantSchema.nullable().default(null),
  reason: wordsSchema,
  /** Null: now. */
  decidedAt: instantSchema.nullable().default(null),
  /** An upload: the court's own document. Whoever enters a decision from paper attaches it. */
  document: z.uuid().nullable().default(null),
});
export type DecisionRequest = z.infer<typeof decisionRequestSchema>;

export const viewRequestSchema = z.strictObject({ use: z.string().max(60) });
/** Said after it was read what would leave. */
export const exportRequestSchema = z.strictObject({ viewId: z.uuid(), confirmed: z.literal(true) });
export const confirmationRequestSchema = z.strictObject({
  outside: z.enum(OUTSIDE_COPIES),
  words: wordsSchema,
  /** A signed paper, scanned; null: the one that is made here is signed. */
  document: z.uuid().nullable().default(null),
  language: z.enum(['en', 'ko', 'ja', 'ms']),
});

const periodSchema = z.object({ fromMs: z.int(), untilMs: z.int() });

export const warrantSchema = z.object({
  warrantId: z.uuid(),
  number: z.string(),
  kind: z.enum(WARRANT_KINDS),
  state: z.enum(WARRANT_STATES),
  exercise: z.boolean(),
  use: z.string(),
  article: z.string(),
  orderLabel: z.string(),
  office: z.string(),
  court: z.string(),
  asked: periodSchema,
  seen: periodSchema.nullable(),
  createdAtMs: z.int(),
  /** Of what runs now: the permission of an emergency, the time to look, the time in which it is decided. */
  clock: z.object({ what: z.enum(['permission', 'access', 'decision']), dueMs: z.int() }).nullable(),
  access: z.discriminatedUnion('may', [
    z.object({ may: z.literal(true), untilMs: z.int() }),
    z.object({ may: z.literal(false), why: z.enum(WHY_NOT) }),
  ]),
  copied: z.object({ positions: z.int(), erased: z.int(), elsewhere: z.int() }).nullable(),
  destroyed: z.array(z.object({ atMs: z.int(), because: z.enum(DESTROYED_BECAUSE), positions: z.int() })),
  confirmation: z.enum(['none', 'due', 'done']),
  views: z.int(),
  exports: z.int(),
  tasks: z.array(z.enum(WARRANT_TASKS)),
});
export type WarrantJson = z.infer<typeof warrantSchema>;

export const warrantListSchema = z.object({
  serverTimeMs: z.int(),
  isWhole: z.boolean(),
  /** Null: the law has no such permission. */
  rules: z
    .object({
      article: z.string(),
      uses: z.array(z.object({ id: z.string(), article: z.string() })),
      emergency: z.object({ article: z.string(), hours: z.number().nullable() }).nullable(),
      periodDaysMax: z.int(),
      youngestMinutes: z.int(),
      accessDays: z.int(),
    })
    .nullable(),
  mayAsk: z.boolean(),
  courts: z.array(z.object({ agencyId: z.uuid(), name: z.string() })),
  /** In whose cases the own office takes part. Labels name nobody. */
  orders: z.array(
    z.object({
      orderId: z.uuid(),
      label: z.string(),
      proceeding: z.string().nullable(),
      courtId: z.uuid().nullable(),
      fromMs: z.int(),
      untilMs: z.int(),
    }),
  ),
  warrants: z.array(warrantSchema),
});
export type WarrantListJson = z.infer<typeof warrantListSchema>;

export const warrantDetailSchema = z.object({
  serverTimeMs: z.int(),
  warrant: warrantSchema,
  events: z.array(
    z.object({
      number: z.int(),
      atMs: z.int(),
      kind: z.string(),
      byKind: z.string(),
      /** Null: nothing was said; 'erased' where the register's time is over. */
      words: z.union([z.record(z.string(), z.string()), z.literal('erased')]).nullable(),
      period: periodSchema.nullable(),
      result: z.string().nullable(),
      because: z.string().nullable(),
      positions: z.int().nullable(),
      documents: z.array(z.uuid()),
    }),
  ),
});
export type WarrantDetailJson = z.infer<typeof warrantDetailSchema>;

/** What a view may show, before a position of it is fetched. */
export const viewSchema = z.object({
  viewId: z.uuid(),
  serverTimeMs: z.int(),
  period: periodSchema,
  parts: z.int(),
  positions: z.int(),
  erased: z.int(),
  elsewhere: z.int(),
  untilMs: z.int(),
});
export type ViewJson = z.infer<typeof viewSchema>;

export const positionSchema = z.object({
  fixedAtMs: z.int(),
  receivedAtMs: z.int(),
  latDeg: z.number(),
  lonDeg: z.number(),
  accuracyM: z.number().nullable(),
  source: z.string().nullable(),
  speedMps: z.number().nullable(),
  courseDeg: z.number().nullable(),
  mock: z.boolean().nullable(),
});
export type PositionJson = z.infer<typeof positionSchema>;
export const partSchema = z.object({ positions: z.array(positionSchema) });

/** On the stream of an open page. Nothing else comes on it, and no position. */
export const standingSchema = z.object({
  serverTimeMs: z.int(),
  may: z.boolean(),
  why: z.enum([...WHY_NOT, 'signed-out']).nullable(),
  events: z.int(),
});
export type StandingJson = z.infer<typeof standingSchema>;

export const checkExportSchema = z.strictObject({
  number: z.string().max(60),
  version: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  code: z.string().max(60),
});
