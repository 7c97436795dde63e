/**
 * How retention stands under the overseer's law: which clocks run, what the erasing job is to take, took, and could not yet. Fails toward showing:
 * what nobody can place is shown.
 */
import type { z } from 'zod';
import { toIso } from '../../core/time.ts';
import { retentionStatusJson } from '../../safeguards/erasure/contract.ts';
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
  const erasing = await erasingStatus(deps, overseer);
  return { serverTimeMs, erasing, clocks, more: rows.length > LIMITS.clocksShown };
}

async function erasingStatus({ database, erasing }: OversightDeps, overseer: Overseer) {
  const { due, late, held, underWay, latest } = retentionStatusJson(await erasing.status());
  // A registration's part is whose it is.
  const textOf = (one: { readonly basis: string; readonly part?: string }) => `${one.basis} ${one.part ?? ''}`;
  const isShown = await shownTo(database, overseer, [...due, ...late, ...held, ...underWay, ...latest].map(textOf));
  const own = <T extends { readonly basis: string; readonly part?: string; readonly packVersion?: string }>(all: T[]) =>
    all.filter((one) => isShown(textOf(one)) && (one.packVersion?.startsWith(`${overseer.jurisdiction}@`) ?? true));
  const { keyStore, lastRun } = erasing.run();
  return {
    ...{ keyStore, lastRun: lastRun === null ? null : { at: toIso(lastRun.atMs), isDone: lastRun.isDone } },
    ...{ due: own(due), late: own(late), held: own(held), underWay: own(underWay), latest: own(latest) },
  };
}
