/** How the order of a proceeding stands, as it is told to whoever holds its paper. Pure. */
import type { Standing } from '../documents/issue/decide-standing.ts';
import { endOfMeasure, isInForce, type Proceeding } from './proceeding.ts';

/** In force while any measure holds; not yet, while one waits: for service, for its day, or for the appeal that suspends it. */
export function standingOfProceeding(proceeding: Proceeding, nowMs: number): Standing {
  const { measures } = proceeding;
  if (measures.some((one) => isInForce(proceeding, one, nowMs))) return 'in-force';
  const waits = measures.some((one) => {
    const end = endOfMeasure(proceeding, one);
    return end === null || nowMs < end;
  });
  return waits ? 'not-yet' : 'ended';
}
