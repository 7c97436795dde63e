/**
 * Sealed snapshots of the engine's state, kept beside the journal they belong to: bytes here, their meaning is the engine's.
 * Each is sealed under a key of its own that goes with it. Fails toward refusing: a snapshot that does not open whole, or is
 * of another journal, is none, and says why.
 */
import { createHash, randomUUID } from 'node:crypto';
import { assert } from '../core/assert.ts';
import type { Database, Sql } from '../core/database.ts';
import { err, type Outcome, ok } from '../core/outcome.ts';
import { BrokenSealError, type DataKey, ErasedError, type Sealer } from '../safeguards/service.ts';
import { LIMITS } from './limits.ts';
import {
  insertPart,
  keepHeads,
  loadHeads,
  loadPart,
  loadRowsUpTo,
  publishHead,
  type SnapshotHead,
  sweepSnapshots,
} from './snapshots.sql.ts';

export type { SnapshotHead } from './snapshots.sql.ts';

/** `erased`: its key is gone. `damaged`: bytes were changed, or are missing. `other-journal`: this journal has not its last rows. */
export type SnapshotRefusal = 'erased' | 'damaged' | 'other-journal';

export interface SnapshotStoreDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  /** Runs on the connection that holds the journal writer's lock. */
  asWriter<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}

export class SnapshotStore {
  readonly #deps: SnapshotStoreDeps;

  constructor(deps: SnapshotStoreDeps) {
    this.#deps = deps;
  }

  /**
   * To be made before the state is taken: an erasure between the two destroys the key, and the snapshot with what was erased
   * can never be opened.
   */
  newKey(nowMs: number): Promise<DataKey> {
    return this.#deps.sealer.dataKey(
      { subject: 'engine', scope: `snapshot:${randomUUID()}`, bases: ['snapshot'] },
      nowMs,
    );
  }

  /**
   * Stores the state after every input up to `position`, which all are committed. All snapshots but it and those of `kept` lose
   * their keys in the same transaction. Rejects when this process does not write the journal.
   */
  async put(
    key: DataKey,
    state: { readonly position: number; readonly takenAtMs: number; readonly bytes: Uint8Array },
    kept: readonly number[],
  ): Promise<SnapshotHead> {
    const { database, sealer, asWriter } = this.#deps;
    const { position, takenAtMs, bytes } = state;
    const journalHash = await hashOfJournal(database, position);
    assert(journalHash !== null, 'a snapshot is of a position that the journal has');
    const parts = Math.max(1, Math.ceil(bytes.length / LIMITS.snapshotPartBytes));
    const head = { keyId: key.keyId, position, takenAtMs, journalHash, parts };
    for (let part = 1; part <= parts; part += 1) {
      const plain = bytes.subarray((part - 1) * LIMITS.snapshotPartBytes, part * LIMITS.snapshotPartBytes);
      await insertPart(database, key.keyId, part, sealer.sealWith(key, plain, nameOf(head, part)));
    }
    sealer.forget(key.keyId);
    await asWriter((writer) => publishHead(writer, head, kept));
    await sweepSnapshots(database);
    return head;
  }

  /** Every snapshot but these loses its key; none is left when it is empty. Rejects when this process does not write the journal. */
  async keep(kept: readonly number[]): Promise<void> {
    await this.#deps.asWriter((writer) => keepHeads(writer, kept));
    await sweepSnapshots(this.#deps.database);
  }

  /** Newest first. */
  heads(): Promise<SnapshotHead[]> {
    return loadHeads(this.#deps.database);
  }

  /** The bytes of the state as they were taken. */
  async open(head: SnapshotHead): Promise<Outcome<Uint8Array, SnapshotRefusal>> {
    const { database, sealer } = this.#deps;
    const journalHash = await hashOfJournal(database, head.position);
    if (journalHash?.equals(head.journalHash) !== true) return err('other-journal');
    try {
      return ok(await this.#openParts(await sealer.existingKey(head.keyId), head));
    } catch (error) {
      if (error instanceof ErasedError) return err('erased');
      if (error instanceof BrokenSealError) return err('damaged');
      throw error;
    } finally {
      sealer.forget(head.keyId);
    }
  }

  async #openParts(key: DataKey, head: SnapshotHead): Promise<Buffer> {
    const { database, sealer } = this.#deps;
    const opened: Buffer[] = [];
    for (let part = 1; part <= head.parts; part += 1) {
      const sealed = await loadPart(database, head.keyId, part);
      if (sealed === null) throw new BrokenSealError();
      opened.push(sealer.openWith(key, sealed, nameOf(head, part)));
    }
    return Buffer.concat(opened);
  }
}

// INVARIANT: bytes open only as the part, of the snapshot, of the position, of the journal, that they were sealed as.
function nameOf(head: SnapshotHead, part: number): string {
  const { position, takenAtMs, journalHash, parts } = head;
  return `snapshot ${position} ${takenAtMs} ${journalHash.toString('hex')} ${part}/${parts}`;
}

/** SHA-256 over the journal's last rows up to a position; null when there is no row at the position. */
async function hashOfJournal(sql: Sql, position: number): Promise<Buffer | null> {
  const rows = await loadRowsUpTo(sql, position, LIMITS.journalHashRows);
  if (rows[0]?.position !== position) return null;
  const hash = createHash('sha256');
  for (const row of rows) {
    hash.update(`${row.position}|${row.kind}|${row.at_ms}|${row.payload_hash.toString('hex')}\n`);
  }
  return hash.digest();
}
