/**
 * Publishes the log: takes rows up at the instants of the cadence, writes tiles and entries, signs the checkpoint last. What is to be written
 * follows from the database and the log's key alone, so that a publication that was cut off is written again the same. Files appear
 * a fixed time after their instant, however much or little there was. Fails toward being late, which is trouble and told; never
 * toward a second history: what stands signed in the folder is gone on from, or nothing is written.
 */
import type { Database } from '../../core/database.ts';
import { toIso } from '../../core/time.ts';
import { entryBytes, paddingCommitment } from './entry.ts';
import { LogFiles } from './files.ts';
import type { LogKey } from './key.ts';
import { LOG_LIMITS } from './limits.ts';
import {
  loadHeads,
  loadLastPeriod,
  loadLeaves,
  loadPeriodAt,
  loadPeriodsFrom,
  loadRows,
  type Period,
} from './log.sql.ts';
import { type Checkpoint, parseCheckpoint, parseNote, parseVerifierKey, signCheckpoint, signedBy } from './note.ts';
import { sequencePeriod } from './sequencer.ts';
import {
  type Edge,
  EMPTY_ROOT,
  edgeWidth,
  levelCount,
  splitHashes,
  TILE_WIDTH,
  TreeAppender,
  tilePath,
} from './tiles.ts';

export interface PublisherDeps {
  readonly database: Database;
  readonly key: LogKey;
  /** The public folder. */
  readonly folder: string;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly cadenceMs: number;
  readonly entriesPerPeriod: number;
}

export interface Published {
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** The instant of the newest publication; null: none yet. */
  readonly periodAtMs: number | null;
  /** Since when the oldest row waits that is not taken up; null: none does. */
  readonly waitingSinceMs: number | null;
}

/** The folder holds a log that is not this one's, or is not whole. */
export class LogFolderError extends Error {
  override readonly name = 'LogFolderError';
}

export class LogPublisher {
  readonly #deps: PublisherDeps;
  readonly #files: LogFiles;
  /** Where the folder stands; null: to be read from it. */
  #tree: TreeAppender | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(deps: PublisherDeps) {
    this.#deps = deps;
    this.#files = new LogFiles(deps.folder);
  }

  /** Does what is due at this instant; call it often. Where the log stands then. */
  run(nowMs: number): Promise<Published> {
    return this.#inTurn(async () => {
      try {
        const tree = await this.#standing();
        await sequencePeriod(this.#deps, nowMs, tree.size);
        await this.#release(tree, nowMs);
        return await this.#published(tree);
      } catch (error) {
        // What was half written is read again from what stands.
        this.#tree = null;
        throw error;
      }
    });
  }

  /** One after the other with what else writes in the folder. */
  inTurn<T>(work: (files: LogFiles) => Promise<T>): Promise<T> {
    return this.#inTurn(() => work(this.#files));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #standing(): Promise<TreeAppender> {
    if (this.#tree !== null) return this.#tree;
    const { key } = this.#deps;
    const keyFile = await this.#files.read('key');
    if (keyFile !== null && keyFile.toString() !== `${key.vkey}\n`) {
      throw new LogFolderError('the folder of the log is of another key');
    }
    const checkpoint = await ownCheckpoint(this.#files, key);
    this.#tree = new TreeAppender(await readEdge(this.#files, checkpoint?.size ?? 0));
    if (!this.#tree.root().equals(checkpoint?.root ?? EMPTY_ROOT)) {
      throw new LogFolderError('the tiles of the log are not those that its checkpoint signs');
    }
    if (keyFile === null) await this.#files.write({ path: 'key', bytes: Buffer.from(`${key.vkey}\n`) });
    return this.#tree;
  }

  async #release(tree: TreeAppender, nowMs: number): Promise<void> {
    const { cadenceMs } = this.#deps;
    for (;;) {
      const [period] = await loadPeriodsFrom(this.#deps.database, tree.size, 1);
      // HAZARD H-453: what is shown at once would tell by its delay how much there was.
      if (period === undefined || nowMs < period.periodAtMs + cadenceMs * LOG_LIMITS.holdShare) return;
      if (period.firstIndex !== tree.size)
        throw new LogFolderError('the folder of the log stands within a publication');
      await this.#write(tree, period);
    }
  }

  async #write(tree: TreeAppender, period: Period): Promise<void> {
    const { database, key } = this.#deps;
    const full: string[] = [];
    const end = period.firstIndex + period.entries;
    for (let begin = period.firstIndex; begin < end; begin += LOG_LIMITS.rowsPerRead) {
      const until = Math.min(end, begin + LOG_LIMITS.rowsPerRead);
      const leaves = new Map(
        (await loadLeaves(database, begin, until)).map((leaf) => [leaf.leafIndex, leaf.commitment]),
      );
      const files = [];
      for (let index = begin; index < until; index += 1) {
        const commitment = leaves.get(index) ?? paddingCommitment(key.paddingSecret, index);
        files.push(...tree.append(entryBytes(period.periodAtMs, commitment)));
      }
      await this.#files.writeAll(files);
      full.push(...files.map(({ path }) => path));
    }
    await this.#files.writeAll(tree.partial());
    const checkpoint = { origin: key.origin, size: tree.size, root: tree.root() };
    await this.#files.write({ path: 'checkpoint', bytes: Buffer.from(signCheckpoint(checkpoint, key.privateKey)) });
    for (const path of full) await this.#files.removePartials(path);
  }

  async #published(tree: TreeAppender): Promise<Published> {
    const { database } = this.#deps;
    const period = tree.size === 0 ? null : await loadPeriodAt(database, tree.size - 1);
    const waitingSinceMs = await oldestWaiting(database);
    return {
      size: tree.size,
      root: tree.root().toString('base64'),
      periodAtMs: period?.periodAtMs ?? null,
      waitingSinceMs,
    };
  }
}

async function oldestWaiting(database: Database): Promise<number | null> {
  const last = await loadLastPeriod(database);
  const heads = await loadHeads(database);
  const next = { audit: last?.auditNext ?? 0, ledger: last?.ledgerNext ?? 0 };
  const waiting = (['audit', 'ledger'] as const).filter((log) => heads[log] > next[log]);
  const rows = (await Promise.all(waiting.map((log) => loadRows(database, log, next[log], 1)))).flat();
  return rows.length === 0 ? null : Math.min(...rows.map(({ atMs }) => atMs));
}

/** Null: the folder has none yet. */
export async function ownCheckpoint(files: LogFiles, key: LogKey): Promise<Checkpoint | null> {
  const bytes = await files.read('checkpoint');
  if (bytes === null) return null;
  const note = parseNote(bytes.toString());
  const checkpoint = note === null ? null : parseCheckpoint(note.text);
  const vkey = parseVerifierKey(key.vkey);
  if (note === null || checkpoint === null || vkey === null || signedBy(note, vkey) === null) {
    throw new LogFolderError('the checkpoint of the log is not signed by its key');
  }
  return checkpoint;
}

async function readEdge(files: LogFiles, size: number): Promise<Edge> {
  const levels: Buffer[][] = [];
  for (let level = 0; level < levelCount(size); level += 1) {
    const width = edgeWidth(size, level);
    const tile = Math.floor(size / TILE_WIDTH ** (level + 1));
    levels.push(width === 0 ? [] : splitHashes(await required(files, tilePath(level, tile, width))));
  }
  const width = size % TILE_WIDTH;
  const path = tilePath('entries', Math.floor(size / TILE_WIDTH), width === 0 ? TILE_WIDTH : width);
  return { size, levels, entries: width === 0 ? Buffer.alloc(0) : await required(files, path) };
}

async function required(files: LogFiles, path: string): Promise<Buffer> {
  const bytes = await files.read(path);
  if (bytes === null) throw new LogFolderError(`${path} of the log is missing`);
  return bytes;
}

/** When what is taken up at an instant is shown, as people read it. */
export function shownAt(periodAtMs: number, cadenceMs: number): string {
  return toIso(periodAtMs + cadenceMs * LOG_LIMITS.holdShare);
}
