/**
 * No file that runs imports itself by way of others: what belongs together so closely is one file, or has a third beneath it.
 * Two types may name each other, as a stream and its slots do: types are erased.
 */
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';
import type { Tree } from '../tree.ts';

export const cycles: Rule = {
  name: 'cycles',
  check(tree) {
    const problems: Problem[] = [];
    const done = new Set<string>();
    const way: string[] = [];
    const visit = (path: string): void => {
      const at = way.indexOf(path);
      if (at >= 0) problems.push(problemOf(way.slice(at)));
      if (at >= 0 || done.has(path)) return;
      way.push(path);
      for (const to of importedBy(tree, path)) visit(to);
      way.pop();
      done.add(path);
    };
    for (const file of tree.sources()) visit(file.path);
    return problems;
  },
};

function importedBy(tree: Tree, path: string): string[] {
  const file = tree.get(path);
  if (file === undefined || !/\.(ts|tsx|mjs)$/.test(path)) return [];
  return tree.parsed(file).imports.flatMap((one) => (one.path === null || one.isType ? [] : [one.path]));
}

function problemOf(cycle: readonly string[]): Problem {
  const [first = ''] = cycle;
  return {
    path: first,
    line: 0,
    what: `imports itself: ${[...cycle, first].join(' -> ')}`,
    remedy: 'Move what both need into a file beneath them',
  };
}
