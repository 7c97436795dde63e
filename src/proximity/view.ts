/** The present picture of a pair or zone, read between inputs. Coordinates leave the engine here and nowhere else. */
import { bearingDeg, courseDeg } from '../core/geo.ts';
import type { PairId, ZoneId } from '../core/ids.ts';
import { carryTo } from './belief.ts';
import { numbersOf, tenth, whole } from './finding.ts';
import { passS, relate } from './motion.ts';
import type { Engine } from './new-state.ts';
import { earliestContactS } from './pair.ts';
import type { Parameters } from './parameters.ts';
import { insideProbability, RADIUS68_SIGMAS } from './probability.ts';
import { silenceAfterMs } from './silence.ts';
import { type PersonState, RANK_NAMES, type Relative } from './state.ts';
import { NONE } from './table.ts';
import type { PairSpec, PairView, Trend, Whereabouts, ZoneView } from './types.ts';
import { distanceToEdgeM } from './zone.ts';

/** Null when no such pair is bound. */
export function pairView(engine: Engine, pairId: PairId, nowMs: number): PairView | null {
  const slot = engine.pairs.ids.find(pairId);
  if (slot === NONE) return null;
  const { pair, relative } = engine;
  pair.at(slot);
  const { parameters: p, spec, wearer, protectedPerson, levels } = pair;
  const wearerSeen = whereabouts(p, wearer, spec.wearerIntervalS, nowMs);
  const protectedSeen = whereabouts(p, protectedPerson, spec.protectedIntervalS, nowMs);
  const areKnown = wearerSeen.point !== null && protectedSeen.point !== null;
  if (areKnown) {
    carryTo(p, wearer, nowMs);
    carryTo(p, protectedPerson, nowMs);
    relate(p, protectedPerson, wearer, spec.restraintM, relative);
  }
  const numbers = areKnown ? numbersOf(relative) : null;
  const areFresh = wearerSeen.kind === 'fresh' && protectedSeen.kind === 'fresh';
  const isApart = areKnown && relative.gapM > 0;
  return {
    pairId,
    orderId: pair.orderId,
    wearerId: wearer.personId,
    protectedId: protectedPerson.personId,
    level: RANK_NAMES[levels.rank],
    levelSinceMs: levels.sinceMs,
    reason: levels.reason,
    reasonSinceMs: levels.reason === null ? null : levels.reasonSinceMs,
    distanceM: numbers?.distanceM ?? null,
    gapM: numbers?.gapM ?? null,
    etaS: numbers?.etaS ?? null,
    earliestContactS: earliestContactS(engine, pair, nowMs),
    closingMps: numbers?.closingMps ?? null,
    trend: areFresh ? trendOf(p.motionMinMps, relative) : 'unclear',
    inside: areKnown ? chances(relative, spec) : null,
    missM: areKnown && relative.closing ? whole(relative.missM) : null,
    passS: areKnown && relative.closing ? whole(passS(relative)) : null,
    wearerShare: numbers?.wearerShare ?? null,
    bearingDeg: isApart ? whole(bearing(protectedPerson, wearer)) % 360 : null,
    wearer: wearerSeen,
    protected: protectedSeen,
    lastPosition: pair.lastPosition,
  };
}

/** Null when no such zone is bound. */
export function zoneView(engine: Engine, zoneId: ZoneId, nowMs: number): ZoneView | null {
  const slot = engine.zones.ids.find(zoneId);
  if (slot === NONE) return null;
  const { zone } = engine;
  zone.at(slot);
  const { levels } = zone;
  const distance = distanceToEdgeM(engine, zone, nowMs);
  return {
    zoneId,
    orderId: zone.orderId,
    wearerId: zone.wearer.personId,
    level: RANK_NAMES[levels.rank],
    levelSinceMs: levels.sinceMs,
    reason: levels.reason,
    reasonSinceMs: levels.reason === null ? null : levels.reasonSinceMs,
    distanceM: distance === null ? null : whole(Math.abs(distance)),
    lastPosition: zone.lastPosition,
  };
}

function chances(relative: Relative, spec: Pick<PairSpec, 'restraintM' | 'warnM' | 'noticeM'>): PairView['inside'] {
  const inside = (ringM: number) =>
    Math.round(100 * insideProbability(relative.distanceM, relative.sigmaM, ringM)) / 100;
  return { restraint: inside(spec.restraintM), warn: inside(spec.warnM), notice: inside(spec.noticeM) };
}

function bearing(from: PersonState, to: PersonState): number {
  return bearingDeg({ latDeg: from.nowLatDeg, lonDeg: from.nowLonDeg }, { latDeg: to.nowLatDeg, lonDeg: to.nowLonDeg });
}

/** Steady means known to be neither: closing is less than noise, and noise is small. */
function trendOf(motionMinMps: number, relative: Relative): Trend {
  if (relative.closing) return 'approaching';
  if (relative.parting) return 'receding';
  return relative.closingSigmaMps <= 2 * motionMinMps ? 'steady' : 'unclear';
}

/**
 * The point is where the last believed fix put the person, not where the filter would have carried them since: nothing is drawn
 * that was not reported. The radius has grown to hold where they may have gone.
 */
function whereabouts(p: Parameters, person: PersonState, intervalS: number, nowMs: number): Whereabouts {
  if (Number.isNaN(person.tMs)) return { kind: 'never', point: null };
  carryTo(p, person, nowMs);
  const carriedM = Math.hypot(person.eastMps, person.northMps) * Math.max(0, (nowMs - person.tMs) / 1000);
  const speed = Math.hypot(person.nowEastMps, person.nowNorthMps);
  const hasCourse = speed > Math.max(p.motionMinMps, 1.5 * Math.sqrt(person.nowVarVel));
  const isFresh = nowMs - person.tMs <= silenceAfterMs(p, intervalS);
  return {
    kind: isFresh ? 'fresh' : 'stale',
    point: {
      latDeg: person.latDeg,
      lonDeg: person.lonDeg,
      radiusM: whole(Math.hypot(Math.sqrt(person.nowVarPos) * RADIUS68_SIGMAS, Math.min(carriedM, 1000))),
      fixedAtMs: person.fixedAtMs,
      receivedAtMs: person.receivedAtMs,
      source: person.source,
      speedMps: tenth(speed),
      courseDeg: hasCourse ? whole(courseDeg(person.nowEastMps, person.nowNorthMps)) % 360 : null,
      courseErrorDeg: hasCourse ? whole((Math.atan2(Math.sqrt(person.nowVarVel), speed) * 180) / Math.PI) : null,
    },
  };
}
