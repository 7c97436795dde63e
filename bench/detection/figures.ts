/** Outcomes of many cases added up to the figures of a row of the table. */
import type { Outcome } from './score.ts';

export interface Figures {
  readonly pairDays: number;
  readonly contacts: number;
  /** Shares 0..1; null without a contact, a danger or a silence case. */
  readonly recall0: number | null;
  readonly recall60: number | null;
  readonly recall120: number | null;
  readonly recall300: number | null;
  readonly leadMedianS: number | null;
  readonly leadP10S: number | null;
  readonly silenceCases: number;
  readonly silence120: number | null;
  readonly falsePerDay: number;
  readonly falseMinPerDay: number;
  readonly unknownMinPerDay: number;
  readonly dangers: number;
  readonly dangerPrecision: number | null;
  readonly dangerAtContact: number | null;
}

export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const days = sum(outcomes, ({ lengthS }) => lengthS) / 86_400;
  const leads = outcomes.flatMap(({ leadsS }) => leadsS);
  const silences = outcomes.flatMap(({ silenceLeadsS }) => silenceLeadsS);
  const dangers = sum(outcomes, (o) => o.dangers);
  return {
    pairDays: days,
    contacts: leads.length,
    recall0: recall(leads, 0),
    recall60: recall(leads, 60),
    recall120: recall(leads, 120),
    recall300: recall(leads, 300),
    leadMedianS: quantile(leads, 0.5),
    leadP10S: quantile(leads, 0.1),
    silenceCases: silences.length,
    silence120: recall(silences, 120),
    falsePerDay: sum(outcomes, (o) => o.falseWarnings) / days,
    falseMinPerDay: sum(outcomes, (o) => o.falseS) / 60 / days,
    unknownMinPerDay: sum(outcomes, (o) => o.unknownS) / 60 / days,
    dangers,
    dangerPrecision: dangers === 0 ? null : sum(outcomes, (o) => o.dangersRight) / dangers,
    dangerAtContact: leads.length === 0 ? null : sum(outcomes, (o) => o.dangerAtContact) / leads.length,
  };
}

/** Share of contacts warned of at least so many seconds before; a missed one is never. */
export function recall(leads: readonly (number | null)[], atLeastS: number): number | null {
  if (leads.length === 0) return null;
  return leads.filter((lead) => lead !== null && lead >= atLeastS).length / leads.length;
}

/** A missed contact had 0 s of warning. */
export function quantile(leads: readonly (number | null)[], share: number): number | null {
  if (leads.length === 0) return null;
  const sorted = leads.map((lead) => lead ?? 0).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

function sum<T>(list: readonly T[], of: (item: T) => number): number {
  return list.reduce((total, item) => total + of(item), 0);
}
