/** Which clocks of retention run, and which have run out. What was destroyed since stands in the log. */
import type { z } from 'zod';
import { toIso } from '../../core/time.ts';
import { loadClocks } from '../../safeguards/service.ts';
import type { retentionSchema } from './contract.ts';
import { OVERSIGHT_LIMITS as LIMITS } from './limits.ts';
import { type Overseer, type OversightDeps, record, shownTo } from './overseer.ts';

export async function retentionStatus(
  deps: OversightDeps,
  overseer: Overseer,
): Promise<z.infer<typeof retentionSchema>> {
  const { database, clock } = deps;
  const serverTimeMs = clock.nowMs();
  await record(deps, database, overseer, 'oversight.read', { what: 'retention' });
  const rows = await loadClocks(database, `${overseer.jurisdiction}@`, LIMITS.clocksShown + 1);
  const isShown = await shownTo(
    database,
    overseer,
    rows.map(({ basis }) => basis),
  );
  const clocks = rows
    .slice(0, LIMITS.clocksShown)
    .filter(({ basis }) => isShown(basis))
    .map(({ startsAtMs, destroyAtMs, ...one }) => ({
      ...{ ...one, startsAt: toIso(startsAtMs), destroyAt: toIso(destroyAtMs) },
      isDue: destroyAtMs <= serverTimeMs,
    }));
  return { serverTimeMs, clocks, more: rows.length > LIMITS.clocksShown };
}
