/** Pure files hold decisions: what they run reaches no package, no Node, no clock, and no other context but by its types. */
import { PURE, PURE_PACKAGES } from '../layout.ts';
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';
import { isTest, type Tree } from '../tree.ts';

const REMEDY = 'Pass the value in, or import only its type';
/** A type of these may be named anywhere; their values only from within. */
const SIGNATURE = 'src/proximity/types.ts';

export const purity: Rule = {
  name: 'purity',
  check(tree) {
    const problems: Problem[] = [];
    for (const file of tree.sources()) {
      if (isTest(file.path) || !PURE.some((pure) => pure.test(file.path))) continue;
      const why = impurity(tree, file.path, contextOf(file.path), new Set());
      if (why !== null)
        problems.push({ path: file.path, line: 0, what: `is to be pure but runs ${why}`, remedy: REMEDY });
    }
    return problems;
  },
};

/** What it reaches that it must not, with the way there; null when all is well. */
function impurity(tree: Tree, path: string, context: string, seen: Set<string>): string | null {
  const file = tree.get(path);
  if (file === undefined || seen.has(path)) return null;
  seen.add(path);
  for (const { specifier, path: to, isType } of tree.parsed(file).imports) {
    if (isType) continue;
    if (to === null && PURE_PACKAGES.some(({ name, within }) => name === specifier && within.test(path))) continue;
    if (to === null) return `${specifier} (in ${path})`;
    if (to === 'src/core/clock.ts') return `${to} (in ${path})`;
    if (to.startsWith('src/core/') || to === SIGNATURE) continue;
    if (contextOf(to) !== context) return `${to} (in ${path})`;
    const deeper = impurity(tree, to, context, seen);
    if (deeper !== null) return deeper;
  }
  return null;
}

function contextOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}
