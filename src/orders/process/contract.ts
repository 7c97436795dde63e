/** Proceedings as the API takes and gives them. Times are epoch ms; places go in and come out for those who take part alone. */
import { z } from 'zod';
import { orderConditionsSchema } from '../contract.ts';
import { DOCUMENT_USES, MEDIA_TYPES, NAME_STATES } from '../documents/document.ts';
import { PDF_LANGUAGES } from '../documents/order-pdf/content.ts';
import { CHANGES, DEMANDS, ENDINGS, MONITORING_EVENTS, PROCEEDING_EVENTS, ROLES } from '../packs/procedure.ts';
import { CLOCKS } from './clock.ts';
import { PROCESS_LIMITS } from './limits.ts';
import { OFFER_STATES, REASONS, RESULTS } from './proceeding.ts';

export { REASONS } from './proceeding.ts';

const idSchema = z.string().regex(/^[a-z0-9-]{1,60}$/);
const roleSchema = z.enum(ROLES);
const whenSchema = z.iso.datetime({ offset: true });
const reasonsSchema = z.array(z.enum(REASONS)).max(PROCESS_LIMITS.reasons);
const measureIdsSchema = z.array(idSchema).min(1).max(PROCESS_LIMITS.measures);

/** `until`: the first instant after it; left out: as long as the law allows. */
const wantedMeasureSchema = z.strictObject({
  measure: idSchema,
  until: whenSchema.nullable().default(null),
  /** By when the wearer reports for fitting. */
  fitBy: whenSchema.nullable().default(null),
});
const wantedSchema = z.array(wantedMeasureSchema).max(PROCESS_LIMITS.measures);

/** What goes with every act. */
const common = {
  /** When it was done; left out: now. */
  at: whenSchema.optional(),
  /** In words; kept sealed. */
  text: z.string().trim().min(1).max(PROCESS_LIMITS.textLength).optional(),
  documents: z.array(z.uuid()).max(PROCESS_LIMITS.documents).default([]),
  /** Whose act it is, where it is not that of whoever enters it: the court enters what a respondent, who does not sign in, hands in. */
  by: z.literal('respondent').optional(),
};

export const actRequestSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('ask'), of: roleSchema, ...common }),
  z.strictObject({ act: z.literal('decline'), reasons: reasonsSchema, ...common }),
  z.strictObject({
    act: z.literal('file'),
    measures: measureIdsSchema,
    /** The proceeding in which the others refused to file. */
    afterId: z.uuid().nullable().default(null),
    ...common,
  }),
  z.strictObject({
    act: z.literal('impose'),
    measures: wantedSchema,
    conditions: orderConditionsSchema.optional(),
    ...common,
  }),
  z.strictObject({ act: z.literal('ask-approval'), ...common }),
  z.strictObject({ act: z.literal('hear'), ...common }),
  z.strictObject({
    act: z.literal('appoint-assistant'),
    ground: z.enum(['disability', 'poverty', 'minor']),
    ...common,
  }),
  z.strictObject({
    act: z.literal('order-interim'),
    measures: wantedSchema,
    conditions: orderConditionsSchema.optional(),
    ...common,
  }),
  z.strictObject({
    act: z.literal('decide'),
    result: z.enum(RESULTS),
    measures: wantedSchema.default([]),
    reasons: reasonsSchema.default([]),
    conditions: orderConditionsSchema.optional(),
    ...common,
  }),
  z.strictObject({ act: z.literal('serve'), ...common }),
  z.strictObject({ act: z.literal('appeal'), ...common }),
  z.strictObject({ act: z.literal('decide-appeal'), result: z.enum(['allowed', 'dismissed']), ...common }),
  z.strictObject({ act: z.literal('fit'), measureId: z.uuid(), ...common }),
  z.strictObject({ act: z.literal('miss-fitting'), measureId: z.uuid(), ...common }),
  z.strictObject({ act: z.literal('offer'), personId: z.uuid(), ...common }),
  z.strictObject({
    act: z.literal('answer-offer'),
    personId: z.uuid(),
    answer: z.enum(['accepted', 'declined', 'unreachable', 'withdrawn']),
    ...common,
  }),
  z.strictObject({ act: z.literal('ask-extension'), measureId: z.uuid(), ...common }),
  z.strictObject({
    act: z.literal('decide-extension'),
    measureId: z.uuid(),
    result: z.enum(['granted', 'refused']),
    until: whenSchema.nullable().default(null),
    reasons: reasonsSchema.default([]),
    ...common,
  }),
  z.strictObject({ act: z.literal('ask-change'), what: z.enum(CHANGES), ...common }),
  z.strictObject({
    act: z.literal('decide-change'),
    result: z.enum(['granted', 'refused']),
    measures: wantedSchema.default([]),
    reasons: reasonsSchema.default([]),
    conditions: orderConditionsSchema.optional(),
    ...common,
  }),
  z.strictObject({ act: z.literal('end'), how: z.enum(ENDINGS), ...common }),
  z.strictObject({ act: z.literal('withdraw'), ...common }),
]);

/** Left out or null: not named yet. */
const officesSchema = z.strictObject({
  courtId: z.uuid().nullable().default(null),
  prosecutionId: z.uuid().nullable().default(null),
  policeId: z.uuid().nullable().default(null),
  monitoringId: z.uuid().nullable().default(null),
});

export const proceedingRequestSchema = z.strictObject({
  procedure: idSchema,
  /** A wearer's record; null: not known yet who it is. */
  respondentId: z.uuid().nullable().default(null),
  /** Protected persons and household members. A protected person opens it for themself: left out then. */
  protectedIds: z.array(z.uuid()).max(PROCESS_LIMITS.protectedPeople).default([]),
  offices: officesSchema.prefault({}),
  act: actRequestSchema,
});

export const respondentRequestSchema = z.strictObject({ respondentId: z.uuid() });
export const officesRequestSchema = officesSchema;

export const clockSchema = z.object({
  kind: z.enum(CLOCKS),
  measureId: z.uuid().nullable(),
  startedMs: z.number(),
  dueMs: z.number().nullable(),
  of: z.array(roleSchema),
  article: z.string(),
  nature: z.enum(['right', 'duty', 'end']),
  /** A warning has come, so long before; 0: it has run out; null: there is time. */
  warnedMs: z.number().nullable(),
});

export const orderedMeasureSchema = z.object({
  measureId: z.uuid(),
  measure: z.string(),
  by: z.enum(['decision', 'interim', 'imposed']),
  orderedAtMs: z.number(),
  fromMs: z.number().nullable(),
  /** The first instant at which it holds no more, by what is known. */
  endMs: z.number().nullable(),
  inForce: z.boolean(),
  extensions: z.number(),
  extensionAskedAtMs: z.number().nullable(),
  /** The latest end that one more extension may have; null: the law allows none. */
  extendableUntilMs: z.number().nullable(),
  fitting: z
    .object({ dueMs: z.number(), doneAtMs: z.number().nullable(), missedAtMs: z.number().nullable() })
    .nullable(),
  isSuspended: z.boolean(),
  ended: z.object({ how: z.enum(ENDINGS), atMs: z.number() }).nullable(),
  /** The monitored order's short name; null: nothing is monitored under it. */
  orderLabel: z.string().nullable(),
});

export const proceedingRowSchema = z.object({
  proceedingId: z.uuid(),
  number: z.string(),
  jurisdiction: z.string(),
  timeZone: z.string(),
  procedure: z.string(),
  stage: z.enum(['asked', 'filed', 'imposed', 'decided', 'closed']),
  /** Of whom it is asked, and not answered yet: the law sets no time for it. */
  unanswered: z.object({ of: roleSchema, atMs: z.number() }).nullable(),
  result: z.enum(RESULTS).nullable(),
  exercise: z.boolean(),
  openedAtMs: z.number(),
  changedAtMs: z.number(),
  measures: z.array(orderedMeasureSchema),
  /** Asked for, by id of the pack. */
  filedMeasures: z.array(z.string()),
  clocks: z.array(clockSchema),
});

/** What the viewer's role may do now, as the machine itself answers; the form asks for the rest. */
export const mayDoSchema = z.object({
  act: z.string(),
  measureId: z.uuid().nullable(),
  personId: z.uuid().nullable(),
  /** Of `end`, `ask-change`, `answer-offer`, `decide-change`: which. */
  which: z.string().nullable(),
});

export const proceedingEventSchema = z.object({
  number: z.number(),
  kind: z.enum(PROCEEDING_EVENTS),
  atMs: z.number(),
  recordedAtMs: z.number(),
  by: roleSchema.nullable(),
  measureId: z.uuid().nullable(),
  personId: z.uuid().nullable(),
  about: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()), z.null()])),
  text: z.string().nullable(),
});

export const partySchema = z.object({
  personId: z.uuid(),
  kind: z.string(),
  name: z.string(),
  offer: z.enum(OFFER_STATES).nullable(),
});

export const versionSchema = z.object({
  version: z.number(),
  /** The event that made it. */
  number: z.number(),
  madeAtMs: z.number(),
  changes: z.array(z.object({ what: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
  conditions: orderConditionsSchema.nullable(),
});

/** What came with an act, or was made of the order. */
export const proceedingDocumentSchema = z.object({
  documentId: z.uuid(),
  what: z.enum(DOCUMENT_USES),
  /** The event that it came with; null: it came with none, as the paper of an order. */
  number: z.number().nullable(),
  /** The version that it belongs to; null: to none. */
  version: z.number().nullable(),
  mediaType: z.enum(MEDIA_TYPES),
  sizeBytes: z.number(),
  hash: z.string(),
  /** Null: it has none, or none that opens; `state` says which. */
  name: z.string().nullable(),
  state: z.enum(NAME_STATES),
});

export const proceedingDetailSchema = proceedingRowSchema.extend({
  role: roleSchema,
  respondent: partySchema.nullable(),
  protected: z.array(partySchema),
  offices: z.record(
    z.enum(['court', 'prosecution', 'police', 'monitoring']),
    z.object({ id: z.uuid(), name: z.string() }).nullable(),
  ),
  decision: z.object({ atMs: z.number(), result: z.enum(RESULTS), reasons: z.array(z.enum(REASONS)) }).nullable(),
  heardAtMs: z.number().nullable(),
  servedAtMs: z.number().nullable(),
  changeAsked: z.object({ what: z.enum(CHANGES), atMs: z.number() }).nullable(),
  events: z.array(proceedingEventSchema),
  may: z.array(mayDoSchema),
  versions: z.array(versionSchema),
  documents: z.array(proceedingDocumentSchema),
  /** Newest versions' conditions; null before a decision, or where there are none. */
  conditions: orderConditionsSchema.nullable(),
});

export const proceedingListSchema = z.object({
  serverTimeMs: z.number(),
  role: roleSchema,
  proceedings: z.array(proceedingRowSchema),
});

/** A proceeding as the person whom it is to protect may see it: no respondent, no words of others. */
export const ownProceedingSchema = proceedingRowSchema.extend({
  asked: z.object({ of: roleSchema, atMs: z.number() }).nullable(),
  declinedAtMs: z.number().nullable(),
  decidedAtMs: z.number().nullable(),
  /** What this person sent themself, and nothing else. */
  documents: z.array(proceedingDocumentSchema),
  may: z.array(mayDoSchema),
});
export const ownProceedingListSchema = z.object({
  serverTimeMs: z.number(),
  proceedings: z.array(ownProceedingSchema),
});

export const paperRequestSchema = z.strictObject({ language: z.enum(PDF_LANGUAGES) });

/** The code is on the paper alone. */
export const paperSchema = z.object({
  number: z.string(),
  version: z.number(),
  documentId: z.uuid(),
  issuedAtMs: z.number(),
  /** False: it had been put on paper before, in the language then chosen. */
  isNew: z.boolean(),
  /** False: a newer version exists, which is not on paper yet. */
  isNewest: z.boolean(),
});

/** Whom staff may name; `isCut`: there are more. */
export const namedPeopleSchema = z.object({
  people: z.array(z.object({ personId: z.uuid(), kind: z.string(), name: z.string() })),
  isCut: z.boolean(),
});

const periodSchema = z.object({
  length: z.union([z.object({ hours: z.number() }), z.object({ days: z.number() }), z.object({ months: z.number() })]),
  article: z.string(),
});

/** The law that holds now, as forms need it. */
export const lawSchema = z.object({
  jurisdiction: z.string(),
  versionId: z.string(),
  timeZone: z.string(),
  mode: z.enum(['law', 'study']),
  emergencyNumber: z.string(),
  offices: z.array(z.object({ agencyId: z.uuid(), name: z.string(), role: z.string() })),
  procedures: z.array(
    z.object({
      ...{ id: z.string(), name: z.string(), nameEn: z.string(), article: z.string() },
      ...{ filedBy: z.array(roleSchema), askedBy: z.array(roleSchema), decidedBy: roleSchema },
      imposedBy: roleSchema.nullable(),
      petition: z.object({ of: z.string(), article: z.string(), within: periodSchema }).nullable(),
      hearing: z.enum(['required', 'allowed']).nullable(),
      interimMeasures: z.array(z.string()),
    }),
  ),
  measures: z.array(
    z.object({
      ...{ id: z.string(), name: z.string(), nameEn: z.string(), article: z.string(), procedure: z.string() },
      demands: z.array(z.enum(DEMANDS)),
      device: z.boolean(),
      duration: periodSchema.nullable(),
      /** The first instant after it, began it now and lasted as long as the law allows; null: no such end. */
      longestUntilMs: z.number().nullable(),
      extensionsMax: z.number().nullable(),
      fittingNamed: z.boolean(),
    }),
  ),
  distances: z.record(
    z.string(),
    z.object({ default: z.number(), min: z.number(), max: z.number(), article: z.string() }),
  ),
  noticeEvents: z.array(z.enum(MONITORING_EVENTS)),
});

/** What the person writes for themself before it is sent; its shape is the page's. */
export const draftSchema = z.strictObject({ draft: z.record(z.string(), z.unknown()).nullable() });
export const draftAnswerSchema = z.object({
  draft: z.record(z.string(), z.unknown()).nullable(),
  changedAtMs: z.number().nullable(),
});

export type ActRequest = z.infer<typeof actRequestSchema>;
export type ProceedingRequest = z.infer<typeof proceedingRequestSchema>;
export type ProceedingRowJson = z.infer<typeof proceedingRowSchema>;
export type ProceedingDetailJson = z.infer<typeof proceedingDetailSchema>;
export type ProceedingListJson = z.infer<typeof proceedingListSchema>;
export type OwnProceedingJson = z.infer<typeof ownProceedingSchema>;
export type OwnProceedingListJson = z.infer<typeof ownProceedingListSchema>;
export type ClockJson = z.infer<typeof clockSchema>;
export type MayDo = z.infer<typeof mayDoSchema>;
export type ProceedingDocumentJson = z.infer<typeof proceedingDocumentSchema>;
export type PaperJson = z.infer<typeof paperSchema>;
export type NamedPeopleJson = z.infer<typeof namedPeopleSchema>;
export type LawJson = z.infer<typeof lawSchema>;
export type OrderConditions = z.infer<typeof orderConditionsSchema>;
