/**
 * Proofs for the wearer and the court: that a row stands in the published log, and what its leaf says of it; each value may be left
 * closed. `magpie verify-log --proof` checks one without this program. Fails toward saying why there is no proof.
 */
import type { Database } from '../../core/database.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { commitmentOf, entryBytes, fieldCommitment, fieldKey, LOG_FIELDS, type LogField } from './entry.ts';
import type { LogFiles } from './files.ts';
import { loadLeafOf, loadPeriodAt, loadRows } from './log.sql.ts';
import { namedOf, type RowLog } from './named.ts';
import { parseCheckpoint, parseNote } from './note.ts';
import { HASH_BYTES, type HashAt, inclusionPath, splitHashes, TILE_WIDTH, tilePath, treeHash } from './tiles.ts';

export type FieldOpening =
  | { readonly field: LogField; readonly value: string | null /** Base64. */; readonly key: string }
  | { readonly field: LogField /** Base64: this value is left closed. */; readonly commitment: string };

export interface LogProof {
  readonly format: 'magpie-log-proof/1';
  readonly leafIndex: number;
  /** Base64: the leaf as it stands in the log. */
  readonly entry: string;
  /** Base64, from the leaf up (RFC 9162, 2.1.3). */
  readonly path: readonly string[];
  /** The signed note that the path leads to. */
  readonly checkpoint: string;
  /** In the order in which the leaf commits to them. */
  readonly fields: readonly FieldOpening[];
  /** The row itself as it was hashed; null where `row` is left closed. */
  readonly row: string | null;
}

export interface ProofDeps {
  readonly database: Database;
  readonly files: LogFiles;
}

/** `opened`: which values are shown; a wearer's proof leaves `number` closed, which would tell how much else there is. */
export async function proofFor(
  { database, files }: ProofDeps,
  log: RowLog,
  number: number,
  opened: readonly LogField[] = LOG_FIELDS,
): Promise<Outcome<LogProof, Refusal>> {
  const leaf = await loadLeafOf(database, log, number);
  const [row] = await loadRows(database, log, number, 1);
  if (leaf === null) return refuse('not-found', 'This is not in the log: not there, or not taken up yet.');
  if (leaf.salt === null || row?.number !== number)
    return refuse('erased', 'This was erased: its leaf stands, and says nothing.');
  const checkpoint = (await files.read('checkpoint'))?.toString() ?? '';
  const size = parseCheckpoint(parseNote(checkpoint)?.text ?? '')?.size ?? 0;
  const period = await loadPeriodAt(database, leaf.leafIndex);
  if (period === null || leaf.leafIndex >= size)
    return refuse('not-found', 'This is taken up, and published within minutes.');
  const named = namedOf(row);
  const { salt } = leaf;
  if (!commitmentOf(salt, named).equals(leaf.commitment)) return refuse('damaged', 'This is not what the log says.');
  const fields = LOG_FIELDS.map((field): FieldOpening => {
    const key = fieldKey(salt, field);
    const value = named[field];
    return opened.includes(field)
      ? { field, value, key: key.toString('base64') }
      : { field, commitment: fieldCommitment(key, value).toString('base64') };
  });
  const path = await inclusionPath(leaf.leafIndex, size, tileHashes(files, size));
  return ok({
    ...{ format: 'magpie-log-proof/1', leafIndex: leaf.leafIndex, checkpoint, fields },
    entry: entryBytes(period.periodAtMs, leaf.commitment).toString('base64'),
    path: path.map((hashed) => hashed.toString('base64')),
    row: opened.includes('row') ? row.canonical.toString('utf8') : null,
  });
}

/** Hashes of whole subtrees, from the tiles of a log of that size; each tile is read once. */
function tileHashes(files: LogFiles, size: number): HashAt {
  const read = new Map<string, Promise<Buffer[]>>();
  const tile = (level: number, number: number): Promise<Buffer[]> => {
    const width = Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - number * TILE_WIDTH);
    const path = tilePath(level, number, width);
    const known = read.get(path);
    if (known !== undefined) return known;
    const hashes = files.read(path).then(async (bytes) => {
      // A partial tile goes when it is full, which may be just now.
      const found = bytes ?? (await files.read(tilePath(level, number)));
      if (found === null) throw new Error(`${path} of the log is missing`);
      return splitHashes(found.subarray(0, width * HASH_BYTES));
    });
    read.set(path, hashes);
    return hashes;
  };
  return async (level, index) => {
    const ofTile = Math.floor(level / 8);
    const count = 2 ** (level % 8);
    const first = index * count;
    const hashes = await tile(ofTile, Math.floor(first / TILE_WIDTH));
    return treeHash(hashes.slice(first % TILE_WIDTH, (first % TILE_WIDTH) + count));
  };
}
