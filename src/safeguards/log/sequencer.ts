/**
 * From rows to leaves: at every instant of the cadence as many leaves as always, the waiting rows of audit and ledger in their order at random
 * places among them, padding at the others. One transaction, which is none of those in which rows are written: a crash leaves all of
 * a publication or nothing. Fails toward stopping the log, which is noticed; rows go on being written meanwhile, and wait.
 */
import { assert } from '../../core/assert.ts';
import type { Database, Sql } from '../../core/database.ts';
import { commitmentOf, SALT_BYTES } from './entry.ts';
import { LOG_LIMITS } from './limits.ts';
import {
  insertLeaves,
  insertPeriod,
  type Leaf,
  loadHeads,
  loadLastPeriod,
  loadRows,
  lockSequencer,
  type Period,
} from './log.sql.ts';
import { AlteredRowError, type LogRow, namedOf, type RowLog } from './named.ts';

export interface SequencerDeps {
  readonly database: Database;
  readonly key: { readonly keyId: string };
  /** Cryptographic. */
  readonly randomBytes: (count: number) => Uint8Array;
  readonly cadenceMs: number;
  /** Leaves of each publication. */
  readonly entriesPerPeriod: number;
}

/** The database and what was published do not belong together: an older one was restored, or the key was lost. Going on would tell two stories. */
export class BehindLogError extends Error {
  override readonly name = 'BehindLogError';
}

/** The publication of this instant, made now; null: it was made already. `publishedSize`: how far files reach. */
export function sequencePeriod(deps: SequencerDeps, nowMs: number, publishedSize: number): Promise<Period | null> {
  const periodAtMs = Math.floor(nowMs / deps.cadenceMs) * deps.cadenceMs;
  return deps.database.transaction(async (tx) => {
    await lockSequencer(tx);
    const last = await loadLastPeriod(tx);
    const firstIndex = last === null ? 0 : last.firstIndex + last.entries;
    // HAZARD H-452: a database of before, put in the place of a newer one, would sign another history under the same name.
    if (firstIndex < publishedSize) throw new BehindLogError('the database is older than the published log');
    if (last !== null && last.keyId !== deps.key.keyId) throw new BehindLogError('the log was begun under another key');
    if (last !== null && periodAtMs <= last.periodAtMs) return null;
    const next = { audit: last?.auditNext ?? 0, ledger: last?.ledgerNext ?? 0 };
    const heads = await loadHeads(tx);
    const waiting = heads.audit - next.audit + (heads.ledger - next.ledger);
    assert(waiting >= 0, 'numbers are never given back');
    const rows = Math.min(waiting, deps.entriesPerPeriod);
    await placeRows(deps, tx, new RowsInOrder(tx, next, heads), firstIndex, rows, next);
    const period = {
      keyId: deps.key.keyId,
      periodAtMs,
      firstIndex,
      entries: deps.entriesPerPeriod,
      rows,
      auditNext: next.audit,
      ledgerNext: next.ledger,
    };
    await insertPeriod(tx, period);
    return period;
  });
}

/** Counts `next` on by what was placed. */
async function placeRows(
  deps: SequencerDeps,
  tx: Sql,
  source: RowsInOrder,
  firstIndex: number,
  count: number,
  next: Record<RowLog, number>,
): Promise<void> {
  const places = placesFor(count, deps.entriesPerPeriod, deps.randomBytes);
  let leaves: Leaf[] = [];
  let salts: Buffer[] = [];
  for (let i = 0; i < count; i += 1) {
    const row = await source.take();
    const salt = Buffer.from(deps.randomBytes(SALT_BYTES));
    leaves.push({
      ...{ log: row.log, number: row.number },
      leafIndex: firstIndex + places[i]!,
      commitment: commitmentOf(salt, namedOf(row)),
    });
    salts.push(salt);
    next[row.log] = row.number + 1;
    if (leaves.length < LOG_LIMITS.rowsPerRead) continue;
    await insertLeaves(tx, leaves, salts);
    [leaves, salts] = [[], []];
  }
  await insertLeaves(tx, leaves, salts);
}

/**
 * `count` of `places` places in rising order, each choice as likely as any other (Knuth, algorithm S): whoever learns where one row stands learns
 * nothing of how many others there are.
 */
export function placesFor(count: number, places: number, randomBytes: (count: number) => Uint8Array): Uint32Array {
  const chosen = new Uint32Array(count);
  let taken = 0;
  let chance = Buffer.alloc(0);
  for (let place = 0, at = 0; taken < count; place += 1, at += 6) {
    if (at >= chance.length) [chance, at] = [Buffer.from(randomBytes(6 * 512)), 0];
    const uniform = chance.readUIntBE(at, 6) / 2 ** 48;
    if (uniform * (places - place) < count - taken) {
      chosen[taken] = place;
      taken += 1;
    }
  }
  return chosen;
}

/** Rows of both in the order of their times, those of each in the order of their numbers, without a gap. */
class RowsInOrder {
  readonly #tx: Sql;
  readonly #next: Record<RowLog, number>;
  readonly #heads: Readonly<Record<RowLog, number>>;
  readonly #read: Record<RowLog, LogRow[]> = { audit: [], ledger: [] };
  readonly #at: Record<RowLog, number> = { audit: 0, ledger: 0 };

  constructor(tx: Sql, next: Readonly<Record<RowLog, number>>, heads: Readonly<Record<RowLog, number>>) {
    this.#tx = tx;
    this.#next = { ...next };
    this.#heads = heads;
  }

  async take(): Promise<LogRow> {
    const audit = await this.#first('audit');
    const ledger = await this.#first('ledger');
    const row = ledger === null || (audit !== null && audit.atMs <= ledger.atMs) ? audit : ledger;
    assert(row !== null, 'no more is taken than waits');
    this.#at[row.log] += 1;
    this.#next[row.log] += 1;
    return row;
  }

  async #first(log: RowLog): Promise<LogRow | null> {
    if (this.#next[log] >= this.#heads[log]) return null;
    if (this.#at[log] >= this.#read[log].length) {
      this.#read[log] = await loadRows(this.#tx, log, this.#next[log], LOG_LIMITS.rowsPerRead);
      this.#at[log] = 0;
    }
    const row = this.#read[log][this.#at[log]];
    // HAZARD H-451: a row was taken away before it came into the log.
    if (row?.number !== this.#next[log]) throw new AlteredRowError(`${log}:${this.#next[log]} is not there`);
    return row;
  }
}
