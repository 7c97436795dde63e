/** Whether a warning reaches the person with this phone closed. Pure. Fails toward saying that none does. */
import type { MyPlan } from '../../../src/notify/contract.ts';
import type { PushState } from './push.ts';
import { reachesClosed } from './use-my-plan.ts';

/** Push counts only where this very browser takes it: an address that an old phone left behind reaches nobody. Null: not known yet. */
export function reachesHere(mine: MyPlan, push: PushState): boolean | null {
  const withoutPush = reachesClosed({ ...mine, reach: { ...mine.reach, phones: 0 } });
  if (withoutPush) return true;
  return push === 'loading' ? null : push === 'on' && reachesClosed(mine);
}
