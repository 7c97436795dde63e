/**
 * A breach record as its wearer may see it (I-4). Pure. Fails toward telling less: of two people nothing that would differ if the protected
 * person had gone another way at another hour of the day.
 */
import type { Breach, BreachState } from './breach.ts';
import { isRelevant } from './decide-breach.ts';

/** More of the wearer's doing than this counts as theirs, less than the rest of it as not. */
const MOSTLY = 0.5;

export interface OwnBreach {
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly by: 'you' | 'not-you' | 'unclear' | null;
  readonly signs: Breach['signs'];
}

// HAZARD H-521: from the record of a breach the wearer reads when and how the protected person moved.
/** Null: the wearer is not told of it. Of two people before `toldFromMs`, which is days later, nothing at all. */
export function decideOwn(breach: Breach, state: BreachState, toldFromMs: number, nowMs: number): OwnBreach | null {
  if (state === 'draft') return null;
  if (breach.kind !== 'pair') {
    const { fromMs, untilMs, signs } = breach;
    return { fromMs, untilMs, signs, by: judged(breach, state) };
  }
  if (nowMs < toldFromMs) return null;
  return { fromMs: null, untilMs: null, signs: [], by: judgedOfTwo(state) };
}

/** Of two people the decision of a person is all that is said, never the number behind it. */
function judgedOfTwo(state: BreachState): OwnBreach['by'] {
  if (isRelevant(state)) return 'you';
  return state === 'dismissed' || state === 'withdrawn' ? 'not-you' : null;
}

function judged({ shares }: Breach, state: BreachState): OwnBreach['by'] {
  if (state === 'dismissed' || state === 'withdrawn') return 'not-you';
  if (!isRelevant(state)) return null;
  return shares.wearer > MOSTLY ? 'you' : 'unclear';
}
