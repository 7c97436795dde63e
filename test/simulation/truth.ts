/** What is true of a scenario, by the made-up ways themselves: the engine never sees it. */
import { distanceM, type LatLon, measure, newOffset } from '../../src/core/geo.ts';
import type { PersonId } from '../../src/core/ids.ts';
import type { PairSpec, Shape } from '../../src/proximity/types.ts';
import type { Scenario } from './scenario.ts';
import { type Moment, STEP_S } from './streets.ts';

/** Where somebody truly is; null before or after the tracks. */
export function trueMoment(scenario: Scenario, personId: PersonId, nowMs: number): Moment | null {
  const step = Math.floor((nowMs - scenario.startMs) / 1000 / STEP_S);
  return scenario.tracks.get(personId)?.[step] ?? null;
}

/** True distance of a pair at an instant, metres; null before or after the tracks. */
export function trueDistanceM(scenario: Scenario, pair: PairSpec, nowMs: number): number | null {
  const wearer = trueMoment(scenario, pair.wearerId, nowMs);
  const other = trueMoment(scenario, pair.protectedId, nowMs);
  return wearer === null || other === null ? null : distanceM(wearer, other);
}

/** How far somebody truly moved between two instants, metres as the crow flies; null outside the tracks. */
export function trueWayM(scenario: Scenario, personId: PersonId, fromMs: number, toMs: number): number | null {
  const from = trueMoment(scenario, personId, fromMs);
  const to = trueMoment(scenario, personId, toMs);
  return from === null || to === null ? null : distanceM(from, to);
}

/** Metres inside the shape's edge (negative: outside), in a plane laid at the shape's first corner or middle. */
export function depthM(shape: Shape, at: LatLon): number {
  if (shape.kind === 'circle') return shape.radiusM - distanceM(shape, at);
  const origin = shape.rings[0]![0]!;
  const flat = (point: LatLon) => {
    const out = newOffset();
    measure(origin.latDeg, origin.lonDeg, point.latDeg, point.lonDeg, out);
    return [out.eastM, out.northM] as const;
  };
  const [x, y] = flat(at);
  let isInside = false;
  let nearestM = Number.POSITIVE_INFINITY;
  for (const ring of shape.rings) {
    for (const [i, point] of ring.entries()) {
      const [ax, ay] = flat(ring[(i + ring.length - 1) % ring.length]!);
      const [bx, by] = flat(point);
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isInside = !isInside;
      nearestM = Math.min(nearestM, segmentM(x - ax, y - ay, bx - ax, by - ay));
    }
  }
  return isInside ? nearestM : -nearestM;
}

/** From (x, y) to the segment from the origin to (dx, dy). */
function segmentM(x: number, y: number, dx: number, dy: number): number {
  const square = dx * dx + dy * dy;
  const t = square > 0 ? Math.min(1, Math.max(0, (x * dx + y * dy) / square)) : 0;
  return Math.hypot(x - t * dx, y - t * dy);
}
