/**
 * How retention stands under the overseer's law: which clocks run, what the erasing job is to take, took, and could not yet. Fails toward showing:
 * what nobody can place is shown.
 */
import type { z } from 'zod';
import type { Sql } from '../../core/database.ts';
import { toIso } from '../../core/time.ts';
import { type ErasureJson, erasureJson, retentionStatusJson } from '../../safeguards/erasure/contract.ts';
import { loadClocks, loadProvenUnder } from '../../safeguards/service.ts';
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
  const { due, late, held, underWay } = retentionStatusJson(await erasing.status());
  const isShown = await shownTo(database, overseer, [...due, ...late, ...held, ...underWay].map(textOf));
  const own = <T extends { readonly basis: string; readonly part?: string; readonly packVersion?: string }>(all: T[]) =>
    all.filter((one) => isShown(textOf(one)) && (one.packVersion?.startsWith(`${overseer.jurisdiction}@`) ?? true));
  const { keyStore, lastRun } = erasing.run();
  return {
    ...{ keyStore, lastRun: lastRun === null ? null : { at: toIso(lastRun.atMs), isDone: lastRun.isDone } },
    ...{
      due: own(due),
      late: own(late),
      held: own(held),
      underWay: own(underWay),
      proven: await provenOnes(database, overseer),
    },
  };
}

/** A registration's part is whose it is. */
function textOf({ basis, part = '' }: { readonly basis: string; readonly part?: string }): string {
  return `${basis} ${part}`;
}

/** Looked for until enough are found: that others, or exercises, had more erased of late must not read as "nothing was". */
async function provenOnes(sql: Sql, overseer: Overseer): Promise<ErasureJson[]> {
  const { certificatesShown, certificatesRead } = LIMITS;
  const own: ErasureJson[] = [];
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const read = await loadProvenUnder(sql, `${overseer.jurisdiction}@`, before, certificatesRead);
    const isShown = await shownTo(sql, overseer, read.map(textOf));
    own.push(...read.filter((one) => isShown(textOf(one))).map(erasureJson));
    if (own.length >= certificatesShown || read.length < certificatesRead) return own.slice(0, certificatesShown);
    before = read.at(-1)!.erasureId;
  }
}
