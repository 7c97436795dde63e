/**
 * What goes over the exchange: the versioned schemas of every message, from which the published JSON Schemas are made. A new member that
 * may be absent keeps the version; everything else is a new one. Members that are not known are refused, so that nothing is
 * silently left undone. Fails toward refusing.
 */
import { z } from 'zod';
import { courtDecisionSchema } from './court-decision.ts';
import { codeSchema, hexSha256, instantSchema, noteSchema, refSchema } from './message-parts.ts';

export const MESSAGE_VERSION = 1;

/** Kinds that are taken from other agencies. */
export const IN_KINDS = ['court-decision', 'protected-details', 'receipt', 'non-indictment', 'acquittal'] as const;
export type InKind = (typeof IN_KINDS)[number];

const contactSchema = z.strictObject({ name: z.string().min(1).max(100), phone: z.string().min(3).max(40).nullable() });
const placeSchema = z.strictObject({
  address: z.string().min(1).max(300),
  latDeg: z.number().min(-90).max(90).nullable(),
  lonDeg: z.number().min(-180).max(180).nullable(),
});

/** What police tell probation of whom it is to protect (kr: Decree 23-12). */
export const protectedDetailsSchema = z.strictObject({
  applicationRef: refSchema,
  orderId: z.uuid().nullable().default(null),
  protected: z.strictObject({
    ref: refSchema,
    name: z.string().min(1).max(100),
    phone: z.string().min(3).max(40).nullable(),
    language: z.enum(['en', 'ko', 'ja', 'ms']).nullable().default(null),
    homes: z.array(placeSchema).min(1).max(10),
    workplaces: z.array(placeSchema).max(10).default([]),
  }),
  household: z
    .array(z.strictObject({ ...contactSchema.shape, relation: codeSchema, minor: z.boolean() }))
    .max(20)
    .default([]),
  /** Who looks after them at the police. */
  officer: contactSchema,
});
export type ProtectedDetails = z.infer<typeof protectedDetailsSchema>;

const receiptSchema = z.strictObject({
  noticeId: z.uuid(),
  receivedAt: instantSchema,
  /** Their office's or file's own number; no name. */
  reference: refSchema.nullable().default(null),
});

const endSchema = z.strictObject({
  /** As the notices told it. */
  orderId: z.uuid(),
  applicationRef: refSchema.nullable().default(null),
  decidedAt: instantSchema,
  reference: refSchema,
  note: noteSchema.nullable().default(null),
});

const IN_DATA = {
  'court-decision': courtDecisionSchema,
  'protected-details': protectedDetailsSchema,
  receipt: receiptSchema,
  'non-indictment': endSchema,
  acquittal: endSchema,
} as const satisfies Record<InKind, z.ZodType>;

export type InData = { readonly [K in InKind]: z.infer<(typeof IN_DATA)[K]> };

function envelope<Kind extends string, Data extends z.ZodType>(type: Kind, data: Data) {
  return z.strictObject({
    type: z.literal(type),
    version: z.literal(MESSAGE_VERSION),
    /** When it was written, by the sender's clock. */
    timestamp: instantSchema,
    /** Of simulated or acting people. It must be what the endpoint is set up for. */
    exercise: z.boolean(),
    data,
  });
}

export const IN_SCHEMAS: { readonly [K in InKind]: z.ZodType<InMessageOf<K>> } = {
  'court-decision': envelope('court-decision', IN_DATA['court-decision']),
  'protected-details': envelope('protected-details', IN_DATA['protected-details']),
  receipt: envelope('receipt', IN_DATA.receipt),
  'non-indictment': envelope('non-indictment', IN_DATA['non-indictment']),
  acquittal: envelope('acquittal', IN_DATA.acquittal),
};

export interface InMessageOf<K extends InKind> {
  readonly type: K;
  readonly version: typeof MESSAGE_VERSION;
  readonly timestamp: string;
  readonly exercise: boolean;
  readonly data: InData[K];
}

const officeSchema = z.strictObject({ agencyId: z.uuid(), name: z.string(), role: codeSchema });

/** What is told to other agencies. */
export const noticeMessageSchema = envelope(
  'notice',
  z.strictObject({
    noticeId: z.uuid(),
    code: codeSchema,
    from: officeSchema,
    to: officeSchema,
    /** The case's short name here; it names nobody. */
    caseLabel: z.string().nullable(),
    orderId: z.uuid().nullable(),
    proceedingId: z.uuid().nullable(),
    incidentId: z.uuid().nullable(),
    ruleId: z.string(),
    article: z.string(),
    happenedAt: instantSchema,
    dueAt: instantSchema,
    /** Codes, whole numbers and times; never a name or a place. */
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    /** Where the law wants names, numbers and places told; null: it does not. */
    details: z.record(z.string(), z.json()).nullable(),
  }),
);
export type NoticeMessage = z.infer<typeof noticeMessageSchema>;

/** A line of a folder's manifest. */
export const manifestLineSchema = z.strictObject({
  file: z.string().regex(/^[0-9a-z-]{1,80}\.json$/),
  sha256: hexSha256,
  bytes: z.int().min(1),
});

const PUBLISHED: Readonly<Record<string, z.ZodType>> = {
  ...IN_SCHEMAS,
  notice: noticeMessageSchema,
  manifest: manifestLineSchema,
};
export const SCHEMA_NAMES: readonly string[] = Object.keys(PUBLISHED);

/** As JSON Schema (2020-12) of what is written on the wire; null: there is none of that name. */
export function jsonSchemaOf(name: string): object | null {
  const schema = Object.hasOwn(PUBLISHED, name) ? PUBLISHED[name] : undefined;
  if (schema === undefined) return null;
  return {
    $id: `/api/schemas/${name}`,
    title: name,
    ...z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' }),
  };
}
