/**
 * Writes what became of attempts, many in one transaction, in the order in which it happened. Fails toward writing again: what the
 * database does not take is kept and tried until it does.
 */
import type { Database } from '../core/database.ts';
import type { Channel } from './attempt.ts';
import { recordSendings, type Sending } from './attempts.sql.ts';
import { markDue } from './outbox.sql.ts';

export interface RecorderDeps {
  readonly database: Database;
  sleep(ms: number): Promise<void>;
  onError(error: unknown): void;
  /** Warnings whose attempts moved; `decisive`: on one of them something is to be decided anew. */
  onRecorded(warningIds: readonly string[], decisive: boolean): void;
}

interface Entry {
  readonly sending: Sending;
  readonly channel: Channel;
  done(): void;
}

const RETRY_MS = 250;

export class Recorder {
  readonly #deps: RecorderDeps;
  #due: Entry[] = [];
  #writing: Promise<void> | null = null;
  #stopping = false;

  constructor(deps: RecorderDeps) {
    this.#deps = deps;
  }

  /** Resolves when it is committed, or given up. */
  record(sending: Sending, channel: Channel): Promise<void> {
    return new Promise((resolve) => {
      this.#due.push({ sending, channel, done: resolve });
      this.#writing ??= this.#writeAll();
    });
  }

  /** From now on what the database does not take at once is given up: the next process sends it again. */
  stop(): void {
    this.#stopping = true;
  }

  async #writeAll(): Promise<void> {
    // A turn later: what comes together is written together.
    await Promise.resolve();
    while (this.#due.length > 0) {
      const entries = this.#due;
      this.#due = [];
      while (!(await this.#write(entries)) && !this.#stopping) await this.#deps.sleep(RETRY_MS);
      for (const entry of entries) entry.done();
    }
    this.#writing = null;
  }

  async #write(entries: readonly Entry[]): Promise<boolean> {
    try {
      const { moved, decisive } = await this.#deps.database.transaction(async (tx) => {
        const sendings = entries.map((entry) => entry.sending);
        const warnings = await recordSendings(tx, sendings);
        const asks = await this.#decisive(tx, entries);
        if (asks.length > 0) await markDue(tx, [...new Set(asks)]);
        return { moved: warnings, decisive: asks.length > 0 };
      });
      this.#deps.onRecorded(moved, decisive);
      return true;
    } catch (error) {
      this.#deps.onError(error);
      return false;
    }
  }

  /** Warnings on which something is to be decided anew: a push message that was merely taken decides nothing. */
  async #decisive(
    tx: { query<Row extends object>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[] }> },
    entries: readonly Entry[],
  ): Promise<string[]> {
    const ids = entries
      .filter(
        ({ sending, channel }) => sending.kind === 'failed' || (sending.kind === 'accepted' && channel === 'call'),
      )
      .map(({ sending }) => sending.attemptId);
    if (ids.length === 0) return [];
    const { rows } = await tx.query<{ warning_id: string }>(
      `select warning_id from notify.attempt where attempt_id = any($1::uuid[])`,
      [ids],
    );
    return rows.map((row) => row.warning_id);
  }
}
