/** Rule 9: distances are those of Karney's geodesic between the points shown, wherever on the globe; and near the truth. */
import geographiclib from 'geographiclib-geodesic';
import type { PersonId } from '../../../src/core/ids.ts';
import type { Whereabouts } from '../../../src/proximity/types.ts';
import { trueDistanceM, trueMoment, trueWayM } from '../truth.ts';
import type { World } from '../world.ts';
import { type Rule, secondOf } from './checker.ts';

const EVERY_MS = 60_000;
/** Since then nobody was carried far from the point shown. */
const LATELY_MS = 60_000;
/** Rounding to whole metres, and 1 part in 50,000 of the fast distance's stated bound. */
const ROUNDING_M = 1;
const FAST_PART = 2e-5;
/** Honest reports that follow one another closely leave the belief within this of the truth. */
const NEAR_M = 150;

export const distances: Rule = {
  name: 'rule 9',
  watch(scenario, complain) {
    return {
      after({ entry, world }) {
        const { nowMs } = entry;
        if (entry.input.kind !== 'tick' || nowMs % EVERY_MS !== 0) return;
        for (const [pairId, { spec }] of world.pairs) {
          const view = world.view(pairId);
          if (view === null || view.wearer.point === null || view.protected.point === null) continue;
          if (Math.max(ageMs(view.wearer, nowMs), ageMs(view.protected, nowMs)) > LATELY_MS) continue;
          const shown = geodesicM(view.wearer.point, view.protected.point);
          const carried = carriedM(view.wearer, nowMs) + carriedM(view.protected, nowMs);
          const when = `at ${secondOf(scenario, nowMs)} s`;
          const offM = Math.abs((view.distanceM ?? Number.NaN) - shown);
          if (!(offM <= ROUNDING_M + shown * FAST_PART + carried))
            complain(`${pairId}: ${view.distanceM} m, and ${Math.round(shown)} m between the points, ${when}`);
          if (!isResting(world, spec.wearerId, nowMs) || !isResting(world, spec.protectedId, nowMs)) continue;
          const truth = trueDistanceM(scenario, spec, nowMs);
          if (truth !== null && !(Math.abs((view.distanceM ?? Number.NaN) - truth) <= NEAR_M))
            complain(`${pairId}: ${view.distanceM} m, and truly ${Math.round(truth)} m, ${when}`);
        }
      },
    };

    /** At one place for the last five minutes, and honestly reported from there. */
    function isResting(world: World, id: PersonId, nowMs: number): boolean {
      const last = world.honest(id, 4);
      if (last === null || nowMs - last[3]!.nowMs > 70_000) return false;
      return [nowMs, ...last.map(({ fix }) => fix.fixedAtMs)].every(
        (ms) => trueMoment(scenario, id, ms)?.isStaying && (trueWayM(scenario, id, ms, nowMs) ?? NEAR_M) < 40,
      );
    }
  },
};

function geodesicM(
  from: { readonly latDeg: number; readonly lonDeg: number },
  to: { readonly latDeg: number; readonly lonDeg: number },
): number {
  return geographiclib.Geodesic.WGS84.Inverse(from.latDeg, from.lonDeg, to.latDeg, to.lonDeg).s12 ?? Number.NaN;
}

/** The most that somebody may have been carried on since the point shown. */
function carriedM(whereabouts: Whereabouts, nowMs: number): number {
  // The speed shown has faded since: by less than half in a minute.
  return (((whereabouts.point?.speedMps ?? 0) * 2 + 0.2) * ageMs(whereabouts, nowMs)) / 1000;
}

/** How old the point shown is; a clock that runs ahead makes nothing younger than its arrival. */
function ageMs({ point }: Whereabouts, nowMs: number): number {
  return point === null ? 0 : nowMs - Math.min(point.fixedAtMs, point.receivedAtMs);
}
