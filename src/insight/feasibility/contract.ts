/**
 * Feasibility before ordering, as the API takes and gives it. Places have an id and no name: a name would add nothing to the
 * figures. What is sent is computed with and forgotten. The result is figures and never a verdict.
 */
import { z } from 'zod';
import { FEASIBILITY_LIMITS as LIMITS } from './limits.ts';

/** How many rows a form may have. */
export const ROWS_MAX = { places: LIMITS.placesPerLife, stays: LIMITS.staysPerLife, areas: LIMITS.gaps } as const;

export const PLACE_KINDS = ['home', 'work', 'school', 'other'] as const;
export const MEANS = ['walk', 'bus', 'car', 'train', 'underground'] as const;
export const LEVELS_SHOWN = ['notice', 'warning', 'danger', 'unknown'] as const;
/** What fails on the way: nothing; reports from the gaps of the request; the wearer's device as they set out; the protected person's phone. */
export const FAILURES = ['none', 'gaps', 'wearer-off', 'protected-off'] as const;

/** How each message about a request begins, after its member: a page says it in its own language. The first that fits counts. */
export const PROBLEM_TEXTS = {
  'home-missing': 'a home is missing',
  'home-many': 'more than one is a home',
  twice: 'stands twice',
  'day-twice': 'a day stands twice',
  'place-missing': 'names a place that is missing',
  'no-time': 'is the same as from',
  'over-week': 'together they are longer than a week',
  overlaps: 'overlaps',
  'too-soon': 'is too soon after',
  far: 'lies more than',
  order: 'must be more than',
  'no-size': 'has no size',
  crosses: 'crosses itself',
  law: 'must be',
  'law-rings': 'each must be',
} as const;
export type ProblemCode = keyof typeof PROBLEM_TEXTS;

const idSchema = z
  .string()
  .max(LIMITS.idLength)
  .regex(/^[a-z][a-z0-9-]*$/, "small letters, digits and hyphens, like 'home' or 'work-2'");
const latDegSchema = z.number().min(-90).max(90);
const lonDegSchema = z.number().min(-180).max(180);
/** Local time of the jurisdiction, by its clocks on the wall. */
const wallSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day like '08:30'");
const distanceSchema = z.int().positive().max(LIMITS.distanceMMax);
const intervalSchema = z.int().min(1).max(LIMITS.intervalSMax);

export const placeSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(PLACE_KINDS),
  latDeg: latDegSchema,
  lonDeg: lonDegSchema,
});

/** Being at a place, every week. `until` not after `from` is on the next day. At all other times they are at home or on their way. */
export const staySchema = z.strictObject({
  place: idSchema,
  /** 1 is Monday, 7 is Sunday. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: wallSchema,
  until: wallSchema,
  by: z.enum(MEANS),
  /** Default: as `by`. */
  backBy: z.enum(MEANS).optional(),
});

export const lifeSchema = z.strictObject({
  places: z.array(placeSchema).min(1).max(LIMITS.placesPerLife),
  stays: z.array(staySchema).max(LIMITS.staysPerLife),
});

export const areaSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('circle'),
    latDeg: latDegSchema,
    lonDeg: lonDegSchema,
    radiusM: z.number().min(LIMITS.radiusMMin).max(LIMITS.radiusMMax),
  }),
  z.strictObject({
    kind: z.literal('polygon'),
    outline: z
      .array(z.strictObject({ latDeg: latDegSchema, lonDeg: lonDegSchema }))
      .min(3)
      .max(LIMITS.polygonPoints),
  }),
]);

export const feasibilityRequestSchema = z.strictObject({
  jurisdiction: z.string().regex(/^[a-z]{2,16}$/),
  /** Whom the audit names it for; may be left out. */
  about: z.strictObject({ orderId: z.uuid().optional(), proceedingId: z.uuid().optional() }).optional(),
  /** First day of the order, local; the simulated weeks begin with the Monday of its week. */
  startsOn: z.iso.date(),
  duration: z.union([
    z.strictObject({ months: z.int().min(1).max(LIMITS.durationMonthsMax) }),
    z.strictObject({ days: z.int().min(1).max(LIMITS.durationDaysMax) }),
  ]),
  restraintM: distanceSchema,
  warnM: distanceSchema,
  noticeM: distanceSchema,
  rings: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), distanceSchema)
    .refine((rings) => Object.keys(rings).length <= LIMITS.rings, `at most ${LIMITS.rings} rings`)
    .default({}),
  wearerIntervalS: intervalSchema,
  protectedIntervalS: intervalSchema,
  wearer: lifeSchema,
  protected: lifeSchema,
  /** Areas from which no report arrives. Underground none does in any case. */
  gaps: z
    .array(z.strictObject({ whose: z.enum(['both', 'wearer', 'protected']), area: areaSchema }))
    .max(LIMITS.gaps)
    .default([]),
  prohibited: z
    .array(
      z.strictObject({
        id: idSchema,
        area: areaSchema,
        warnM: distanceSchema.optional(),
        noticeM: distanceSchema.optional(),
      }),
    )
    .max(LIMITS.prohibited)
    .default([]),
  /** By which the wearer may set out; default: on foot, by car, and whatever stands in their timetable. */
  approachBy: z.array(z.enum(MEANS)).min(1).max(MEANS.length).optional(),
  seed: z.int().min(0).max(4_294_967_295).default(1),
  weeks: z.int().min(1).max(LIMITS.weeksMax).default(LIMITS.weeks),
  seeds: z.int().min(1).max(LIMITS.seedsMax).default(LIMITS.seeds),
});

/** Over all simulated weeks: their mean, the lowest and the highest week. */
const aWeekSchema = z.object({ mean: z.number(), min: z.number(), max: z.number() });
/** Over all draws; `min` and `max`: of the seeds, each taken alone. Null: nothing was drawn. */
const spreadSchema = z.object({ value: z.number(), min: z.number(), max: z.number() }).nullable();

const levelsSchema = z.object({ notice: aWeekSchema, warning: aWeekSchema, danger: aWeekSchema, unknown: aWeekSchema });

const warningSchema = z.object({
  /** Seconds from the first warning to being within the restraint distance; 0: none came before. */
  medianS: spreadSchema,
  /** A tenth of all draws have at most this. */
  worstTenthS: spreadSchema,
  /** Shares, 0 to 1, of draws with less than so many seconds. */
  under60: spreadSchema,
  under120: spreadSchema,
  under300: spreadSchema,
});

const approachSchema = z.object({
  /** Place of the protected person; null: all. */
  place: z.string().nullable(),
  by: z.enum(MEANS).nullable(),
  failure: z.enum(FAILURES),
  /** In which they came within the restraint distance: what the figures are of. */
  draws: z.int(),
  /** So many more began within the warn distance: no warning comes there, one stands already. Not in the figures. */
  insideAtStart: z.int(),
  /** Being told of a warning or danger; */
  warned: warningSchema,
  /** or of that or that it is not known where one of the two is. */
  told: warningSchema,
});

const seenSchema = z.object({ point: aWeekSchema, band: aWeekSchema, unknown: aWeekSchema });

export const feasibilityResultSchema = z.object({
  format: z.literal('feasibility-1'),
  jurisdiction: z.string(),
  timeZone: z.string(),
  packVersion: z.string(),
  engineVersion: z.string(),
  seed: z.int(),
  weeks: z.int(),
  seeds: z.int(),
  ordinary: z.object({
    /** An alarm: from leaving `clear` until it is clear again, counted once under the highest level reached. */
    alarms: levelsSchema,
    minutes: levelsSchema,
    /** Share of time, 0 to 1. */
    unknownShare: aWeekSchema,
    /** How often, and for how long, they truly come within the restraint distance without meaning to. */
    meetings: aWeekSchema,
    meetingMinutes: aWeekSchema,
    ringEntries: z.record(z.string(), aWeekSchema),
    prohibited: z.array(z.object({ id: z.string(), warnings: aWeekSchema, minutes: aWeekSchema })),
    /** Where both are then; null: on the way. The most minutes first. */
    where: z.array(
      z.object({
        wearer: z.string().nullable(),
        protected: z.string().nullable(),
        /** Of warning, danger or unknown; a week. */
        alarms: z.number(),
        minutes: z.number(),
        noticeMinutes: z.number(),
      }),
    ),
    /** Squares of 250 m in which the protected person is at warning, danger or unknown, the most minutes a week first. */
    cells: z.array(z.object({ latDeg: z.number(), lonDeg: z.number(), minutes: z.number() })),
  }),
  /** Places of both lives that lie within the notice distance of each other. */
  overlaps: z.array(
    z.object({
      wearer: z.string(),
      protected: z.string(),
      distanceM: z.int(),
      within: z.enum(['restraint', 'warn', 'notice']),
    }),
  ),
  approaches: z.array(approachSchema),
  proportionality: z.object({
    /** Of the whole order, by the calendar of the jurisdiction. */
    hours: z.int(),
    hoursAWeek: z.int(),
    /** Share of time, 0 to 1, in which the engine takes the last report for fresh. */
    wearerKnownShare: aWeekSchema,
    protectedKnownShare: aWeekSchema,
    wearerReports: aWeekSchema,
    protectedReports: aWeekSchema,
    /** Squares of 250 m with at least one report in the week, km2. */
    wearerKm2: aWeekSchema,
    protectedKm2: aWeekSchema,
    /** Land within the distance of any place of the protected person, km2. */
    restraintKm2: z.number(),
    warnKm2: z.number(),
    noticeKm2: z.number(),
    /** Minutes a week in which the pack's table shows it. */
    protectedSeesWearer: seenSchema,
    officersSeeWearer: seenSchema,
    officersSeeProtected: seenSchema,
  }),
  /** Message keys with their numbers: what the figures rest on. */
  assumptions: z.array(z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })),
});

export type PlaceKind = (typeof PLACE_KINDS)[number];
export type Means = (typeof MEANS)[number];
export type Failure = (typeof FAILURES)[number];
export type Place = z.infer<typeof placeSchema>;
export type Stay = z.infer<typeof staySchema>;
export type Life = z.infer<typeof lifeSchema>;
export type Area = z.infer<typeof areaSchema>;
export type AWeek = z.infer<typeof aWeekSchema>;
export type Spread = z.infer<typeof spreadSchema>;
export type Warning = z.infer<typeof warningSchema>;
export type Approach = z.infer<typeof approachSchema>;
export type FeasibilityRequest = z.infer<typeof feasibilityRequestSchema>;
export type FeasibilityInput = z.input<typeof feasibilityRequestSchema>;
export type FeasibilityResult = z.infer<typeof feasibilityResultSchema>;
