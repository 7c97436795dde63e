/**
 * Reading where a person was, out of the journal: by one legal basis, for one purpose, by somebody, and on the record. Fails toward refusing: what
 * is not held under that basis is counted and not opened, and without its audit entry nothing is read.
 */
import type { Sql } from '../core/database.ts';
import type { PersonId } from '../core/ids.ts';
import { toIso } from '../core/time.ts';
import type { Fix } from '../proximity/types.ts';
import { type Actor, audit, loadBases, type Sealer } from '../safeguards/service.ts';
import { inputOf } from './inputs.ts';
import type { StoredRow } from './journal.sql.ts';
import { loadFixesBetween, loadLastFixPosition } from './positions.sql.ts';

export interface PositionsAsked {
  readonly personId: PersonId;
  /** By the device's own time; [fromMs, untilMs). */
  readonly fromMs: number;
  readonly untilMs: number;
  /** `order:<id>`: only what is kept by this right is opened. */
  readonly basis: string;
  readonly most: number;
}

/** Who reads, and what for: it is written down. */
export interface Reading {
  readonly purpose: string;
  readonly actor: Actor;
  readonly nowMs: number;
}

export interface PositionsRead {
  readonly fixes: readonly Fix[];
  /** Not kept any more. */
  readonly erased: number;
  /** Kept by other rights only. */
  readonly elsewhere: number;
  /** False: there are more than `most`. */
  readonly whole: boolean;
  /** Of the journal, the last input of that period. */
  readonly upTo: number;
}

const CHUNK_ROWS = 5_000;

export async function readPositions(
  tx: Sql,
  sealer: Sealer,
  asked: PositionsAsked,
  reading: Reading,
): Promise<PositionsRead> {
  const { personId, fromMs, untilMs, basis, most } = asked;
  const fixes: Fix[] = [];
  let [erased, elsewhere, seen, upTo] = [0, 0, 0, 0];
  let after = { fixedAtMs: fromMs - 1, position: Number.MAX_SAFE_INTEGER };
  for (let more = true; more && seen <= most; ) {
    const rows = await loadFixesBetween(tx, asked, after, CHUNK_ROWS);
    const bases = await loadBases(tx, [...new Set(rows.map((row) => row.key_id ?? 0))]);
    await sealer.preload(
      rows.flatMap(({ key_id }) => (key_id !== null && bases.get(key_id)?.has(basis) ? [key_id] : [])),
    );
    for (const row of rows) {
      seen += 1;
      upTo = Math.max(upTo, row.position);
      const held = bases.get(row.key_id ?? 0);
      // HAZARD H-514: a key that a second order keeps alive opens, under the first, what the first no longer has.
      if (held === undefined) erased += 1;
      else if (!held.has(basis)) elsewhere += 1;
      else fixes.push(await fixOf(sealer, row));
    }
    const last = rows.at(-1);
    if (last !== undefined) after = { fixedAtMs: last.fixed_at_ms, position: last.position };
    more = rows.length === CHUNK_ROWS;
  }
  const { purpose, actor, nowMs } = reading;
  const about = { personId, basis, from: toIso(fromMs), until: toIso(untilMs), read: fixes.length, erased, elsewhere };
  await audit(tx, [{ atMs: nowMs, actor, action: 'position.read', purpose, about }]);
  return { fixes, erased, elsewhere, whole: seen <= most, upTo };
}

/** The journal's last fix of that person and time, so that what came late is noticed. No position is opened. */
export function lastPositionIn(
  sql: Sql,
  asked: Pick<PositionsAsked, 'personId' | 'fromMs' | 'untilMs'>,
): Promise<number> {
  return loadLastFixPosition(sql, asked);
}

async function fixOf(sealer: Sealer, row: StoredRow): Promise<Fix> {
  const { input } = inputOf(row, await sealer.open(row.key_id!, row.sealed!));
  if (input.kind !== 'fix') throw new Error('a fix was asked for');
  return input.fix;
}
