/** The checkout as the rules see it: every file of ours with its text, source files parsed once, when first asked for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Parsed, parse } from './parsed.ts';

export interface TreeFile {
  /** From the root of the checkout, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Made by tools or holding data: none of ours to check. */
const LEFT_OUT = /^(node_modules|data|\.git|test-results|dist(\..*)?)$/;
const BINARY = /\.(png|ico|woff2?|pmtiles|gz)$/;
const SOURCE = /\.(ts|tsx|mjs)$/;
const TEST_SUPPORT = /\.(test|fixture|harness|test-helper)\.tsx?$/;

export class Tree {
  readonly files: readonly TreeFile[];
  readonly #byPath: ReadonlyMap<string, TreeFile>;
  readonly #parsed = new Map<string, Parsed>();

  constructor(files: readonly TreeFile[]) {
    this.files = files;
    this.#byPath = new Map(files.map((file) => [file.path, file]));
  }

  get(path: string): TreeFile | undefined {
    return this.#byPath.get(path);
  }

  /** TypeScript and JavaScript of ours. */
  sources(): TreeFile[] {
    return this.files.filter((file) => SOURCE.test(file.path));
  }

  parsed(file: TreeFile): Parsed {
    const known = this.#parsed.get(file.path);
    if (known !== undefined) return known;
    const parsed = parse(file.path, file.text);
    this.#parsed.set(file.path, parsed);
    return parsed;
  }
}

/** Tests and what only tests use: they may reach everywhere, and nothing else may import them. */
export function isTest(path: string): boolean {
  return path.startsWith('test/') || TEST_SUPPORT.test(path);
}

export function readTree(root: string): Tree {
  const files: TreeFile[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (LEFT_OUT.test(entry.name)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile() && !BINARY.test(path)) files.push({ path, text: readFileSync(join(root, path), 'utf8') });
    }
  };
  visit('');
  return new Tree(files.sort((a, b) => (a.path < b.path ? -1 : 1)));
}
