/** A court's decision on an application, as it arrives from the court's own system. Conditions have geometry and timetables, never words alone. */
import { z } from 'zod';
import { parseInstant } from '../../core/time.ts';
import { codeSchema, hexSha256, instantSchema, noteSchema, refSchema } from './message-parts.ts';

const positionSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

/** GeoJSON (RFC 7946): closed, longitude first. */
const ringSchema = z
  .array(positionSchema)
  .min(4)
  .max(1_000)
  .refine((ring) => same(ring[0], ring.at(-1)), 'must end where it begins')
  .refine((ring) => new Set(ring.map(String)).size >= 3, 'must have three different corners');

/** An area: a polygon, or a point with a radius in metres, which GeoJSON has no form of its own for. */
const areaSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(ringSchema).min(1).max(10) }),
  z.strictObject({ type: z.literal('Point'), coordinates: positionSchema, radiusM: z.number().positive().max(50_000) }),
]);

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const clockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** Weekly, in the court's own time zone. What goes over midnight is written as two. */
const timetableSchema = z.strictObject({
  timeZone: z.string().refine(isTimeZone, 'must be a time zone like Asia/Seoul'),
  hours: z
    .array(
      z
        .strictObject({ days: z.array(z.enum(DAYS)).min(1).max(7), from: clockTime, until: clockTime })
        .refine(({ from, until }) => from < until, { path: ['until'], message: 'must be after `from`' }),
    )
    .min(1)
    .max(50),
});

const metres = z.int().min(1).max(50_000);
/** Null: at all times. */
const whenSchema = timetableSchema.nullable().default(null);

export const conditionSchema = z.discriminatedUnion('kind', [
  /** Not to come nearer to the person than that. */
  z.strictObject({ kind: z.literal('keep-away'), ofRef: refSchema, restraintM: metres, when: whenSchema }),
  z.strictObject({ kind: z.literal('no-contact'), ofRef: refSchema, by: z.array(codeSchema).min(1).max(20) }),
  z.strictObject({
    kind: z.literal('exclusion-zone'),
    /** Whose place it is; null: nobody's. */
    ofRef: refSchema.nullable(),
    name: z.string().min(1).max(100),
    area: areaSchema,
    when: whenSchema,
  }),
  z.strictObject({
    kind: z.literal('inclusion-zone'),
    name: z.string().min(1).max(100),
    area: areaSchema,
    when: whenSchema,
  }),
  z.strictObject({ kind: z.literal('device'), reportingIntervalS: z.int().min(1).max(3_600).nullable().default(null) }),
  z.strictObject({ kind: z.literal('other'), code: codeSchema, text: noteSchema }),
]);

const measureSchema = z
  .strictObject({
    /** Of the jurisdiction's pack, like `provisional-3-2`. */
    measure: codeSchema,
    /** Null: as the law has it, with the decision or its service. Another time is refused. */
    from: instantSchema.nullable().default(null),
    /** The first instant at which it is no longer in force. */
    until: instantSchema,
    /** By when the wearer reports for fitting, where the law has whoever decides name it. */
    fitBy: instantSchema.nullable().default(null),
    conditions: z.array(conditionSchema).max(50),
  })
  .refine(({ from, until }) => before(from, until), { path: ['until'], message: 'must be after `from`' });

const DOCUMENT_BYTES_MAX = 4 * 1024 * 1024;

const documentSchema = z.strictObject({
  name: z.string().regex(/^[^/\\\p{Cc}]{1,120}$/u),
  mediaType: z.enum(['application/pdf', 'image/png', 'image/jpeg', 'text/plain']),
  sha256: hexSha256,
  /** Inline, base64; null: it was or will be sent another way, and is known by its hash. */
  bytes: z
    .base64()
    .max(Math.ceil(DOCUMENT_BYTES_MAX / 3) * 4)
    .nullable()
    .default(null),
});

export const courtDecisionSchema = z
  .strictObject({
    /** The application's number here, as the court was given it. */
    applicationRef: refSchema,
    court: z.strictObject({ code: codeSchema, name: z.string().min(1).max(100) }),
    caseNumber: refSchema,
    /** `partly`: some of what was asked. */
    decision: z.enum(['granted', 'partly', 'refused']),
    reasons: z
      .array(z.strictObject({ code: codeSchema, text: noteSchema }))
      .max(20)
      .default([]),
    /** Who is bound, and who is protected, by the applicant's own references. */
    wearerRef: refSchema,
    protectedRefs: z.array(refSchema).min(1).max(20),
    measures: z.array(measureSchema).max(20),
    documents: z.array(documentSchema).max(20).default([]),
    decidedAt: instantSchema,
    /** The first hearing of the order by whom it binds; null: not served yet. */
    servedAt: instantSchema.nullable().default(null),
    judgeRef: refSchema,
  })
  .superRefine((decision, context) => {
    const say = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const { decision: outcome, measures, reasons, protectedRefs } = decision;
    if (outcome === 'refused' && measures.length > 0) say(['measures'], 'must be empty where all was refused');
    if (outcome !== 'refused' && measures.length === 0) say(['measures'], 'must hold what was granted');
    if (outcome !== 'granted' && reasons.length === 0) say(['reasons'], 'must say why not all was granted');
    const named = new Set(protectedRefs);
    for (const [m, { conditions }] of measures.entries()) {
      for (const [c, condition] of conditions.entries()) {
        const ofRef = 'ofRef' in condition ? condition.ofRef : null;
        if (ofRef === null || named.has(ofRef)) continue;
        say(['measures', m, 'conditions', c, 'ofRef'], 'must be one of `protectedRefs`');
      }
    }
  });
export type CourtDecision = z.infer<typeof courtDecisionSchema>;

function same(a: readonly number[] | undefined, b: readonly number[] | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}

function before(from: string | null, until: string): boolean {
  const [fromMs, untilMs] = [from === null ? null : parseInstant(from), parseInstant(until)];
  // What is no time was said already.
  return fromMs === null || untilMs === null || fromMs < untilMs;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
