/**
 * Named rings without a level (kr: 1 km for the notice to police), and probing: repeated inward crossings of the warn ring by the
 * wearer. Both with hysteresis, and only on good fixes of both sides.
 */
import { explain } from './explanations.ts';
import { basisOf, type Moment, newFinding, numbersOf, whole } from './finding.ts';
import type { Engine } from './new-state.ts';
import type { PairCursor } from './pair-record.ts';
import type { Parameters } from './parameters.ts';
import { insideProbability } from './probability.ts';
import type { Relative } from './state.ts';
import { NONE } from './table.ts';
import type { Finding } from './types.ts';

export function crossRings(engine: Engine, pair: PairCursor, moment: Moment, findings: Finding[]): void {
  const { relative } = engine;
  const p = pair.parameters;
  const { ring } = pair;
  for (let slot = pair.firstRing; slot !== NONE; slot = ring.next) {
    ring.at(slot);
    const isInside = stillInside(p, relative, ring.radiusM, ring.inside);
    if (isInside) ring.insideMs = moment.nowMs;
    if (isInside === ring.inside) continue;
    // Leaving takes time as well as distance, so that walking along a ring is one crossing.
    if (!isInside && moment.nowMs - ring.insideMs < p.farHoldS * 1000) continue;
    ring.inside = isInside;
    const params = { ringM: whole(ring.radiusM), distanceM: whole(relative.distanceM) };
    findings.push(
      newFinding(moment, {
        subject: { kind: 'pair', pairId: pair.pairId },
        kind: 'ring',
        name: ring.name,
        inside: isInside,
        numbers: numbersOf(relative),
        basis: basisOf(pair.wearer, pair.protectedPerson),
        why: explain(isInside ? 'ring.entered' : 'ring.left', params),
      }),
    );
  }
  watchProbing(engine, pair, moment, findings);
}

function stillInside(p: Parameters, relative: Relative, radiusM: number, wasInside: boolean): boolean {
  const edgeM = wasInside ? radiusM * p.exitFactor : radiusM;
  return insideProbability(relative.distanceM, relative.sigmaM, edgeM) >= p.probable;
}

/** Of somebody who stays beside the ring noise alone crosses it: a crossing that is told of the wearer is sure, both ways. */
function isSurelyInside(p: Parameters, relative: Relative, radiusM: number, wasInside: boolean): boolean {
  const edgeM = wasInside ? radiusM * p.exitFactor : radiusM;
  const least = wasInside ? 1 - p.stillProbable : p.stillProbable;
  return insideProbability(relative.distanceM, relative.sigmaM, edgeM) >= least;
}

function watchProbing(engine: Engine, pair: PairCursor, moment: Moment, findings: Finding[]): void {
  const { relative } = engine;
  const p = pair.parameters;
  const isInside = isSurelyInside(p, relative, pair.spec.warnM, pair.crossInside);
  if (isInside === pair.crossInside) return;
  pair.crossInside = isInside;
  if (!isInside || !(relative.wearerClosingMps > Math.max(p.motionMinMps, 0.5 * relative.closingMps))) return;
  const slots = p.probingCrossings;
  pair.setCrossing(pair.crossingCount % slots, moment.nowMs);
  pair.crossingCount++;
  if (pair.crossingCount < slots) return;
  const overMs = moment.nowMs - pair.crossingAtMs(pair.crossingCount % slots);
  if (overMs > p.probingWithinS * 1000) return;
  const isFirst = Number.isNaN(pair.probingSaidMs) || moment.nowMs - pair.probingSaidMs > p.probingWithinS * 1000;
  pair.probingSaidMs = moment.nowMs;
  if (!isFirst) return;
  const params = { crossings: slots, overS: whole(overMs / 1000), ringM: whole(pair.spec.warnM) };
  findings.push(
    newFinding(moment, {
      subject: { kind: 'pair', pairId: pair.pairId },
      kind: 'pattern',
      name: 'probing',
      numbers: numbersOf(relative),
      basis: basisOf(pair.wearer, pair.protectedPerson),
      why: explain('pattern.probing', params),
    }),
  );
}
