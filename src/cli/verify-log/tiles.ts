/** Reads a whole log in order, entries and hashes side by side, and holds every tile against what its entries make of it. */
import { Frontier, HASH, hashLeaf, hashNode, tileName, WIDTH } from './merkle.ts';
import { Refused } from './refused.ts';
import type { Source } from './source.ts';

const AHEAD = 12;
const ENTRY_BYTES = 48;
const MAGIC = 'magpie/1';

export interface TreeEvents {
  /** Each entry, in order. */
  entry?(index: number, bytes: Buffer): void;
  /** After each leaf that was asked for in `sizes`. */
  size(size: number, root: string): void;
}

interface Read {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Every tile of a tree of that size. `sizes`: of which roots are wanted. Throws `Refused` with what is wrong. */
export async function readTree(
  source: Source,
  size: number,
  sizes: ReadonlySet<number>,
  events: TreeEvents,
): Promise<string> {
  const tiles = Math.ceil(size / WIDTH);
  const widthOf = (tile: number): number => Math.min(WIDTH, size - tile * WIDTH);
  const fetch = (tile: number): Promise<[Read, Read]> => {
    const both = Promise.all([
      readTile(source, 'entries', tile, widthOf(tile)),
      readTile(source, 0, tile, widthOf(tile)),
    ]);
    // Awaited in its turn; meanwhile its failure is nobody's.
    both.catch(() => undefined);
    return both;
  };
  const ahead: Promise<[Read, Read]>[] = [];
  const frontier = new Frontier();
  const upper = new UpperTiles(source);
  let lastMs = 0n;
  if (sizes.has(0)) events.size(0, frontier.root().toString('base64'));
  for (let tile = 0; tile < tiles; tile += 1) {
    while (ahead.length < AHEAD && tile + ahead.length < tiles) ahead.push(fetch(tile + ahead.length));
    const [entries, hashes] = await ahead.shift()!;
    const width = widthOf(tile);
    if (hashes.bytes.length !== width * HASH) throw new Refused(`wrong: ${hashes.name} has not ${width} hashes`);
    const leaves = split(entries, width).map((entry, i) => {
      lastMs = checkEntry(entry, lastMs, `${entries.name}, entry ${i}`);
      const leaf = hashLeaf(entry);
      if (!leaf.equals(hashes.bytes.subarray(i * HASH, (i + 1) * HASH))) {
        throw new Refused(`wrong: entry ${i} of ${entries.name} is not what ${hashes.name} was made of`);
      }
      frontier.add(leaf);
      events.entry?.(tile * WIDTH + i, entry);
      if (sizes.has(frontier.size)) events.size(frontier.size, frontier.root().toString('base64'));
      return leaf;
    });
    if (width === WIDTH) await upper.add(subtree(leaves));
  }
  await upper.finish();
  return frontier.root().toString('base64');
}

/** Where a tile was partial when the checkpoint was made and is full by now, its beginning. */
export async function readTile(source: Source, level: number | 'entries', tile: number, width: number): Promise<Read> {
  const name = tileName(level, tile, width);
  const bytes = await source.read(name);
  if (bytes !== null) return { name, bytes };
  const full = width === WIDTH ? null : await source.read(tileName(level, tile, WIDTH));
  if (full === null) throw new Refused(`missing: ${name}`);
  return {
    name: tileName(level, tile, WIDTH),
    bytes: level === 'entries' ? firstEntries(full, width) : full.subarray(0, width * HASH),
  };
}

export function firstEntries(bundle: Buffer, count: number): Buffer {
  let at = 0;
  for (let i = 0; i < count && at + 2 <= bundle.length; i += 1) at += 2 + bundle.readUInt16BE(at);
  return bundle.subarray(0, at);
}

function split({ name, bytes }: Read, width: number): Buffer[] {
  const entries: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = at + 2 > bytes.length ? Number.POSITIVE_INFINITY : at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) throw new Refused(`wrong: ${name} ends within an entry`);
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  if (entries.length !== width) throw new Refused(`wrong: ${name} has ${entries.length} entries where ${width} belong`);
  return entries;
}

/** The time of the entry. */
function checkEntry(entry: Buffer, lastMs: bigint, where: string): bigint {
  if (entry.length !== ENTRY_BYTES || entry.toString('latin1', 0, 8) !== MAGIC)
    throw new Refused(`wrong: ${where} is no entry`);
  const atMs = entry.readBigUInt64BE(8);
  if (atMs < lastMs) throw new Refused(`wrong: ${where} was published before the one in front of it`);
  return atMs;
}

function subtree(hashes: readonly Buffer[]): Buffer {
  let level = [...hashes];
  while (level.length > 1) {
    level = Array.from({ length: level.length / 2 }, (_, i) => hashNode(level[2 * i]!, level[2 * i + 1]!));
  }
  return level[0]!;
}

/** The levels above the first: made of what is below, held against the files. */
class UpperTiles {
  readonly #source: Source;
  readonly #levels: { tile: number; hashes: Buffer[] }[] = [];

  constructor(source: Source) {
    this.#source = source;
  }

  async add(hashed: Buffer, level = 1): Promise<void> {
    this.#levels[level - 1] ??= { tile: 0, hashes: [] };
    const at = this.#levels[level - 1]!;
    at.hashes.push(hashed);
    if (at.hashes.length < WIDTH) return;
    await this.#check(level, at);
    const above = subtree(at.hashes);
    this.#levels[level - 1] = { tile: at.tile + 1, hashes: [] };
    await this.add(above, level + 1);
  }

  async finish(): Promise<void> {
    for (const [i, at] of this.#levels.entries()) if (at.hashes.length > 0) await this.#check(i + 1, at);
  }

  async #check(
    level: number,
    { tile, hashes }: { readonly tile: number; readonly hashes: readonly Buffer[] },
  ): Promise<void> {
    const { name, bytes } = await readTile(this.#source, level, tile, hashes.length);
    if (!bytes.equals(Buffer.concat(hashes))) throw new Refused(`wrong: ${name} is not what lies below it`);
  }
}
