/**
 * Entries of audit and ledger that were written longer ago than the law wants them kept: their openings go, then they do, and an entry says how
 * many and by which article. Their leaves and numbers stay. Certificates of erasure are kept for good, and what is about something
 * held as long as the hold. Fails toward keeping: what the public log has no leaf of is not touched.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { assert } from '../../core/assert.ts';
import type { Clock } from '../../core/clock.ts';
import type { Database, Sql } from '../../core/database.ts';
import { lockKeyMaking } from '../seal.sql.ts';
import { eraseOpenings } from './erase.ts';
import { deleteEntries, loadEntriesOver } from './log.sql.ts';
import type { RowLog } from './named.ts';

/** Each batch holds the head of the audit until it is written, and alarms wait behind it: small ones, and room between them. */
const AT_ONCE = 100;
const PAUSE_MS = 50;

export interface LogTerm {
  /** What was written before it goes. */
  readonly beforeMs: number;
  readonly article: string;
  readonly packVersion: string;
}

/** How many entries went. Stopped anywhere, the next call goes on. */
export async function expireEntries(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  term: LogTerm,
): Promise<number> {
  let gone = 0;
  for (const log of ['audit', 'ledger'] as const) {
    for (;;) {
      const now = await database.transaction((tx) => expireSome(tx, log, term, clock.nowMs()));
      gone += now;
      if (now < AT_ONCE) break;
      await delay(PAUSE_MS);
    }
  }
  return gone;
}

// HAZARD H-582: openings, the word of it and the rows in one transaction: what is missing without it is a finding.
async function expireSome(tx: Sql, log: RowLog, term: LogTerm, nowMs: number): Promise<number> {
  const { beforeMs, article, packVersion } = term;
  // That of a hold (0052), and before the head of the audit: whoever holds it may wait for a key store.
  await lockKeyMaking(tx);
  const numbers = await loadEntriesOver(tx, log, beforeMs, nowMs, AT_ONCE);
  if (numbers.length === 0) return 0;
  const because = `ledger: ${article} (${packVersion})`;
  await eraseOpenings(tx, { log, numbers, atMs: nowMs, actor: { kind: 'system', id: null }, because });
  const gone = await deleteEntries(tx, log, numbers, nowMs);
  assert(gone === numbers.length, 'what was over was there a moment ago');
  return gone;
}
