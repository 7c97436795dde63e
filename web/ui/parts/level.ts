import type { z } from 'zod';
import type { levelSchema } from '../../../src/disclosure/contract.ts';

export type Level = z.infer<typeof levelSchema>;

/** How urgent a level is among others: what we do not know stands above a notice, since it may be a warning. */
const URGENCY: Readonly<Record<Level, number>> = { danger: 4, warning: 3, unknown: 2, notice: 1, clear: 0 };

export function urgencyOf(level: Level): number {
  return URGENCY[level];
}

/** Levels at which a person is alerted. */
export function isAlerting(level: Level): boolean {
  return urgencyOf(level) >= URGENCY.unknown;
}
