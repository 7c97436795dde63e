/**
 * The case corpus of a jurisdiction (`jurisdictions/<code>/cases.json`): short made-up stories as data, each with what the law makes of it
 * and the article that decides. Whoever changes a pack, the calendar or the state machine is held to them; a lawyer can read them.
 * This module is their format. Times are local to the jurisdiction; persons there are none.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { dateOf, localTimeMs } from '../../core/local-time.ts';
import { dayEndMs } from './calendar.ts';
import { parseLocated } from './located.ts';
import { JURISDICTION, type Pack } from './pack.ts';
import { articleSchema, CHANGES, ENDINGS, idSchema, type Period, periodSchema, ROLES } from './procedure.ts';

/** `2026-11-02T09:00`, by the clock of the place. */
const localTimeSchema = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, "like '2026-11-02T09:00'");
/** A last day, with whose end it ends; or the first instant after it. */
const endSchema = z.union([z.iso.date(), localTimeSchema]);

const measureSchema = z.strictObject({
  measure: idSchema,
  /** The first instant after it; absent: as long as the law allows. */
  until: localTimeSchema.optional(),
  /** By when the wearer reports for fitting. */
  fitBy: localTimeSchema.optional(),
});

const expectSchema = z.union([
  z.strictObject({
    ok: z.literal(true),
    /** When measures end, as they stand after the act; null: no end is set. */
    until: z.record(idSchema, endSchema.nullable()).optional(),
    /** What holds at the instant of the act, after it. */
    inForce: z.array(idSchema).optional(),
    /** When the first clock of each kind runs out, after the act. */
    clocks: z.record(z.string(), endSchema).optional(),
  }),
  z.strictObject({ refused: z.string(), article: articleSchema.optional() }),
]);

const ACTS = [
  ...['ask', 'decline', 'file', 'impose', 'ask-approval', 'hear', 'appoint-assistant', 'order-interim', 'decide'],
  ...['serve', 'appeal', 'decide-appeal', 'fit', 'miss-fitting', 'offer', 'answer-offer', 'ask-extension'],
  ...['decide-extension', 'ask-change', 'decide-change', 'end', 'withdraw'],
] as const;

const actSchema = z.strictObject({
  at: localTimeSchema,
  /** `look`: nobody does anything; how it stands then. */
  act: z.enum([...ACTS, 'look']),
  by: z.enum(ROLES).optional(),
  of: z.enum(ROLES).optional(),
  /** Of a request, names; of a decision, with their ends and fittings. */
  measures: z.array(z.union([idSchema, measureSchema])).optional(),
  /** The measure that is meant: the newest of that name. */
  measure: idSchema.optional(),
  after: z.strictObject({ procedure: idSchema, declinedAt: localTimeSchema }).optional(),
  result: z.string().optional(),
  reasons: z.array(z.string()).optional(),
  answer: z.string().optional(),
  ground: z.string().optional(),
  until: localTimeSchema.optional(),
  what: z.enum(CHANGES).optional(),
  how: z.enum(ENDINGS).optional(),
  /** Absent: it must be possible, and nothing more is asked. */
  expect: expectSchema.optional(),
});

const told = { id: idSchema, story: z.string().min(1), article: articleSchema };

export const processCaseSchema = z.strictObject({ ...told, procedure: idSchema, acts: z.array(actSchema).min(1) });

export const periodCaseSchema = z.strictObject({
  ...told,
  /** The way to the period, by ids: `measures/provisional-2/duration`. */
  period: z.string().regex(/^(measures|procedures)\/[a-z0-9-]+(\/[a-zA-Z]+)+$/),
  from: localTimeSchema,
  /** By the version that held then; absent: at `from`. */
  packAt: localTimeSchema.optional(),
  expect: z.strictObject({
    lastDay: z.iso.date().optional(),
    end: localTimeSchema.optional(),
    holidaysKnown: z.boolean().optional(),
  }),
});

export const corpusSchema = z.strictObject({
  jurisdiction: z.string().regex(JURISDICTION),
  cases: z.array(z.union([processCaseSchema, periodCaseSchema])),
});

export type ProcessCase = z.infer<typeof processCaseSchema>;
export type PeriodCase = z.infer<typeof periodCaseSchema>;
export type CaseAct = z.infer<typeof actSchema>;
export type CaseExpect = z.infer<typeof expectSchema>;

/** All cases of a jurisdiction. Throws with what is wrong. */
export function loadCases(jurisdiction: string): { readonly process: ProcessCase[]; readonly period: PeriodCase[] } {
  const path = fileURLToPath(new URL(`../../../jurisdictions/${jurisdiction}/cases.json`, import.meta.url));
  const { cases } = corpusSchema.parse(
    parseLocated(readFileSync(path), `jurisdictions/${jurisdiction}/cases.json`).value,
  );
  return {
    process: cases.filter((one) => 'acts' in one),
    period: cases.filter((one) => 'period' in one),
  };
}

/** The instant of a local time of a case. */
export function caseTimeMs(text: string, timeZone: string): number {
  const [hour, minute] = text.slice(11).split(':').map(Number);
  return localTimeMs(dateOf(text.slice(0, 10)), hour!, timeZone, minute!);
}

/** The first instant after what ends with a day, or at a local time. */
export function caseEndMs(text: string, timeZone: string): number {
  return text.includes('T') ? caseTimeMs(text, timeZone) : dayEndMs(dateOf(text), timeZone);
}

/** The period of the pack that a case means. Throws when there is none. */
export function periodOf(pack: Pack, way: string): Period {
  const [section, id, ...rest] = way.split('/');
  const list: readonly { readonly id: string }[] = section === 'measures' ? pack.measures : pack.procedures;
  let at: unknown = list.find((one) => one.id === id);
  for (const key of rest) at = (at as Record<string, unknown> | null | undefined)?.[key];
  return periodSchema.parse(at);
}
