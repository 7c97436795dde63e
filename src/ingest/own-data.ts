/**
 * A person's own positions, read back for themself (their right to see what is held). The caller has audited the reading. Fails toward
 * saying so: what was erased is counted, and a list that was cut says that it was.
 */
import type { Sql } from '../core/database.ts';
import type { Fix } from '../proximity/types.ts';
import { ErasedError, type Sealer } from '../safeguards/service.ts';
import { inputOf } from './inputs.ts';
import { loadFixRows, loadFixSpan } from './journal.sql.ts';

export type OwnFix = Pick<Fix, 'latDeg' | 'lonDeg' | 'accuracyM' | 'speedMps' | 'courseDeg' | 'source' | 'fixedAtMs'>;

export interface OwnFixes {
  readonly fixes: readonly OwnFix[];
  readonly erased: number;
  /** False: there are more than one answer holds. */
  readonly isWhole: boolean;
}

/** By their own times, oldest first; `untilMs` is not among them. */
export async function loadOwnFixes(
  sql: Sql,
  sealer: Sealer,
  personId: string,
  period: { readonly fromMs: number; readonly untilMs: number },
  most: number,
): Promise<OwnFixes> {
  const rows = await loadFixRows(sql, personId, period.fromMs, period.untilMs, most + 1);
  await sealer.preload(rows.flatMap((row) => (row.key_id === null ? [] : [row.key_id])));
  const fixes: OwnFix[] = [];
  let erased = 0;
  for (const row of rows.slice(0, most)) {
    if (row.key_id === null || row.sealed === null) continue;
    try {
      const { input } = inputOf(row, await sealer.open(row.key_id, row.sealed));
      if (input.kind !== 'fix') continue;
      const { latDeg, lonDeg, accuracyM, speedMps, courseDeg, source, fixedAtMs } = input.fix;
      fixes.push({ latDeg, lonDeg, accuracyM, speedMps, courseDeg, source, fixedAtMs });
    } catch (error) {
      if (!(error instanceof ErasedError)) throw error;
      erased += 1;
    }
  }
  return { fixes, erased, isWhole: rows.length <= most };
}

/** From when until when positions of the person are held; null: none is. */
export function loadOwnSpan(sql: Sql, personId: string): Promise<{ fromMs: number; untilMs: number } | null> {
  return loadFixSpan(sql, personId);
}
