/**
 * What time does to warrants: a permission that did not come, a time to look that is over, originals that had to go, a request that nobody decided.
 * Access has ended by the clock already when this comes; this destroys, tells, and writes it down. Fails toward trying again: each warrant by
 * itself, and one that cannot be ended is reported and looked at with the next beat.
 */

import { decideByTime, loadBasesOf, lockedWarrant, writeEvents } from '../../safeguards/warrants/service.ts';
import { packNow, SYSTEM, type WarrantDeps } from './deps.ts';
import { tellOfEvents } from './notices.ts';
import { originalsUntil } from './parties.ts';
import { registerClockOf } from './register-clock.ts';

/** Open at a time, of which none is lost: what is not looked at now is closed already by the clock. */
const MOST = 10_000;

/** How many it changed. */
export async function lookAtWarrants(deps: WarrantDeps, onError: (error: unknown) => void): Promise<number> {
  let changed = 0;
  for (const { warrantId, jurisdiction } of await loadBasesOf(deps.database, { open: true }, MOST)) {
    try {
      if (await lookAtOne(deps, warrantId, jurisdiction)) changed += 1;
    } catch (error) {
      onError(error);
    }
  }
  return changed;
}

async function lookAtOne(deps: WarrantDeps, warrantId: string, jurisdiction: string): Promise<boolean> {
  const isChanged = await deps.database.transaction(async (tx) => {
    const warrant = await lockedWarrant(tx, warrantId);
    if (warrant === null) return false;
    const nowMs = deps.clock.nowMs();
    const bodies = decideByTime(warrant, nowMs, await originalsUntil(tx, warrant.orderId));
    if (bodies.length === 0) return false;
    const pack = packNow(deps, jurisdiction);
    const after = await writeEvents(tx, deps.sealer, warrant, bodies, {
      by: SYSTEM,
      nowMs,
      may: null,
      registerClock: registerClockOf(pack),
    });
    await tellOfEvents(tx, after, bodies, { pack, nowMs });
    return true;
  });
  if (!isChanged) return false;
  deps.screens.changed(warrantId);
  deps.wake();
  await deps.sweepKeys();
  return true;
}
