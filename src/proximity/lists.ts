/** The lists that begin at a person's record. */
import type { PersonId } from '../core/ids.ts';
import type { Engine } from './new-state.ts';
import type { PairCursor } from './pair-record.ts';
import { NONE } from './table.ts';

/** Moves the wearer's cursor to a person, whichever side they are; false when nobody bound has this id. */
export function findPerson(engine: Engine, personId: PersonId): boolean {
  const slot = engine.people.ids.find(personId);
  if (slot === NONE) return false;
  engine.wearer.at(slot);
  return true;
}

/** Every pair in which the person is either side, once, in no order that means anything. */
export function forPairsOf(engine: Engine, person: number, take: (pair: PairCursor) => void): void {
  const { wearer, pair } = engine;
  wearer.at(person);
  const { firstAsWearer, firstAsProtected } = wearer;
  for (let slot = firstAsWearer; slot !== NONE; slot = pair.nextOfWearer) {
    pair.at(slot);
    take(pair);
  }
  for (let slot = firstAsProtected; slot !== NONE; slot = pair.nextOfProtected) {
    pair.at(slot);
    take(pair);
  }
}
