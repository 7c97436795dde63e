/** Hashes of RFC 9162 and names of tiles, written anew for the verifier: it shares nothing with the program it checks. */
import { hash } from 'node:crypto';

export const WIDTH = 256;
export const HASH = 32;

const node = Buffer.alloc(1 + 2 * HASH, 1);

export function hashLeaf(entry: Uint8Array): Buffer {
  const bytes = Buffer.alloc(1 + entry.length);
  bytes.set(entry, 1);
  return hash('sha256', bytes, 'buffer');
}

export function hashNode(left: Uint8Array, right: Uint8Array): Buffer {
  node[0] = 1;
  node.set(left, 1);
  node.set(right, 1 + HASH);
  return hash('sha256', node, 'buffer');
}

/** A tree that grows by one hash at a time: of the binary digits of its size, the roots of the full subtrees. */
export class Frontier {
  size = 0;
  readonly #roots: (Buffer | undefined)[] = [];

  add(leaf: Buffer): void {
    let level = 0;
    let carried = leaf;
    for (let rest = this.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      carried = hashNode(this.#roots[level]!, carried);
      this.#roots[level] = undefined;
      level += 1;
    }
    this.#roots[level] = carried;
    this.size += 1;
  }

  root(): Buffer {
    let root: Buffer | null = null;
    for (const subtree of this.#roots) {
      if (subtree === undefined) continue;
      root = root === null ? subtree : hashNode(subtree, root);
    }
    return root ?? hash('sha256', '', 'buffer');
  }
}

/** `1234067` of level 0 is `tile/0/x001/x234/067`; one with fewer than 256 hashes ends in `.p/<width>`. */
export function tileName(level: number | 'entries', number: number, width: number): string {
  let name = String(number % 1000).padStart(3, '0');
  for (let rest = Math.floor(number / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    name = `x${String(rest % 1000).padStart(3, '0')}/${name}`;
  }
  return `tile/${level}/${name}${width === WIDTH ? '' : `.p/${width}`}`;
}

/** The other way round; null: no name of a tile. */
export function tileOf(name: string): { level: number | 'entries'; number: number; width: number } | null {
  const [, level, path, partial] =
    /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(name) ?? [];
  if (level === undefined || path === undefined) return null;
  const width = partial === undefined ? WIDTH : Number(partial);
  const number = Number(path.replaceAll(/[x/]/g, ''));
  const of = { level: level === 'entries' ? level : Number(level), number, width } as const;
  return tileName(of.level, number, width) === name ? of : null;
}

/** RFC 9162, 2.1.3.2: the root to which a path leads from a leaf; null: a path of that length leads nowhere. */
export function rootByPath(leaf: Buffer, index: number, size: number, path: readonly Buffer[]): Buffer | null {
  if (index >= size) return null;
  let [fn, sn] = [index, size - 1];
  let at = leaf;
  for (const beside of path) {
    if (sn === 0) return null;
    if (fn % 2 === 1 || fn === sn) {
      at = hashNode(beside, at);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      at = hashNode(at, beside);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 ? at : null;
}
