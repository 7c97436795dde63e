/**
 * Checks a whole log from its public files alone: who signed the checkpoint, every entry and hash, the root, what earlier checkpoints and
 * witnesses saw. Needs Node and nothing else; shares no code with what writes the log. Fails toward refusing: a log that could
 * not be read whole is not verified.
 */
import { HASH, tileOf, WIDTH } from './merkle.ts';
import { type Checkpoint, readCheckpoint, readVkey, signatureBy, type Vkey } from './note.ts';
import { Refused } from './refused.ts';
import { type Source, UnreadableError } from './source.ts';
import { firstEntries, readTile, readTree } from './tiles.ts';

export interface Verdict {
  readonly ok: boolean;
  readonly size: number | null;
  /** Base64, as in the checkpoint. */
  readonly root: string | null;
  readonly keyId: string | null;
  readonly reason: string | null;
}

export interface VerifyOptions {
  readonly source: Source;
  /** By which the log is known; null: the one that lies in the log, which proves no more than that the log agrees with itself. */
  readonly key: string | null;
  /** An earlier checkpoint of the same log, as bytes; null: none. */
  readonly since: Buffer | null;
  readonly onEntry?: (index: number, bytes: Buffer) => void;
  /** What the reader should know although the verdict stands. */
  readonly note?: (line: string) => void;
}

export async function verifyLog(options: VerifyOptions): Promise<Verdict> {
  const found: { key: Vkey | null; checkpoint: Checkpoint | null } = { key: null, checkpoint: null };
  let reason: string | null = null;
  try {
    await check(options, found);
  } catch (error) {
    if (!(error instanceof Refused || error instanceof UnreadableError)) throw error;
    reason = error instanceof Refused ? error.message : `unreadable: ${error.message}`;
  }
  const { checkpoint, key } = found;
  return {
    ok: reason === null,
    size: checkpoint?.size ?? null,
    root: checkpoint?.root ?? null,
    keyId: key?.keyId ?? null,
    reason,
  };
}

async function check(
  options: VerifyOptions,
  found: { key: Vkey | null; checkpoint: Checkpoint | null },
): Promise<void> {
  const { source, since, note } = options;
  const key = await keyOf(options);
  found.key = key;
  const checkpoint = signedCheckpoint(await source.read('checkpoint'), 'checkpoint', key);
  found.checkpoint = checkpoint;
  const earlier: { readonly what: string; readonly checkpoint: Checkpoint }[] = [];
  if (since !== null)
    earlier.push({
      what: 'the earlier checkpoint',
      checkpoint: signedCheckpoint(since, 'the earlier checkpoint', key),
    });
  earlier.push(...(await witnessed(source, key, checkpoint, note)));
  for (const { what, checkpoint: before } of earlier) {
    if (before.size > checkpoint.size) {
      throw new Refused(`truncated: ${what} has ${before.size} entries, the log has ${checkpoint.size}`);
    }
  }
  const sizes = new Set(earlier.map(({ checkpoint: { size } }) => size));
  const roots = new Map<number, string>();
  const root = await readTree(source, checkpoint.size, sizes, {
    ...(options.onEntry === undefined ? {} : { entry: options.onEntry }),
    size: (size, at) => roots.set(size, at),
  });
  if (root !== checkpoint.root) throw new Refused('wrong: the entries do not make the root that the checkpoint signs');
  for (const { what, checkpoint: before } of earlier) {
    if (roots.get(before.size) !== before.root)
      throw new Refused(`forked: ${what} has another history of ${before.size} entries`);
  }
  await checkOthers(source, checkpoint.size, note);
}

async function keyOf({ source, key, note }: VerifyOptions): Promise<Vkey> {
  const text = key ?? oneLine(await source.read('key'));
  if (text === null) throw new Refused('missing: key');
  const read = readVkey(text);
  if (read === null || read.kind !== 1)
    throw new Refused(`wrong: ${key === null ? 'key' : '--key'} is no key of a log`);
  if (key === null)
    note?.('the key came with the log: whoever wrote one could have written the other; give --key from elsewhere');
  return read;
}

function oneLine(bytes: Buffer | null): string | null {
  const text = bytes?.toString('utf8') ?? null;
  return text?.endsWith('\n') ? text.slice(0, -1) : text;
}

function signedCheckpoint(bytes: Buffer | null, what: string, key: Vkey): Checkpoint {
  if (bytes === null) throw new Refused(`missing: ${what}`);
  const checkpoint = readCheckpoint(bytes);
  if (checkpoint === null) throw new Refused(`wrong: ${what} is no checkpoint`);
  if (checkpoint.origin !== key.name) throw new Refused(`wrong: ${what} is of another log than the key`);
  if (signatureBy(checkpoint, key) !== 'good')
    throw new Refused(`unsigned: ${what} is not signed by the key ${key.keyId}`);
  return checkpoint;
}

/** What the log's own witnesses saw last; those who cosigned the checkpoint itself are named. */
async function witnessed(source: Source, key: Vkey, checkpoint: Checkpoint, note: VerifyOptions['note']) {
  const earlier: { readonly what: string; readonly checkpoint: Checkpoint }[] = [];
  for (const line of (await source.read('witnesses'))?.toString('utf8').split('\n') ?? []) {
    if (line === '') continue;
    const witness = readVkey(line);
    if (witness === null || witness.kind !== 4) throw new Refused('wrong: witnesses holds what is no key of a witness');
    const signed = signatureBy(checkpoint, witness);
    if (signed === 'bad')
      throw new Refused(`unsigned: the cosignature of ${witness.name} on the checkpoint does not hold`);
    if (signed === 'good') note?.(`cosigned by ${witness.name}`);
    const path = `witness/${witness.keyId}`;
    const bytes = await source.read(path);
    if (bytes === null) continue;
    const seen = signedCheckpoint(bytes, path, key);
    if (signatureBy(seen, witness) !== 'good') throw new Refused(`unsigned: ${path} is not signed by its witness`);
    earlier.push({ what: `the witness ${witness.name}`, checkpoint: seen });
  }
  return earlier;
}

/** Files of a folder that the checkpoint does not need: narrower tiles of before must agree, others are named. */
async function checkOthers(source: Source, size: number, note: VerifyOptions['note']): Promise<void> {
  for (const path of (await source.list()) ?? []) {
    if (['checkpoint', 'key', 'witnesses'].includes(path) || /^witness\/[0-9a-f]{8}$/.test(path)) continue;
    const tile = tileOf(path);
    if (tile === null) {
      note?.(`not part of the log: ${path}`);
      continue;
    }
    const count = Math.floor(size / WIDTH ** (tile.level === 'entries' ? 0 : tile.level));
    const width = Math.min(WIDTH, count - tile.number * WIDTH);
    if (width < tile.width) {
      if (width <= 0 || tile.width === WIDTH) note?.(`beyond the checkpoint: ${path}`);
      continue;
    }
    if (width === tile.width) continue;
    const whole = await readTile(source, tile.level, tile.number, width);
    const bytes = (await source.read(path)) ?? Buffer.alloc(0);
    const { level } = tile;
    const begin =
      level === 'entries' ? firstEntries(whole.bytes, tile.width) : whole.bytes.subarray(0, tile.width * HASH);
    if (!begin.equals(bytes)) {
      throw new Refused(`wrong: ${path} is not the beginning of ${whole.name}`);
    }
  }
}
