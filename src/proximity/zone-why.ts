/** The numbers and words of a zone's finding. */
import { explain } from './explanations.ts';
import { type Numbers, tenth, whole } from './finding.ts';
import { RADIUS68_SIGMAS } from './probability.ts';
import { type Blindness, blindSinceMs } from './silence.ts';
import type { Assessment, ZoneState } from './state.ts';
import type { Explanation } from './types.ts';

/** A wearer's motion against the edge. `toEdgeM` is positive on the allowed side. */
export interface EdgeMotion {
  toEdgeM: number;
  sigmaM: number;
  closingMps: number;
  closing: boolean;
  parting: boolean;
}

export type ZoneRule = 'none' | 'beyond' | 'closing' | 'near';

export function numbersOfMotion(m: EdgeMotion): Numbers {
  return {
    distanceM: whole(Math.abs(m.toEdgeM)),
    gapM: whole(Math.max(0, m.toEdgeM - m.sigmaM * RADIUS68_SIGMAS)),
    etaS: m.closing && m.toEdgeM > 0 ? whole(m.toEdgeM / m.closingMps) : null,
    closingMps: tenth(m.closingMps),
    wearerShare: m.closing ? 1 : null,
  };
}

export function explainUnknown(zone: ZoneState, sight: Blindness, earliest: number, nowMs: number): Explanation {
  const silentS = whole((nowMs - blindSinceMs(zone.wearer, zone.boundAtMs)) / 1000);
  if (sight === 'sighted') return explain('zone.unknown.evaluation-failed', {});
  if (sight === 'never-reported') return explain('zone.unknown.wearer-never-reported', { waitedS: silentS });
  return explain(`zone.unknown.wearer-${sight}`, { silentS, earliestContactS: earliest });
}

export function explainLevel(
  zone: ZoneState,
  found: Assessment,
  rule: ZoneRule,
  motion: EdgeMotion | null,
  wasUnknown: boolean,
  nowMs: number,
): Explanation {
  const { levels, spec } = zone;
  const distanceM = motion === null ? 0 : whole(Math.abs(motion.toEdgeM));
  const closingMps = motion === null ? 0 : tenth(motion.closingMps);
  if (levels.rank > found.raise || rule === 'none') {
    if (wasUnknown) return explain(found.isBlind ? 'zone.resumed.far' : 'zone.resumed', { distanceM });
    const lastMs = [levels.noticeMs, levels.warningMs, levels.dangerMs][levels.rank] ?? Number.NaN;
    return explain('zone.lowered', { distanceM, heldS: Number.isNaN(lastMs) ? 0 : whole((nowMs - lastMs) / 1000) });
  }
  const etaS = motion === null ? 0 : whole(Math.max(0, motion.toEdgeM) / motion.closingMps);
  const ringM = whole(levels.rank === 2 ? spec.warnM : spec.noticeM);
  if (rule === 'beyond') {
    return spec.kind === 'exclusion'
      ? explain('zone.exclusion.inside', { depthM: distanceM })
      : explain('zone.inclusion.outside', { distanceM });
  }
  if (rule === 'closing') return explain(`zone.${spec.kind}.closing`, { distanceM, closingMps, etaS });
  return explain(`zone.${spec.kind}.near`, { distanceM, ringM });
}
