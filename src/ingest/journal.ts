/**
 * The journal: every input of the engine, numbered by this one writer, committed in groups before anything is acknowledged.
 * Fails toward refusing the acknowledgement: what is not known to be committed is answered "not committed", and the device
 * sends it again. Rows whose commit was in doubt are found when the connection is back, and reach the engine then.
 */
import { assert } from '../core/assert.ts';
import type { Clock } from '../core/clock.ts';
import type { Sql } from '../core/database.ts';
import { err, type Outcome, ok } from '../core/outcome.ts';
import { DAY_MS } from '../core/time.ts';
import type { DataKey, Sealer, SealFor } from '../safeguards/service.ts';
import {
  hashedOf,
  type JournaledInput,
  payloadBytes,
  personOf,
  reportedAtMsOf,
  subjectOf,
  type UnnumberedInput,
} from './inputs.ts';
import { ensureDay, insertRows, type JournalRow, loadHead } from './journal.sql.ts';
import { LIMITS } from './limits.ts';

/** The connection that holds the shard's lock: only its holder may write. */
export interface WriterConnection extends Sql {
  close(): Promise<void>;
}

export interface JournalDeps {
  readonly clock: Clock;
  readonly sealer: Sealer;
  /** Opens a connection and takes the shard's writer lock on it; rejects when another process holds it. */
  connect(): Promise<WriterConnection>;
  /** Committed inputs, in order of position. Called synchronously after each commit, before the acknowledgements. */
  onCommitted(inputs: readonly JournaledInput[]): void;
  /** Rows with a higher position that were committed while their fate was unknown; delivered before anything newer. */
  loadCommittedAfter(sql: Sql, position: number): Promise<readonly JournaledInput[]>;
  /** The database is away (time since when), or back (null). */
  onTrouble(sinceMs: number | null): void;
  /** How far the machine's clock is behind the engine's, which never goes back: while it is, the engine's time stands still. */
  onClock(behindMs: number): void;
  onError(error: unknown): void;
  /** Runs `fn` once after the delay; the answer cancels it. */
  setTimer(delayMs: number, fn: () => void): () => void;
  /** Resolves after the delay, or at once when stopping. */
  sleep(ms: number): Promise<void>;
}

export type AppendError = 'not-committed' | 'overloaded' | 'stopping';
export type Appended = { readonly position: number | null; readonly duplicate: boolean };

interface Pending {
  readonly input: UnnumberedInput;
  readonly deviceId: string | null;
  readonly sealFor: SealFor | null;
  readonly settle: (outcome: Outcome<Appended, AppendError>) => void;
}

const RECONNECT_MS = 250;

export class Journal {
  readonly #deps: JournalDeps;
  readonly #days = new Set<number>();
  #pending: Pending[] = [];
  #connection: WriterConnection | null = null;
  #nextPosition = 1;
  #lastAtMs = 0;
  #deliveredPosition = 0;
  #running: Promise<void> | null = null;
  #troubleSinceMs: number | null = null;
  #stopping = false;

  constructor(deps: JournalDeps) {
    this.#deps = deps;
  }

  /** The position up to which inputs were given to the engine. */
  get deliveredPosition(): number {
    return this.#deliveredPosition;
  }

  /** Takes the writer's place: from here on only this process numbers inputs. Inputs up to `delivered` are known already. */
  async open(delivered: number): Promise<void> {
    this.#deliveredPosition = delivered;
    await this.#connectOnce();
  }

  /**
   * Commits one input. `sealFor` names the key of its payload; null for inputs without one (ticks).
   * A duplicate is not an error: the device is told that it is stored, which is true.
   */
  append(
    input: UnnumberedInput,
    deviceId: string | null,
    sealFor: SealFor | null,
  ): Promise<Outcome<Appended, AppendError>> {
    if (this.#stopping) return Promise.resolve(err('stopping'));
    if (this.#pending.length >= LIMITS.pendingInputs) return Promise.resolve(err('overloaded'));
    return new Promise((settle) => {
      this.#pending.push({ input, deviceId, sealFor, settle });
      this.#running ??= this.#run();
    });
  }

  /** Makes the partition of a day ahead, so that no fix waits for it. */
  async prepareDay(atMs: number): Promise<void> {
    if (this.#connection !== null) await this.#ensureDay(this.#connection, atMs, this.#deps.clock.nowMs());
  }

  /**
   * Runs `work` on the connection that holds the writer's lock, between two commits: what only the writer may do. To be short.
   * Rejects while there is none.
   */
  async asWriter<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    if (this.#connection === null) throw new Error('this process does not write the journal at the moment');
    return work(this.#connection);
  }

  /** Takes nothing more, and commits what is pending. The lock is kept. */
  async drain(): Promise<void> {
    this.#stopping = true;
    await this.#running;
  }

  /** Commits what is pending, then lets the lock go. */
  async close(): Promise<void> {
    await this.drain();
    await this.#connection?.close();
    this.#connection = null;
  }

  async #run(): Promise<void> {
    // One turn of the event loop: requests that arrived together share the first commit too.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#pending.length > 0) {
      const group = this.#pending.splice(0, LIMITS.batchRows);
      await this.#commit(group);
    }
    this.#running = null;
  }

  async #commit(group: readonly Pending[]): Promise<void> {
    // HAZARD H-88: a database that hangs answers nothing, not even no: those who rely on it must hear of it all the same (I-9).
    const startedMs = this.#deps.clock.nowMs();
    const noticed = this.#deps.setTimer(LIMITS.slowCommitMs, () => this.#trouble(this.#troubleSinceMs ?? startedMs));
    try {
      const connection = this.#connection ?? (await this.#connectOnce());
      const rows = await this.#rows(connection, group);
      const stored = await insertRows(connection, rows);
      this.#deliver(numbered(group, rows).filter((input) => stored.has(input.position)));
      for (const [i, item] of group.entries()) {
        const position = rows[i]!.position;
        item.settle(ok(stored.has(position) ? { position, duplicate: false } : { position: null, duplicate: true }));
      }
      this.#trouble(null);
    } catch (error) {
      if (group.length > 1 && isDataError(error)) return this.#commitSingly(group);
      this.#fail(error);
      await this.#disconnect();
      for (const item of group) item.settle(err('not-committed'));
      if (this.#pending.length > 0 && !this.#stopping) await this.#deps.sleep(RECONNECT_MS);
    } finally {
      noticed();
    }
  }

  /** One bad row must not keep its neighbours from being stored. */
  async #commitSingly(group: readonly Pending[]): Promise<void> {
    for (const item of group) await this.#commit([item]);
  }

  /** Connects, makes sure of the head, and delivers what was committed in doubt. Throws when the database is away. */
  async #connectOnce(): Promise<WriterConnection> {
    const connection = await this.#deps.connect();
    try {
      const head = await loadHead(connection);
      this.#lastAtMs = Math.max(this.#lastAtMs, head.atMs);
      this.#nextPosition = Math.max(this.#nextPosition, head.position + 1);
      this.#deliver(await this.#deps.loadCommittedAfter(connection, this.#deliveredPosition));
    } catch (error) {
      await connection.close();
      throw error;
    }
    this.#connection = connection;
    return connection;
  }

  async #disconnect(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    // A connection that failed may fail again at closing; what matters was reported already.
    await connection?.close().catch((error: unknown) => this.#deps.onError(error));
  }

  #deliver(inputs: readonly JournaledInput[]): void {
    const last = inputs.at(-1);
    if (last === undefined) return;
    assert(inputs[0]!.position > this.#deliveredPosition, 'inputs are delivered in order of position');
    this.#deliveredPosition = last.position;
    this.#deps.onCommitted(inputs);
  }

  async #rows(connection: WriterConnection, group: readonly Pending[]): Promise<JournalRow[]> {
    const nowMs = this.#deps.clock.nowMs();
    // INVARIANT: the engine's clock never goes back, whatever the machine's does.
    this.#lastAtMs = Math.max(this.#lastAtMs, nowMs);
    const atMs = this.#lastAtMs;
    this.#deps.onClock(atMs - nowMs);
    const keys = await this.#keysOf(group, nowMs);
    const rows: JournalRow[] = [];
    for (const { input, deviceId, sealFor } of group) {
      const reportedAtMs = reportedAtMsOf(input);
      const fixedAtMs = reportedAtMs ?? atMs;
      // A device's time must lie near the machine's; the engine's own may be ahead of it after a jump, and must be kept.
      await this.#ensureDay(connection, fixedAtMs, reportedAtMs === null ? atMs : nowMs);
      const payload = payloadBytes(input);
      const key = sealFor === null ? null : keys.get(sealFor)!;
      assert((payload === null) === (key === null), 'a payload is sealed, always');
      rows.push({
        position: this.#nextPosition++,
        kind: input.kind,
        deviceId,
        personId: personOf(input),
        subjectId: subjectOf(input),
        fixedAtMs,
        atMs,
        payloadHash: this.#deps.sealer.payloadHash(hashedOf(input, deviceId, payload)),
        keyId: key?.keyId ?? null,
        sealed: key === null || payload === null ? null : this.#deps.sealer.sealWith(key, payload),
      });
    }
    return rows;
  }

  async #keysOf(group: readonly Pending[], nowMs: number): Promise<Map<SealFor, DataKey>> {
    const targets = group.flatMap(({ sealFor }) => (sealFor === null ? [] : [sealFor]));
    const keys = await this.#deps.sealer.dataKeys(targets, nowMs);
    return new Map(targets.map((target, i) => [target, keys[i]!]));
  }

  async #ensureDay(connection: WriterConnection, fixedAtMs: number, nowMs: number): Promise<void> {
    const dayStartMs = Math.floor(fixedAtMs / DAY_MS) * DAY_MS;
    if (this.#days.has(dayStartMs)) return;
    await ensureDay(connection, dayStartMs, nowMs);
    this.#days.add(dayStartMs);
  }

  #fail(error: unknown): void {
    this.#deps.onError(error);
    this.#trouble(this.#troubleSinceMs ?? this.#deps.clock.nowMs());
  }

  #trouble(sinceMs: number | null): void {
    if (sinceMs === this.#troubleSinceMs) return;
    this.#troubleSinceMs = sinceMs;
    this.#deps.onTrouble(sinceMs);
  }
}

/** SQLSTATE classes 22 (data), 23 (constraint) and P0 (raised by our functions): the row is wrong, not the connection. */
function isDataError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(22|23|P0)/.test(code);
}

function numbered(group: readonly Pending[], rows: readonly JournalRow[]): JournaledInput[] {
  return group.map(({ input }, i) => {
    const row = rows[i]!;
    // The engine sees the time that the journal keeps, so that replaying the journal gives the same bytes (I-10).
    const timed = input.kind === 'fix' ? { ...input, fix: { ...input.fix, receivedAtMs: row.atMs } } : input;
    return { atMs: row.atMs, position: row.position, input: { ...timed, position: row.position } };
  });
}
