import type { Problem } from './problem.ts';
import type { Tree } from './tree.ts';

export interface Rule {
  readonly name: string;
  check(tree: Tree): Problem[];
}
