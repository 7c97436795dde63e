/**
 * Rule 11: the protected person's phone is asked for more as contact nears and released after. That what is asked of a wearer does
 * not depend on the other (I-4) is checked by replaying with the protected people elsewhere.
 */
import type { PersonId } from '../../../src/core/ids.ts';
import type { World } from '../world.ts';
import { type Rule, secondOf } from './checker.ts';

const EVERY_MS = 60_000;
/** Sooner than this is near, later than that is not, whatever the exact limit. */
const NEAR_S = 200;
/** What was called for is released some minutes after, and a low battery is spared for long. */
const RELEASE_MS = 600_000;
const BATTERY_MS = 3_600_000;

export const reporting: Rule = {
  name: 'rule 11',
  watch(scenario, complain) {
    const farSinceMs = new Map<PersonId, number>();
    const lowMs = new Map<PersonId, number>();
    const everLow = new Set<PersonId>();
    /** By the last finding about them; with an unbinding people may be forgotten, and what was said of them ends unsaid. */
    const said = new Map<PersonId, boolean>();
    let isTold = true;
    return {
      after({ engine, entry, found, world }) {
        const { nowMs, input } = entry;
        if (input.kind === 'event' && input.event === 'low-battery' && isBound(world, input.personId)) {
          lowMs.set(input.personId, input.eventAtMs);
          everLow.add(input.personId);
        }
        // With the last binding goes what was known of a person.
        if (input.kind === 'unbind-pair') lowMs.clear();
        if (input.kind === 'unbind-pair' || input.kind === 'unbind-zone') isTold = false;
        for (const { kind, name, subject } of found)
          if (kind === 'reporting' && subject.kind === 'person') said.set(subject.personId, name === 'faster');
        if (entry.input.kind !== 'tick' || nowMs % EVERY_MS !== 0) return;
        const people = new Set<PersonId>();
        for (const { spec } of world.pairs.values()) people.add(spec.wearerId).add(spec.protectedId);
        for (const id of people) {
          const wanted = engine.wantedIntervalS(id);
          const when = `at ${secondOf(scenario, nowMs)} s`;
          if (wanted !== null && !(wanted >= 5 && wanted < 60))
            complain(`${id} is asked for every ${wanted} s, ${when}`);
          if (isTold && (wanted !== null) !== (said.get(id) ?? false))
            complain(`${id} is asked for ${wanted ?? 'nothing'}, and no finding says so, ${when}`);
          if (scenario.pairs.some(({ wearerId }) => wearerId === id)) continue;
          const { isNear, isFar } = nearness(world, id);
          // Between two looks something may have called for it: counted from when it was asked at the earliest.
          if (!isFar || wanted === null) farSinceMs.delete(id);
          else if (!farSinceMs.has(id)) farSinceMs.set(id, nowMs);
          const lowForMs = nowMs - (lowMs.get(id) ?? Number.NEGATIVE_INFINITY);
          if (lowForMs < BATTERY_MS && wanted !== null) complain(`${id} is asked with a low battery, ${when}`);
          if (isNear && wanted === null && !everLow.has(id)) complain(`${id} is not asked to report faster, ${when}`);
          if (nowMs - (farSinceMs.get(id) ?? nowMs) > RELEASE_MS) complain(`${id} is not released, ${when}`);
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

function isBound(world: World, id: PersonId): boolean {
  return [...world.pairs.values()].some(({ spec }) => spec.wearerId === id || spec.protectedId === id);
}
