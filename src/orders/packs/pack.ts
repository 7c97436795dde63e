/**
 * A jurisdiction pack: measures and how they come about, notices, calendar, distances, retention and the disclosure table of one
 * country as data, each rule with its article. This module is the format; `read.ts` reads the files, `versions.ts` knows which version
 * holds. What a pack does not say is refused.
 */
import { z } from 'zod';
import type { OrderParameters } from '../../proximity/parameters.ts';
import { PACK_ACTS } from '../../safeguards/service.ts';
import { disclosureRuleSchema } from './disclosure-rule.ts';
import { packProblems } from './problems.ts';
import { articleSchema, idSchema, measureSchema, noticeRuleSchema, procedureSchema, ROLES } from './procedure.ts';
import { purposeSchema } from './purpose.ts';
import { registerRuleSchema, warrantRulesSchema } from './warrant-rules.ts';

/** Duties of a wearer; their texts stand in the catalogues. */
export const DUTIES = ['charge', 'carry', 'report-faults', 'follow-instructions'] as const;

/** Two small letters of ISO 3166, or the word for a pack of no country. */
export const JURISDICTION = /^([a-z]{2}|example)$/;
export const VERSION = /^\d{4}\.\d{2}\.\d{2}(-\d+)?$/;

const boundedSchema = z
  .strictObject({ default: z.int(), min: z.int().positive(), max: z.int(), article: articleSchema })
  .refine((b) => b.min <= b.default && b.default <= b.max, 'the default lies outside its bounds');

/**
 * No law names the engine's numbers: the reason for the bounds stands in place of an article. `default` null: the engine's own,
 * which is measured together with all its others, and may change with its version.
 */
const engineNumberSchema = z.strictObject({
  default: z.int().nullable(),
  min: z.int().positive(),
  max: z.int(),
  reason: z.string().min(1),
});

const engineSchema = z.strictObject({
  warnTauS: engineNumberSchema,
  silenceAfterS: engineNumberSchema,
  silenceContactS: engineNumberSchema,
  warnHoldS: engineNumberSchema,
} satisfies Record<keyof OrderParameters, typeof engineNumberSchema>);

const lawSchema = z.strictObject({
  abbreviation: z.string().regex(/^[A-Z][A-Za-z]*$/),
  title: z.string().min(1),
  /** Where its text was read, or why there is none. */
  source: z.string('a law names its source').min(1, 'a law names its source'),
  /** The day on which its text was last read for this pack; null: to be checked by a lawyer before real use. */
  readOn: z.iso.date().nullable(),
  /** No country made it: a pack that rests on it is for study. */
  madeUp: z.literal(true).optional(),
});

const proximitySchema = z.strictObject({
  restraintM: boundedSchema,
  warnM: boundedSchema,
  noticeM: boundedSchema,
  /** The notice distance is always so many times the warning distance, and no order sets another; null: each by itself. */
  noticeTimesWarn: z.strictObject({ factor: z.int().min(2), article: articleSchema }).nullable(),
  rings: z.strictObject({
    default: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), z.int().positive()),
    minM: z.int().positive(),
    maxM: z.int().positive(),
    article: articleSchema,
  }),
  zone: z.strictObject({ warnM: boundedSchema, noticeM: boundedSchema }),
  wearerIntervalS: boundedSchema,
  protectedIntervalS: boundedSchema,
  /** What an order may set of the engine's own numbers, seconds. */
  engine: engineSchema,
});

/** What the law does to who leaks what they were shown of the wearer's place; the text itself stands in the catalogues. */
const undertakingSchema = z.strictObject({
  yearsMax: z.int().positive(),
  fineMax: z.int().positive(),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** It is read and said again after so long. */
  renewedMonths: z.int().positive(),
  article: articleSchema,
});

const calendarSchema = z.strictObject({
  /** 1 (Monday) to 7 (Sunday). */
  weekend: z.array(z.int().min(1).max(7)).max(3),
  holidays: z.array(z.strictObject({ date: z.iso.date(), name: z.string().min(1) })),
  /** The last day for which the holidays are known; none later is listed. */
  knownUntil: z.iso.date(),
  article: articleSchema,
});

const officeSchema = z.strictObject({
  role: z.enum(ROLES),
  /** In the law's own language. */
  name: z.string().min(1),
  nameEn: z.string().min(1),
  /** The first day of this name; null: before the pack begins. */
  since: z.iso.date().nullable(),
  formerName: z.string().min(1).nullable(),
  article: articleSchema,
});

/** The top-level sections of a pack, each of which a later version may restate as a whole. */
export const packSections = {
  jurisdiction: z.string().regex(JURISDICTION, 'a code of two small letters'),
  version: z.string().regex(VERSION, "like '2026.10.02-6'"),
  /** The local day with whose beginning it begins to hold. */
  holdsFrom: z.iso.date(),
  /** What this version does to orders that run when it begins to hold: they keep the one they have, or migrate to this one. */
  runningOrders: z.strictObject({ rule: z.enum(['keep', 'migrate']), article: articleSchema }),
  /** `law`: there is a legal basis. `study`: simulated people only, and nothing is disclosed to anyone real. */
  mode: z.enum(['law', 'study']),
  /** By what a device may be ordered and a place shared; null: by nothing, so no device but in study. */
  legalBasis: z.strictObject({ article: articleSchema }).nullable(),
  /** IANA name: law counts days in it. */
  timeZone: z.string().refine(isTimeZone, 'not a known time zone'),
  languages: z.array(z.string()).min(1),
  emergencyNumber: z.string(),
  laws: z.array(lawSchema).min(1),
  offices: z.array(officeSchema),
  calendar: calendarSchema,
  measures: z.array(measureSchema).min(1),
  procedures: z.array(procedureSchema).min(1),
  notices: z.array(noticeRuleSchema),
  /** Measures of other laws of the country, to compare with in a study: none of them can be ordered here. */
  comparisons: z.array(
    z.strictObject({
      id: idSchema,
      name: z.string().min(1),
      nameEn: z.string().min(1),
      about: z.string().min(1),
      article: articleSchema,
    }),
  ),
  /** Who besides the person is protected by the same order; null: nobody. */
  household: z
    .strictObject({ who: z.array(z.enum(['cohabitant', 'family'])).min(1), article: articleSchema })
    .nullable(),
  // HAZARD H-356: calling the wearer first tells them that somebody protected is near; it is a human's act that the pack must permit.
  /** Whether officers may call the wearer before the protected person is warned by them; null: they may not. */
  callsWearerFirst: z.strictObject({ article: articleSchema, reason: z.string().min(1) }).nullable(),
  proximity: proximitySchema,
  /** What a wearer reads and acknowledges, one by one, before a device counts as fitted. */
  duties: z
    .array(z.strictObject({ id: z.enum(DUTIES), article: articleSchema }))
    .refine((duties) => new Set(duties.map(({ id }) => id)).size === duties.length, 'a duty stands twice'),
  /** What one person asks for and another approves; what is not listed, one does alone. */
  twoPerson: z
    .array(
      z.strictObject({
        act: z.enum(PACK_ACTS),
        /** The second is of another agency that the matter concerns; else of the same as the first. */
        otherAgency: z.boolean(),
        /** So long it waits. */
        expiresHours: z.int().positive().max(720),
        article: articleSchema,
      }),
    )
    .refine((rules) => new Set(rules.map(({ act }) => act)).size === rules.length, 'an act stands twice'),
  /** Null: the law has no penalty of its own for a leak, and nothing is asked. */
  undertaking: undertakingSchema.nullable(),
  /** For what positions may be used; none: for nothing. */
  purposes: z.array(purposeSchema),
  retention: z.array(
    z.strictObject({
      what: z.enum(['quarantine', 'location', 'papers', 'ledger', 'register', 'registration']),
      keep: z.strictObject({ days: z.int().positive().optional(), years: z.int().positive().optional() }),
      /** From when the time runs; `at-once` grounds destroy without waiting. */
      after: z.enum(['received', 'execution-ended', 'written', 'last-basis']),
      atOnce: z.array(z.enum(['effect-lost', 'acquitted', 'dismissed'])),
      article: articleSchema,
    }),
  ),
  /** By which articles a court may keep one basis from being erased, and for how many days at most; absent: the law knows none. */
  holds: z.array(z.strictObject({ article: articleSchema, mostDays: z.int().positive() })).optional(),
  disclosure: z.array(disclosureRuleSchema).min(1),
  /** How investigators come to see location; null: they do not. */
  warrants: warrantRulesSchema.nullable(),
  registers: z
    .array(registerRuleSchema)
    .refine((registers) => new Set(registers.map(({ id }) => id)).size === registers.length, 'a register stands twice'),
  /** Catalogue keys of what this jurisdiction says in its own words. */
  texts: z.record(z.string(), z.string()),
};

export const packSchema = z.strictObject(packSections).superRefine((pack, context) => {
  for (const { path, message } of packProblems(pack)) context.addIssue({ code: 'custom', path: [...path], message });
});

export type PackFile = z.infer<typeof packSchema>;
export type Office = PackFile['offices'][number];

/** A pack as read: the file's content, and what findings and ledger entries record of it. */
export interface Pack extends PackFile {
  /** `kr@2026.10.02+<first 12 hex digits of the hash>`. */
  readonly versionId: string;
  /** SHA-256 of the file's bytes, hex; with a base, of the base's hash and the file's bytes. */
  readonly hash: string;
  /** When it begins to hold. */
  readonly holdsFromMs: number;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
