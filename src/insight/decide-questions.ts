/** What a person may be asked now. Pure. Fails toward not asking. */
import type { Question } from './contract.ts';
import { INSIGHT_LIMITS } from './limits.ts';

export interface Asking {
  readonly nowMs: number;
  /** The month of `nowMs` in the jurisdiction's own zone, `YYYY-MM`. */
  readonly month: string;
  /** Since when the oldest of their orders in force holds; null: none is. */
  readonly protectedSinceMs: number | null;
  /** Incidents that warned them and are closed, with when. */
  readonly closed: readonly { readonly incidentId: string; readonly closedAtMs: number }[];
  /** They answered, or would rather not. */
  readonly feelingIsAnswered: boolean;
  readonly answeredIncidents: ReadonlySet<string>;
}

export function decideQuestions(asking: Asking): Question[] {
  const { nowMs, month, protectedSinceMs, closed } = asking;
  // Whoever is no longer protected is not asked: the page shows them nothing any more either.
  if (protectedSinceMs === null) return [];
  const warnings = closed
    .filter(({ incidentId, closedAtMs }) => {
      const isRecent = closedAtMs <= nowMs && nowMs - closedAtMs < INSIGHT_LIMITS.askAboutMs;
      return isRecent && !asking.answeredIncidents.has(incidentId);
    })
    .sort((a, b) => b.closedAtMs - a.closedAtMs)
    .map(({ incidentId, closedAtMs }) => ({ kind: 'warning' as const, incidentId, atMs: closedAtMs }));
  const isDue = !asking.feelingIsAnswered && nowMs - protectedSinceMs >= INSIGHT_LIMITS.askAfterMs;
  return [...warnings, ...(isDue ? [{ kind: 'feeling' as const, month }] : [])];
}
