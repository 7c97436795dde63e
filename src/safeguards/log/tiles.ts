/**
 * The files of the log after C2SP tlog-tiles, as bytes: hashes of RFC 9162 in tiles of 256, entries beside them. Pure: what is to be
 * written is answered, the publisher writes it.
 */
import { hash } from 'node:crypto';
import { assert } from '../../core/assert.ts';

export const TILE_WIDTH = 256;
export const HASH_BYTES = 32;
const NODE_PREFIX = Buffer.of(1);
const LEAF_PREFIX = Buffer.of(0);

export interface TileFile {
  /** Below the log's folder, as in `tile/0/x001/234`. */
  readonly path: string;
  readonly bytes: Buffer;
}

export function leafHashOf(entry: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([LEAF_PREFIX, entry]), 'buffer');
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([NODE_PREFIX, left, right]), 'buffer');
}

/** RFC 9162, 2.1.1, over hashes that are there already. At least one. */
export function treeHash(hashes: readonly Buffer[]): Buffer {
  assert(hashes.length > 0, 'a tree hash is of at least one');
  if (hashes.length === 1) return hashes[0]!;
  const split = 2 ** Math.ceil(Math.log2(hashes.length) - 1);
  return nodeHash(treeHash(hashes.slice(0, split)), treeHash(hashes.slice(split)));
}

/** Of a log without entries: the hash of nothing. */
export const EMPTY_ROOT = hash('sha256', '', 'buffer');

/** `7` is `007`, `1234067` is `x001/x234/067`; a width below 256 is `<n>.p/<width>`. */
export function tilePath(level: number | 'entries', tile: number, width: number = TILE_WIDTH): string {
  const digits = String(tile).padStart(Math.ceil(String(tile).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g)!;
  const path = groups.map((group, i) => (i === groups.length - 1 ? group : `x${group}`)).join('/');
  return `tile/${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** The right edge of a tree: of each level the hashes of its last, not yet full tile; and the entries of the last bundle. */
export interface Edge {
  readonly size: number;
  readonly levels: readonly (readonly Buffer[])[];
  readonly entries: Buffer;
}

/** How many hashes there are on a level of a tree of that size, beyond its full tiles. */
export function edgeWidth(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level) % TILE_WIDTH;
}

/** How many levels of tiles a tree of that size has. */
export function levelCount(size: number): number {
  let levels = 0;
  while (Math.floor(size / TILE_WIDTH ** levels) > 0) levels += 1;
  return levels;
}

/** The hashes or entries of a tile, in one piece. */
export function splitHashes(bytes: Buffer): Buffer[] {
  assert(bytes.length % HASH_BYTES === 0, 'a tile holds whole hashes');
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, i) =>
    bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
}

/** Appends entries to a tree, and answers the files that come of it. */
export class TreeAppender {
  #size: number;
  readonly #levels: Buffer[][];
  #bundle: Buffer[];

  constructor(edge: Edge) {
    this.#size = edge.size;
    this.#levels = edge.levels.map((hashes) => [...hashes]);
    this.#bundle = edge.entries.length === 0 ? [] : [edge.entries];
  }

  get size(): number {
    return this.#size;
  }

  /** The tiles that became full. */
  append(entry: Buffer): TileFile[] {
    const full: TileFile[] = [];
    const length = Buffer.alloc(2);
    length.writeUInt16BE(entry.length);
    this.#bundle.push(length, entry);
    this.#size += 1;
    this.#push(0, leafHashOf(entry), full);
    return full;
  }

  /** The tiles that are not full yet: with those of `append` all files of this size. */
  partial(): TileFile[] {
    const files: TileFile[] = [];
    this.#levels.forEach((hashes, level) => {
      const width = hashes.length;
      const tile = Math.floor(this.#size / TILE_WIDTH ** (level + 1));
      if (width > 0) files.push({ path: tilePath(level, tile, width), bytes: Buffer.concat(hashes) });
    });
    const width = this.#size % TILE_WIDTH;
    if (width === 0) return files;
    const path = tilePath('entries', Math.floor(this.#size / TILE_WIDTH), width);
    return [...files, { path, bytes: Buffer.concat(this.#bundle) }];
  }

  root(): Buffer {
    let carry: Buffer | null = null;
    for (const hashes of this.#levels) {
      const items: Buffer[] = carry === null ? hashes : [...hashes, carry];
      if (items.length > 0) carry = treeHash(items);
    }
    return carry ?? EMPTY_ROOT;
  }

  #push(level: number, hashed: Buffer, full: TileFile[]): void {
    this.#levels[level] ??= [];
    const hashes = this.#levels[level];
    hashes.push(hashed);
    if (hashes.length < TILE_WIDTH) return;
    const tile = Math.floor(this.#size / TILE_WIDTH ** (level + 1)) - 1;
    full.push({ path: tilePath(level, tile), bytes: Buffer.concat(hashes) });
    if (level === 0) {
      full.push({ path: tilePath('entries', tile), bytes: Buffer.concat(this.#bundle) });
      this.#bundle = [];
    }
    this.#levels[level] = [];
    this.#push(level + 1, treeHash(hashes), full);
  }
}

/** The hash of the 2^`level` leaves from `index` x 2^`level` on; all of them are in the tree. */
export type HashAt = (level: number, index: number) => Promise<Buffer>;

/** RFC 9162, 2.1.3.1: from a leaf up to the root of a tree of that size. */
export async function inclusionPath(index: number, size: number, hashAt: HashAt): Promise<Buffer[]> {
  assert(index >= 0 && index < size, 'a leaf of the tree');
  const path: Buffer[] = [];
  let [begin, end] = [0, size];
  const above: [number, number][] = [];
  while (end - begin > 1) {
    const split = begin + 2 ** Math.ceil(Math.log2(end - begin) - 1);
    if (index < split) {
      above.push([split, end]);
      end = split;
    } else {
      above.push([begin, split]);
      begin = split;
    }
  }
  for (const [from, to] of above.reverse()) path.push(await rangeHash(from, to, hashAt));
  return path;
}

async function rangeHash(begin: number, end: number, hashAt: HashAt): Promise<Buffer> {
  const count = end - begin;
  const level = Math.log2(count);
  if (Number.isInteger(level) && begin % count === 0) return hashAt(level, begin / count);
  const split = begin + 2 ** Math.ceil(Math.log2(count) - 1);
  return nodeHash(await rangeHash(begin, split, hashAt), await rangeHash(split, end, hashAt));
}
