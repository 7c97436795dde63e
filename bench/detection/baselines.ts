/**
 * The industry's practice: warn when the last fixes of both lie within a radius of each other. It looks only when a fix
 * comes, takes age for nothing, and knows no `unknown`.
 */
import { distanceM } from '../../src/core/geo.ts';
import type { Fix, Level } from '../../src/proximity/types.ts';
import { type Case, WEARER } from './case.ts';
import type { Line } from './lines.ts';

export interface Baseline {
  readonly name: string;
  readonly radiusM: number;
  /** Two of the last three comparisons must agree. */
  readonly isDebounced: boolean;
  /** Fixes that say they are worse are not looked at; null: all are. */
  readonly accuracyMaxM: number | null;
}

/** Danger, in the practice, is a smaller fixed radius. */
export const DANGER_RADIUS_M = 220;
const RADII_M = [300, 600, 1000, 2000];
const ACCURACY_MAX_M = 100;

export const BASELINES: readonly Baseline[] = RADII_M.flatMap((radiusM) => [
  { name: `R = ${radiusM}`, radiusM, isDebounced: false, accuracyMaxM: null },
  {
    name: `R = ${radiusM}, 2 of 3, accuracy filter`,
    radiusM,
    isDebounced: true,
    accuracyMaxM: ACCURACY_MAX_M,
  },
]);

/** `fixes` in order of receipt. */
export function runBaseline(baseline: Baseline, fixes: Case['fixes']): Line[] {
  const lines: Line[] = [];
  let wearer: Fix | null = null;
  let protectedPerson: Fix | null = null;
  let level: Level = 'clear';
  const within: number[] = [];
  for (const fix of fixes) {
    if (baseline.accuracyMaxM !== null && fix.accuracyM !== null && fix.accuracyM > baseline.accuracyMaxM) continue;
    if (fix.personId === WEARER) wearer = newer(wearer, fix);
    else protectedPerson = newer(protectedPerson, fix);
    if (wearer === null || protectedPerson === null) continue;
    within.push(distanceM(wearer, protectedPerson));
    const next = levelOf(baseline, within);
    if (next !== level) lines.push({ atMs: fix.receivedAtMs, level: next });
    level = next;
  }
  return lines;
}

/** From the distances compared so far, the last one now. */
function levelOf({ radiusM, isDebounced }: Baseline, distancesM: readonly number[]): Level {
  const isInside = (limitM: number) =>
    isDebounced ? distancesM.slice(-3).filter((m) => m <= limitM).length >= 2 : distancesM.at(-1)! <= limitM;
  if (isInside(Math.min(DANGER_RADIUS_M, radiusM))) return 'danger';
  return isInside(radiusM) ? 'warning' : 'clear';
}

/** A fix that was overtaken on the way does not replace a newer one. */
function newer(before: Fix | null, fix: Fix): Fix {
  return before !== null && before.fixedAtMs > fix.fixedAtMs ? before : fix;
}
