/**
 * A jurisdiction pack: measures, durations, distances, retention and the disclosure table of one country as data, each with
 * its article. This module is the format; `pack-folder.ts` reads the files. What a pack does not say is refused.
 */
import { z } from 'zod';
import { DEFAULT_PARAMETERS, ORDER_BOUNDS, type OrderParameters } from '../proximity/parameters.ts';
import { ASKED_OF, ORDER_PARAMETERS } from './order.ts';

export const VIEWERS = ['protected', 'household', 'officer', 'responder', 'wearer'] as const;
export const TARGETS = ['wearer', 'protected'] as const;
export const LEVELS = ['clear', 'notice', 'warning', 'danger', 'unknown'] as const;

/** Duties of a wearer; their texts stand in the catalogues. */
export const DUTIES = ['charge', 'carry', 'report-faults', 'follow-instructions'] as const;

/** No pack lets a trail be longer. */
const TRAIL_S_MAX = 3_600;

/** Half the way round the Earth, rounded up: no two people are further apart, so the last band holds every distance. */
export const FARTHEST_M = 20_040_000;

/** Abbreviation of a law in `laws`, then the article, e.g. 'EDA 31-8(2)2'; several are separated by '; '. */
const articleSchema = z.string().min(1);
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

const bandsSchema = z
  .array(z.int().nonnegative())
  .min(2)
  .refine((edges) => edges[0] === 0, 'the first edge is 0')
  .refine((edges) => edges.every((edge, i) => i === 0 || edge > edges[i - 1]!), 'edges ascend')
  .refine(
    (edges) => edges.at(-1)! >= FARTHEST_M,
    `the last edge is at least ${FARTHEST_M}, so that every distance has a band`,
  );

/**
 * One rule of the table. A rule applies to a cell (viewer, target, level) that it lists; of the rules of a cell the first
 * whose `when` holds decides. Every cell ends with a rule without `when`.
 */
export const disclosureRuleSchema = z.discriminatedUnion('shows', [
  z.strictObject({ shows: z.literal('nothing'), ...ruleMembers() }),
  z.strictObject({
    shows: z.literal('band'),
    /** Edges in metres, ascending from 0; the band of a distance lies between the edges around it. */
    bandsM: bandsSchema,
    ...ruleMembers(),
  }),
  z.strictObject({
    shows: z.literal('point'),
    /** The least radius of the precision circle, metres: a more exact position is coarsened to it. 0: as measured. */
    pointM: z.int().nonnegative(),
    /**
     * How far back the protected side's screen may keep the way so far, seconds; 0: the position, not its history. Said by every
     * rule of theirs and by no other: officers' screens keep the way by limits of their own.
     */
    trailS: z.int().min(0).max(TRAIL_S_MAX).optional(),
    ...ruleMembers(),
  }),
  z.strictObject({ shows: z.literal('unknown'), ...ruleMembers() }),
]);

function ruleMembers() {
  return {
    /** Unique in the pack: named in ledger entries. */
    id: z.string().regex(/^[a-z0-9-]+$/),
    viewer: z.enum(VIEWERS),
    targets: z.array(z.enum(TARGETS)).min(1),
    levels: z.array(z.enum(LEVELS)).min(1),
    when: z
      .strictObject({
        /** The pair's distance (centres, metres) is known and at most this. */
        insideM: z.int().positive().optional(),
        /** The target is the viewer: their own position, from their own device. */
        own: z.literal(true).optional(),
        /** The protected person shares their position of their own will, during an incident. */
        shared: z.literal(true).optional(),
      })
      .refine((when) => Object.keys(when).length > 0, 'an empty condition: leave `when` out')
      .optional(),
    /** Whether trend, bearing octant, course and time to contact may be told with it. */
    direction: z.boolean(),
    /** The law wants the urgency written down with each use: level and distance go into the ledger entry. */
    recordsUrgency: z.boolean(),
    article: articleSchema,
    /** Catalogue key of the reason in plain words. */
    reason: z.string().regex(/^disclosure\.[a-z0-9.-]+$/),
  };
}

export const measureSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** The measure's name in the law's own language. */
  name: z.string(),
  article: articleSchema,
  /** Only a measure with a device may be monitored. */
  device: z.boolean(),
  duration: z.strictObject({ months: z.int().positive(), article: articleSchema }),
  /** `countMax` null: as often as it is renewed. */
  extensions: z.strictObject({
    countMax: z.int().nonnegative().nullable(),
    months: z.int().positive(),
    /** Whom the protected person asks for one; null: nobody grants any. */
    askedOf: z.enum(ASKED_OF).nullable(),
    article: articleSchema,
  }),
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

export const packSchema = z
  .strictObject({
    jurisdiction: z.string().regex(/^[a-z]{2}$/),
    version: z.string().regex(/^\d{4}\.\d{2}\.\d{2}(-\d+)?$/),
    /** `law`: there is a legal basis. `study`: simulated people only, and nothing is disclosed to anyone real. */
    mode: z.enum(['law', 'study']),
    /** IANA name: law counts days in it. */
    timeZone: z.string().refine(isTimeZone, 'not a known time zone'),
    languages: z.array(z.string()).min(1),
    emergencyNumber: z.string(),
    laws: z.array(
      z.strictObject({
        abbreviation: z.string().regex(/^[A-Z][A-Za-z]*$/),
        title: z.string(),
        /** The day on which its text was last read for this pack; null: to be checked by a lawyer before real use. */
        readOn: z.iso.date().nullable(),
      }),
    ),
    measures: z.array(measureSchema).min(1),
    proximity: z.strictObject({
      restraintM: boundedSchema,
      warnM: boundedSchema,
      noticeM: boundedSchema,
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
    }),
    /** What a wearer reads and acknowledges, one by one, before a device counts as fitted. */
    duties: z
      .array(z.strictObject({ id: z.enum(DUTIES), article: articleSchema }))
      .refine((duties) => new Set(duties.map(({ id }) => id)).size === duties.length, 'a duty stands twice'),
    /** Null: the law has no penalty of its own for a leak, and nothing is asked. */
    undertaking: undertakingSchema.nullable(),
    retention: z.array(
      z.strictObject({
        what: z.enum(['quarantine', 'location', 'ledger', 'register']),
        keep: z.strictObject({ days: z.int().positive().optional(), years: z.int().positive().optional() }),
        /** From when the time runs; `at-once` grounds destroy without waiting. */
        after: z.enum(['received', 'execution-ended', 'written']),
        atOnce: z.array(z.enum(['effect-lost', 'acquitted', 'dismissed'])),
        article: articleSchema,
      }),
    ),
    disclosure: z.array(disclosureRuleSchema).min(1),
    /** Catalogue keys of what this jurisdiction says in its own words. */
    texts: z.record(z.string(), z.string()),
  })
  .superRefine((pack, context) => {
    for (const problem of packProblems(pack)) context.addIssue({ code: 'custom', message: problem });
  });

export type DisclosureRule = z.infer<typeof disclosureRuleSchema>;
export type Measure = z.infer<typeof measureSchema>;
export type PackFile = z.infer<typeof packSchema>;
export type Viewer = (typeof VIEWERS)[number];
export type Target = (typeof TARGETS)[number];

/** A pack as read: the file's content, and what findings and ledger entries record of it. */
export interface Pack extends PackFile {
  /** `kr@2026.10.02+<first 12 hex digits of the file's SHA-256>`. */
  readonly versionId: string;
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string;
}

/** The rules of a cell in the order in which they are asked; the last one has no `when`. */
export function disclosureRules(
  pack: PackFile,
  viewer: Viewer,
  target: Target,
  level: (typeof LEVELS)[number],
): DisclosureRule[] {
  return pack.disclosure.filter(
    (rule) => rule.viewer === viewer && rule.targets.includes(target) && rule.levels.includes(level),
  );
}

/** What is wrong with a pack beyond its shape: cells without an answer, articles of laws that are not listed, … */
function packProblems(pack: PackFile): string[] {
  const problems: string[] = [];
  const ids = pack.disclosure.map((rule) => rule.id);
  for (const id of ids.filter((value, i) => ids.indexOf(value) !== i)) problems.push(`rule ${id} stands twice`);
  for (const viewer of VIEWERS) {
    for (const target of TARGETS) {
      for (const level of LEVELS) problems.push(...cellProblems(pack, viewer, target, level));
    }
  }
  const laws = new Set(pack.laws.map((law) => law.abbreviation));
  for (const article of articlesOf(pack)) {
    for (const part of article.split('; ')) {
      const law = part.split(' ')[0] ?? '';
      if (!laws.has(law)) problems.push(`article '${part}' names a law that is not listed`);
    }
  }
  const { restraintM, warnM, noticeM } = pack.proximity;
  if (!(restraintM.default < warnM.default && warnM.default < noticeM.default)) {
    problems.push('default distances must ascend: restraint, warn, notice');
  }
  if (!(pack.proximity.zone.warnM.default < pack.proximity.zone.noticeM.default)) {
    problems.push('default zone distances must ascend: warn, notice');
  }
  problems.push(...engineProblems(pack), ...trailProblems(pack));
  return problems;
}

// HAZARD H-173: a protected person's screen draws a way that the law gives them no right to.
function trailProblems(pack: PackFile): string[] {
  return pack.disclosure.flatMap((rule) => {
    if (rule.shows !== 'point') return [];
    const civil = rule.viewer === 'protected' || rule.viewer === 'household';
    if (civil && rule.trailS === undefined) return [`rule ${rule.id} does not say how long a trail may be (trailS)`];
    if (!civil && rule.trailS !== undefined) return [`rule ${rule.id}: trailS is said for the protected side only`];
    return [];
  });
}

// HAZARD H-110: a pack, or an order under it, lets the engine warn too late or never end.
function engineProblems(pack: PackFile): string[] {
  return ORDER_PARAMETERS.flatMap((name) => {
    const { default: ofPack, min, max } = pack.proximity.engine[name];
    const safe = ORDER_BOUNDS[name];
    const given = ofPack ?? DEFAULT_PARAMETERS[name];
    const problems: string[] = [];
    const where = `proximity.engine.${name}: ${min} to ${max} s`;
    if (min < safe.min || max > safe.max)
      problems.push(`${where} reaches outside ${safe.min} to ${safe.max} s, which is safe`);
    if (given < min || given > max) problems.push(`${where} leaves out ${given} s, which holds when nothing is said`);
    return problems;
  });
}

// INVARIANT: the table is total - every viewer, target and level has exactly one closing rule, and it is the last.
function cellProblems(pack: PackFile, viewer: Viewer, target: Target, level: (typeof LEVELS)[number]): string[] {
  const cell = `${viewer} on ${target} at ${level}`;
  const rules = disclosureRules(pack, viewer, target, level);
  const closing = rules.filter((rule) => rule.when === undefined).length;
  if (closing === 0) return [`${cell}: no rule without a condition`];
  if (closing > 1 || rules.at(-1)?.when !== undefined) return [`${cell}: rules after the one without a condition`];
  return [];
}

function articlesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(articlesOf);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === 'article' && typeof member === 'string' ? [member] : articlesOf(member),
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
