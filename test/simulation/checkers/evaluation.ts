/** Rule 1 and I-2: evaluated when either side reports and on the clock; a fix that comes late moves nobody back. I-5: and never after the end. */
import type { PairId, PersonId } from '../../../src/core/ids.ts';
import type { Finding, Whereabouts } from '../../../src/proximity/types.ts';
import type { Entry, Scenario } from '../scenario.ts';
import type { World } from '../world.ts';
import type { Checker, Complain, Happening, Rule } from './checker.ts';

/** Every evaluation is counted, and after one input of so many the picture is looked at. */
const LOOKED_AT = 7;

/** I-2: evaluated exactly once by each report of either side and by each tick, and by nothing else. */
export const evaluated: Rule = {
  name: 'I-2',
  watch(_scenario, complain) {
    const counts = new Map<PairId, number>();
    return {
      after({ engine, entry, world }) {
        const { input } = entry;
        if (input.kind === 'unbind-pair') counts.delete(input.pairId);
        for (const [pairId, { spec }] of world.pairs) {
          const count = engine.evaluationsOf(pairId) ?? -1;
          const before = counts.get(pairId) ?? 0;
          counts.set(pairId, count);
          const person = personOf(entry);
          const concerns =
            input.kind === 'tick' ||
            person === spec.wearerId ||
            person === spec.protectedId ||
            (input.kind === 'bind-pair' && input.pair.pairId === pairId);
          if (count - before !== (concerns ? 1 : 0))
            complain(`${pairId}: ${count - before} evaluations of input ${input.position}`);
          const isLooked = concerns && input.position % LOOKED_AT === 0;
          if (isLooked && world.view(pairId)?.lastPosition !== input.position)
            complain(`${pairId}: input ${input.position} is not reflected`);
        }
      },
    };
  },
};

function personOf({ input }: Entry): PersonId | null {
  if (input.kind === 'fix') return input.fix.personId;
  return input.kind === 'event' ? input.personId : null;
}

/** Rule 1: a fix older than the newest believed one moves nobody: the point stays as it was, to the digit. */
export const lateFixes: Rule = {
  name: 'rule 1, late fixes',
  watch(_scenario, complain) {
    const points = new Map<PersonId, Whereabouts['point']>();
    return {
      after({ entry, world }) {
        // Nobody is followed without an order: who is bound anew later is not known from before, and any fix is the first.
        for (const personId of points.keys()) if (!world.isBound(personId)) points.delete(personId);
        if (entry.input.kind !== 'fix') return;
        const { fix, position } = entry.input;
        const before = points.get(fix.personId) ?? null;
        const point = pointOf(world, fix.personId);
        points.set(fix.personId, point);
        if (before === null || point === null) return;
        if (fix.fixedAtMs >= Math.min(before.fixedAtMs, before.receivedAtMs)) return;
        const isSame =
          point.latDeg === before.latDeg && point.lonDeg === before.lonDeg && point.fixedAtMs === before.fixedAtMs;
        if (!isSame) complain(`${fix.personId} is moved by input ${position}, which is older than what was known`);
      },
    };
  },
};

/** Where the person is shown, in whichever pair. */
function pointOf(world: World, personId: PersonId): Whereabouts['point'] {
  for (const [pairId, { spec }] of world.pairs) {
    if (spec.wearerId === personId) return world.view(pairId)?.wearer.point ?? null;
    if (spec.protectedId === personId) return world.view(pairId)?.protected.point ?? null;
  }
  return null;
}

/** I-5: nothing is found, shown or listed of a pair after its end. */
export const ended: Rule = {
  name: 'I-5',
  watch(scenario: Scenario, complain: Complain): Checker {
    return {
      after({ engine, entry, found, world }: Happening) {
        for (const pairId of world.ended) {
          if (world.view(pairId) !== null) complain(`${pairId} is shown after its end`);
          if (found.some((finding) => isOf(finding, pairId)))
            complain(`${pairId} is found after its end, by input ${entry.input.position}`);
          const spec = scenario.pairs.find((pair) => pair.pairId === pairId);
          for (const person of spec === undefined ? [] : [spec.wearerId, spec.protectedId])
            if (engine.pairsOf(person).includes(pairId)) complain(`${pairId} is listed after its end`);
        }
      },
    };
  },
};

function isOf({ subject }: Finding, pairId: PairId): boolean {
  return subject.kind === 'pair' && subject.pairId === pairId;
}
