/**
 * Rule 11: the protected person's phone is asked for more as contact nears and released after. That what is asked of a wearer does
 * not depend on the other (I-4) is checked by replaying with the protected people elsewhere.
 */
import type { PersonId } from '../../../src/core/ids.ts';
import type { World } from '../world.ts';
import { type Rule, secondOf } from './checker.ts';

const EVERY_MS = 30_000;
/** Sooner than this is near, later than that is not, whatever the exact limit. */
const NEAR_S = 200;

export const reporting: Rule = {
  name: 'rule 11',
  watch(scenario, complain) {
    return {
      after({ engine, entry, world }) {
        const { nowMs } = entry;
        if (entry.input.kind !== 'tick' || nowMs % EVERY_MS !== 0) return;
        const people = new Set<PersonId>();
        for (const { spec } of world.pairs.values()) people.add(spec.wearerId).add(spec.protectedId);
        for (const id of people) {
          const wanted = engine.wantedIntervalS(id);
          const when = `at ${secondOf(scenario, nowMs)} s`;
          if (wanted !== null && !(wanted >= 5 && wanted < 60))
            complain(`${id} is asked for every ${wanted} s, ${when}`);
          if (scenario.pairs.some(({ wearerId }) => wearerId === id)) continue;
          const { isNear, isFar } = nearness(world, id);
          if (isNear && wanted === null) complain(`${id} is not asked to report faster, ${when}`);
          if (isFar && wanted !== null) complain(`${id} is not released, ${when}`);
        }
      },
    };
  },
};

function nearness(world: World, id: PersonId): { readonly isNear: boolean; readonly isFar: boolean } {
  const views = [...world.pairs.values()]
    .filter(({ spec }) => spec.protectedId === id)
    .map(({ spec }) => world.view(spec.pairId));
  return {
    isNear: views.some((view) => view?.level === 'warning' || view?.level === 'danger' || (view?.etaS ?? 1e9) < NEAR_S),
    isFar: views.every((view) => view?.level === 'clear' && view.etaS === null),
  };
}
