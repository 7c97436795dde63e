/**
 * How measures come about and end, as data of the pack: who asks, who decides, within which time, who is told. This module is the
 * format; `../process/` obeys it. What a pack does not say is refused.
 */
import { z } from 'zod';

/** Those who act in a proceeding. `respondent`: against whom it is; a wearer once a device is ordered. */
export const ROLES = ['protected', 'respondent', 'police', 'prosecutor', 'court', 'authority', 'monitoring'] as const;
const roleSchema = z.enum(ROLES);

const NO_SOURCE = "a rule without a source: name the law and the article it rests on, like 'SPA 9(1)2'";
/** Abbreviation of a law in `laws`, then the article, e.g. 'EDA 31-8(2)2'; several are separated by '; '. */
export const articleSchema = z.string(NO_SOURCE).min(1, NO_SOURCE);
export const idSchema = z.string().regex(/^[a-z0-9-]+$/);

const countSchema = z.int().positive();

/**
 * A time that the law sets. Hours run from the instant; days and months are counted in the jurisdiction's own calendar and end with
 * a whole day (`calendar.ts`). `next-working-day`: a last day that is a holiday moves the end to the next working day.
 */
export const periodSchema = z
  .strictObject({
    length: z.union([
      z.strictObject({ hours: countSchema }),
      z.strictObject({ days: countSchema }),
      z.strictObject({ months: countSchema }),
    ]),
    firstDay: z.enum(['from-the-instant', 'counted', 'not-counted']),
    holidays: z.enum(['count', 'next-working-day']),
    article: articleSchema,
  })
  .refine(
    ({ length, firstDay }) => 'hours' in length === (firstDay === 'from-the-instant'),
    'hours, and nothing else, run from the instant',
  )
  .refine(({ length, holidays }) => !('hours' in length) || holidays === 'count', 'hours know no holidays');

/** What somebody against whom a measure is made may not do, or must bear. */
export const DEMANDS = ['warned', 'keep-away', 'no-contact', 'wear-device', 'detained', 'leave-home'] as const;

export const measureSchema = z.strictObject({
  id: idSchema,
  /** The measure's name in the law's own language. */
  name: z.string().min(1),
  /** The same in English, for those who do not read it. */
  nameEn: z.string().min(1),
  article: articleSchema,
  /** By which procedure it comes about. */
  procedure: idSchema,
  demands: z.array(z.enum(DEMANDS)).min(1),
  /** Only a measure with a device may be monitored, and only under one is a place shared. */
  device: z.boolean(),
  /** Null: it is done once (a warning), or lasts until the matter ends. */
  duration: periodSchema.nullable(),
  /** Null: it cannot be extended. */
  extensions: z
    .strictObject({
      /** Null: as often as it is renewed. */
      countMax: countSchema.nullable(),
      /** Each at most so long. */
      period: periodSchema,
      askedBy: z.array(roleSchema).min(1),
      decidedBy: roleSchema,
      /** Whom the protected person asks for one; null: nobody. */
      askedOf: z.enum(['prosecutor', 'public-safety-commission', 'court']).nullable(),
      article: articleSchema,
    })
    .nullable(),
  /** By when the device is fitted; null: no device. `as-decided`: whoever decides names the day and hour. */
  fitting: z.strictObject({ by: z.union([z.literal('as-decided'), periodSchema]), article: articleSchema }).nullable(),
  /** A device or an app is offered to the protected person; null: nothing is. */
  offer: z.strictObject({ article: articleSchema }).nullable(),
});

/** Ways in which a measure ends before its time. */
export const ENDINGS = [
  'cancelled',
  'non-indictment',
  'acquitted',
  'dismissed',
  'matter-ended',
  'not-approved',
  'replaced',
] as const;

const endingSchema = z.strictObject({
  how: z.enum(ENDINGS),
  /** Who brings it about or reports it. */
  by: z.array(roleSchema).min(1),
  /** `loses-effect`: as if there were no ground any more; what was collected is destroyed at once where the pack says so. */
  effect: z.enum(['ends', 'loses-effect']),
  article: articleSchema,
});

export const CHANGES = ['address', 'conditions', 'kind', 'cancellation'] as const;

export const procedureSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  nameEn: z.string().min(1),
  article: articleSchema,
  /** Who brings it before whoever decides. Empty: it begins with `imposed`. */
  filedBy: z.array(roleSchema),
  /** Who may ask those to, and must be told when they decline. */
  askedBy: z.array(roleSchema),
  /** The protected person's own petition: only after a refusal to file by another procedure, and within its time. Null: any time. */
  petitionAfterRefusal: z.strictObject({ of: idSchema, within: periodSchema, article: articleSchema }).nullable(),
  /** It takes effect by an act and is approved afterwards, or ends. */
  imposed: z
    .strictObject({
      by: roleSchema,
      approvalAskedBy: roleSchema,
      within: periodSchema,
      approvedBy: roleSchema,
      article: articleSchema,
    })
    .nullable(),
  decidedBy: roleSchema,
  hearing: z.strictObject({ of: z.enum(['required', 'allowed']), article: articleSchema }).nullable(),
  decideWithin: periodSchema.nullable(),
  /** Measures that may be ordered for the time until the decision. */
  interim: z.strictObject({ measures: z.array(idSchema).min(1), article: articleSchema }).nullable(),
  /** Somebody who helps the protected person through it, appointed by whoever decides. */
  assistant: z
    .strictObject({ grounds: z.array(z.enum(['disability', 'poverty', 'minor'])).min(1), article: articleSchema })
    .nullable(),
  effectFrom: z.strictObject({ what: z.enum(['decision', 'service']), article: articleSchema }),
  appeal: z
    .strictObject({
      by: z.array(roleSchema).min(1),
      within: periodSchema,
      suspends: z.boolean(),
      article: articleSchema,
    })
    .nullable(),
  endings: z.array(endingSchema).min(1),
  changes: z.array(
    z.strictObject({
      what: z.enum(CHANGES),
      askedBy: z.array(roleSchema).min(1),
      decidedBy: roleSchema,
      article: articleSchema,
    }),
  ),
});

/** What happens in a proceeding; each is recorded once. */
export const PROCEEDING_EVENTS = [
  'asked',
  'declined',
  'filed',
  'withdrawn',
  'imposed',
  'approval-asked',
  'heard',
  'assistant-appointed',
  'interim-ordered',
  'decided',
  'served',
  'appealed',
  'appeal-decided',
  'fitted',
  'not-fitted',
  'offered',
  'offer-accepted',
  'offer-declined',
  'offer-unreachable',
  'offer-withdrawn',
  'extension-asked',
  'extended',
  'extension-refused',
  'change-asked',
  'changed',
  'change-refused',
  'ended',
  'expired',
] as const;

/** What monitoring finds and the law wants told. */
export const MONITORING_EVENTS = [
  'not-reporting',
  'device-refused',
  'breach',
  'risk-of-breach',
  'tampering',
  'near-prohibited-place',
  'removal',
] as const;

export const noticeRuleSchema = z.strictObject({
  id: idSchema,
  on: z.enum([...PROCEEDING_EVENTS, ...MONITORING_EVENTS]),
  /** Only for these procedures; absent: all. */
  procedures: z.array(idSchema).min(1).optional(),
  from: roleSchema,
  to: z.array(roleSchema).min(1),
  /** `at-once` and `without-delay` are the law's words; how long that is taken to be is the exchange's own limit. */
  within: z.union([z.literal('at-once'), z.literal('without-delay'), periodSchema]),
  /** Only where a measure with a device was ordered; absent: always. */
  onlyWith: z.literal('device').optional(),
  article: articleSchema,
});

export type Role = (typeof ROLES)[number];
export type Period = z.infer<typeof periodSchema>;
export type Measure = z.infer<typeof measureSchema>;
export type Procedure = z.infer<typeof procedureSchema>;
export type Ending = (typeof ENDINGS)[number];
export type Change = (typeof CHANGES)[number];
export type NoticeRule = z.infer<typeof noticeRuleSchema>;
export type ProceedingEventKind = (typeof PROCEEDING_EVENTS)[number];
export type MonitoringEvent = (typeof MONITORING_EVENTS)[number];
