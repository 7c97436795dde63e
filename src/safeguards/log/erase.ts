/**
 * Making leaves silent: their salts go, and an audit entry says how many and commits to which. The leaves stand, the log verifies as
 * before, and nobody can open them or tell them from padding. What the database keeps of them is that they were erased, and by which
 * entry: a salt that is gone without one is found by `magpie compare-log`.
 */
import { hash } from 'node:crypto';
import { assert } from '../../core/assert.ts';
import type { Sql } from '../../core/database.ts';
import { type Actor, audit } from '../log.ts';
import { deleteOpenings, insertErasure, loadOpenLeavesOf } from './log.sql.ts';
import type { RowLog } from './named.ts';

export interface EraseOpenings {
  readonly log: RowLog;
  readonly numbers: readonly number[];
  readonly atMs: number;
  readonly actor: Actor;
  /** On what ground, as the pack's retention rule or an id of the erasure. */
  readonly because: string;
}

/** How many leaves fell silent. In the caller's transaction, with its own audit entry. Rows that are not in the log yet have none. */
export async function eraseOpenings(tx: Sql, { log, numbers, atMs, actor, because }: EraseOpenings): Promise<number> {
  const leafIndexes = await loadOpenLeavesOf(tx, log, numbers);
  if (leafIndexes.length === 0) return 0;
  const about = { leaves: leafIndexes.length, leavesHash: erasedHash(leafIndexes), because };
  const entry = { atMs, actor, action: 'log.erase', purpose: 'erasure', about, subject: null, case: null };
  const auditNumber = await audit(tx, [entry]);
  await insertErasure(tx, { auditNumber, leafIndexes });
  const gone = await deleteOpenings(tx, leafIndexes);
  assert(gone === leafIndexes.length, 'what was to be erased was there a moment ago');
  return gone;
}

/** What the audit entry commits to. */
export function erasedHash(leafIndexes: readonly number[]): string {
  return hash('sha256', leafIndexes.join(','), 'hex');
}
