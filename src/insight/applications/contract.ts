/** Figures of applications: how many, what became of them, how long it took. */
import { z } from 'zod';

export const GROUPS = ['measure', 'court', 'month', 'applicant'] as const;

/** A count that may not be told is null: it is between one and four, or would give such a one away. */
const countSchema = z.int().nullable();

export const figureSchema = z.object({
  /** A measure's id, a court's name, a month like 2026-11, or a role; `all` stands for everything. */
  key: z.string(),
  applications: countSchema,
  granted: countSchema,
  partly: countSchema,
  refused: countSchema,
  pending: countSchema,
  withdrawn: countSchema,
  /** Of the applications decided, those granted in whole or in part, 0 to 1; null: none decided, or not to be told. */
  perApplication: z.number().nullable(),
  /** Of the people with a decided application against them, those with one granted in whole or in part, 0 to 1. */
  perPerson: z.number().nullable(),
  /** From filing to decision, hours: half took less, nine in ten took less. */
  medianHours: z.number().nullable(),
  ninetiethHours: z.number().nullable(),
  reasons: z.record(z.string(), countSchema),
});

export const figuresSchema = z.object({
  jurisdiction: z.string(),
  timeZone: z.string(),
  exercise: z.boolean(),
  /** Months, the first and the last one that are counted. */
  from: z.string(),
  to: z.string(),
  group: z.enum(GROUPS),
  /** Names of the keys that have one, in the law's own language and in English. */
  names: z.record(z.string(), z.object({ name: z.string(), nameEn: z.string() })),
  /** Counts below this are not told, and others rounded down to a multiple of it; null: all are told, to the offices. */
  countMin: z.int().nullable(),
  all: figureSchema,
  rows: z.array(figureSchema),
});

const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month like 2026-11');

export const figuresQuerySchema = z.strictObject({
  jurisdiction: z.string().max(20).default('kr'),
  from: monthSchema.optional(),
  to: monthSchema.optional(),
  group: z.enum(GROUPS).default('measure'),
  exercise: z.enum(['true', 'false']).default('true'),
});

export type Figure = z.infer<typeof figureSchema>;
export type Figures = z.infer<typeof figuresSchema>;
export type FigureGroup = (typeof GROUPS)[number];
