/** A made-up tree for the tests of rules: paths and their texts. */
import type { Rule } from '../rule.ts';
import { Tree } from '../tree.ts';

export type Sample = Readonly<Record<string, string>>;

export function treeOf(sample: Sample): Tree {
  return new Tree(Object.entries(sample).map(([path, text]) => ({ path, text })));
}

/** `path:line what` of each problem. */
export function found(rule: Rule, sample: Sample): string[] {
  return rule.check(treeOf(sample)).map(({ path, line, what }) => `${path}:${line} ${what}`);
}
