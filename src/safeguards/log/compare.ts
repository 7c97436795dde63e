/**
 * Holds the database's rows against the published log: a row that was altered, taken away, put in, moved or given another time is found, and so is a
 * salt that went without an erasure that says so. Fails toward finding: what cannot be accounted for is a finding.
 */
import type { Database } from '../../core/database.ts';
import { commitmentOf, ENTRY_BYTES, paddingCommitment } from './entry.ts';
import { erasedHash } from './erase.ts';
import { LOG_LIMITS } from './limits.ts';
import {
  loadErasures,
  loadHeads,
  loadLeaves,
  loadPeriodsFrom,
  loadRows,
  type OpenLeaf,
  type Period,
} from './log.sql.ts';
import { AlteredRowError, type LogRow, namedOf, type RowLog } from './named.ts';

export interface CompareDeps {
  readonly database: Database;
  readonly paddingSecret: Buffer;
  /** Every published leaf, `ENTRY_BYTES` each, in order. */
  readonly entries: Buffer;
  /** What is wrong, by the numbers of rows and leaves; never what stands in them. */
  readonly onFinding: (what: string) => void;
}

export interface Compared {
  readonly findings: number;
  readonly rows: number;
  readonly padding: number;
  readonly erased: number;
  /** Rows that are not published yet. */
  readonly waiting: number;
}

export async function compareLog(deps: CompareDeps): Promise<Compared> {
  const comparison = new Comparison(deps);
  await comparison.run();
  return comparison.compared;
}

class Comparison {
  readonly #deps: CompareDeps;
  readonly #size: number;
  readonly #next: Record<RowLog, number> = { audit: 0, ledger: 0 };
  /** Leaves that cannot be opened, and whose they are. */
  readonly #silent = new Map<number, string>();
  compared: Compared = { findings: 0, rows: 0, padding: 0, erased: 0, waiting: 0 };

  constructor(deps: CompareDeps) {
    this.#deps = deps;
    this.#size = deps.entries.length / ENTRY_BYTES;
  }

  async run(): Promise<void> {
    let index = 0;
    for (let period = await this.#periodFrom(index); period !== null; period = await this.#periodFrom(index)) {
      await this.#comparePeriod(period);
      index += period.entries;
    }
    if (index < this.#size) this.#find(`the database knows nothing of the leaves from ${index} on`);
    if (index > this.#size) this.#find('the log ends within a publication');
    await this.#compareErasures();
    await this.#compareWaiting();
  }

  /** Null: all that is published was compared, or the database does not go on from here. */
  async #periodFrom(index: number): Promise<Period | null> {
    if (index >= this.#size) return null;
    const [period] = await loadPeriodsFrom(this.#deps.database, index, 1);
    return period?.firstIndex === index ? period : null;
  }

  #find(what: string): void {
    this.#count('findings');
    this.#deps.onFinding(what);
  }

  #count(what: keyof Compared, by = 1): void {
    this.compared = { ...this.compared, [what]: this.compared[what] + by };
  }

  /** Read last: a salt and the word of its erasure go and come at once. */
  async #compareErasures(): Promise<void> {
    for (const { auditNumber, leafIndexes } of await loadErasures(this.#deps.database)) {
      const [row] = await loadRows(this.#deps.database, 'audit', auditNumber, 1);
      const said = row?.number === auditNumber ? row.canonical.toString('utf8') : '';
      // Both stand in the canonical bytes, of which the log has the hash.
      const isSo = said.includes('"action":"log.erase"') && said.includes(`"leavesHash":"${erasedHash(leafIndexes)}"`);
      if (!isSo) this.#find(`audit:${auditNumber} does not say what was erased by it`);
      else for (const index of leafIndexes) this.#silent.delete(index);
    }
    for (const which of this.#silent.values())
      this.#find(`${which} cannot be opened, and nothing says that it was erased`);
  }

  async #comparePeriod(period: Period): Promise<void> {
    const end = Math.min(period.firstIndex + period.entries, this.#size);
    let rows = 0;
    for (let begin = period.firstIndex; begin < end; begin += LOG_LIMITS.rowsPerRead) {
      const until = Math.min(end, begin + LOG_LIMITS.rowsPerRead);
      const leaves = await loadLeaves(this.#deps.database, begin, until);
      const byNumber = await this.#rowsOf(leaves);
      const byIndex = new Map(leaves.map((leaf) => [leaf.leafIndex, leaf]));
      rows += leaves.length;
      for (let index = begin; index < until; index += 1) {
        const leaf = byIndex.get(index);
        if (this.#at(index).readBigUInt64BE(8) !== BigInt(period.periodAtMs))
          this.#find(`leaf ${index} was published at another time`);
        if (leaf === undefined) this.#comparePadding(index);
        else this.#compareLeaf(leaf, byNumber.get(`${leaf.log}:${leaf.number}`));
      }
    }
    const isSo =
      rows === period.rows && this.#next.audit === period.auditNext && this.#next.ledger === period.ledgerNext;
    if (!isSo) this.#find(`the publication from leaf ${period.firstIndex} on has other rows than it was made of`);
  }

  #at(index: number): Buffer {
    return this.#deps.entries.subarray(index * ENTRY_BYTES, (index + 1) * ENTRY_BYTES);
  }

  #comparePadding(index: number): void {
    this.#count('padding');
    const isPadding = paddingCommitment(this.#deps.paddingSecret, index).equals(this.#at(index).subarray(16));
    if (!isPadding) this.#find(`leaf ${index} is neither a row of the database nor padding`);
  }

  #compareLeaf(leaf: OpenLeaf, row: LogRow | undefined): void {
    const which = `${leaf.log}:${leaf.number}`;
    this.#count('rows');
    if (leaf.number !== this.#next[leaf.log])
      this.#find(`${which} stands where ${leaf.log}:${this.#next[leaf.log]} belongs`);
    this.#next[leaf.log] = leaf.number + 1;
    if (!leaf.commitment.equals(this.#at(leaf.leafIndex).subarray(16)))
      this.#find(`leaf ${leaf.leafIndex} is not the one of ${which}`);
    if (leaf.salt === null) {
      this.#count('erased');
      this.#silent.set(leaf.leafIndex, which);
      return;
    }
    const problem = row === undefined ? `${which} is gone` : problemOf(leaf.salt, leaf.commitment, row);
    if (problem !== null) this.#find(problem);
  }

  /** By `log:number`. */
  async #rowsOf(leaves: readonly OpenLeaf[]): Promise<Map<string, LogRow>> {
    const rows = new Map<string, LogRow>();
    for (const log of ['audit', 'ledger'] as const) {
      const numbers = leaves.filter((leaf) => leaf.log === log).map((leaf) => leaf.number);
      if (numbers.length === 0) continue;
      const first = numbers.reduce((least, number) => Math.min(least, number));
      const last = numbers.reduce((most, number) => Math.max(most, number));
      for (const row of await loadRows(this.#deps.database, log, first, last - first + 1))
        rows.set(`${log}:${row.number}`, row);
    }
    return rows;
  }

  /** What is not in the log yet: numbers are given without a gap. */
  async #compareWaiting(): Promise<void> {
    const heads = await loadHeads(this.#deps.database);
    for (const log of ['audit', 'ledger'] as const) {
      let expected = this.#next[log];
      for (;;) {
        const rows = await loadRows(this.#deps.database, log, expected, LOG_LIMITS.rowsPerRead);
        for (const row of rows) {
          if (row.number !== expected) this.#find(`${log}:${expected} is gone`);
          expected = row.number + 1;
          this.#count('waiting');
        }
        if (rows.length < LOG_LIMITS.rowsPerRead) break;
      }
      if (expected < heads[log]) this.#find(`${log}:${expected} is gone`);
    }
  }
}

function problemOf(salt: Buffer, commitment: Buffer, row: LogRow): string | null {
  try {
    return commitmentOf(salt, namedOf(row)).equals(commitment)
      ? null
      : `${row.log}:${row.number} is not what the log says`;
  } catch (error) {
    if (error instanceof AlteredRowError) return error.message;
    throw error;
  }
}
