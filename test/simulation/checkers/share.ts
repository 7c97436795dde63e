/** Rule 6: who moved. Every change that closes says whose motion it is; what only the protected person's steps made is not the wearer's. */
import type { PersonId } from '../../../src/core/ids.ts';
import type { Finding } from '../../../src/proximity/types.ts';
import type { Scenario } from '../scenario.ts';
import { trueMoment, trueWayM } from '../truth.ts';
import type { World } from '../world.ts';
import { type Rule, secondOf } from './checker.ts';

/** Over this long one truly stayed and the other truly went. */
const OVER_MS = 240_000;
const WENT_MPS = 0.9;
/** Longer than the slowest device is between two reports. */
const SILENT_MS = 130_000;
/** "About none" and "about all", with the noise of receivers; slower than this, noise may be all there is. */
const LITTLE = 0.4;
const SLOW_MPS = 1.2;

export const share: Rule = {
  name: 'rule 6',
  watch(scenario, complain) {
    return {
      after({ found, world }) {
        for (const finding of found) {
          const { wearerShare, etaS, atMs, subject } = finding;
          const when = `at ${secondOf(scenario, atMs)} s`;
          if ((etaS === null) !== (wearerShare === null) && subject.kind === 'pair')
            complain(`${subject.pairId}: closing without a share, or a share without closing, ${when}`);
          if (wearerShare === null) continue;
          if (!(wearerShare >= 0 && wearerShare <= 1)) complain(`a share of ${wearerShare}, ${when}`);
          if (subject.kind !== 'pair') continue;
          const mover = soleMover(scenario, world, finding);
          if (mover === 'protected' && wearerShare > LITTLE)
            complain(`${subject.pairId}: ${wearerShare} of the closing is laid on a wearer who stayed, ${when}`);
          if (mover === 'wearer' && wearerShare < 1 - LITTLE)
            complain(`${subject.pairId}: ${wearerShare} of the closing is left to a wearer who came alone, ${when}`);
        }
      },
    };
  },
};

/**
 * Who alone moved lately, truly and by honest reports; null when both, none, or not to be said. Of who was silent among these it is
 * not: they went somewhere meanwhile, and nothing tells that they have been there for long.
 */
function soleMover(
  scenario: Scenario,
  world: World,
  { subject, atMs, closingMps }: Finding,
): 'wearer' | 'protected' | null {
  const spec = subject.kind === 'pair' ? world.pairs.get(subject.pairId)?.spec : undefined;
  if (spec === undefined || (closingMps ?? 0) < SLOW_MPS) return null;
  const isHonest = (id: PersonId) => {
    const last = world.honest(id, 4);
    if (last === null || atMs - last[3]!.nowMs >= 70_000) return false;
    return last.every(({ fix }, i) => i === 0 || fix.fixedAtMs - last[i - 1]!.fix.fixedAtMs <= SILENT_MS);
  };
  if (!isHonest(spec.wearerId) || !isHonest(spec.protectedId)) return null;
  const stayed = (id: PersonId) =>
    [0, 0.25, 0.5, 0.75, 1].every((part) => trueMoment(scenario, id, atMs - part * OVER_MS)?.isStaying ?? false) &&
    (trueWayM(scenario, id, atMs - OVER_MS, atMs) ?? OVER_MS) < 40;
  const went = (id: PersonId) =>
    (trueWayM(scenario, id, atMs - OVER_MS / 2, atMs) ?? 0) > (WENT_MPS * OVER_MS) / 2000 &&
    (trueWayM(scenario, id, atMs - 60_000, atMs) ?? 0) > WENT_MPS * 60;
  if (stayed(spec.wearerId) && went(spec.protectedId)) return 'protected';
  return stayed(spec.protectedId) && went(spec.wearerId) ? 'wearer' : null;
}
