/** Files and functions stay small enough to be read whole. */
import { FUNCTION_LIMITS } from '../layout.ts';
import { type Node, nameOf, walk } from '../parsed.ts';
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';
import { isTest, type Tree } from '../tree.ts';

export const FILE_LINES_MAX = 400;
/** Above it a file is named, without failing. */
export const FILE_LINES_AIM = 250;
const MEASURED = /\.(ts|tsx|mjs|css|sql)$/;
const FUNCTION = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;

export const sizes: Rule = {
  name: 'sizes',
  check(tree) {
    const long = filesOver(tree, FILE_LINES_MAX).map(({ path, lines }) => ({
      path,
      line: 0,
      what: `${lines} lines, over ${FILE_LINES_MAX}`,
      remedy: 'Split it by concept',
    }));
    return [...long, ...longFunctions(tree)];
  },
};

export function filesOver(tree: Tree, linesMax: number): { path: string; lines: number }[] {
  return tree.files
    .filter((file) => MEASURED.test(file.path))
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > linesMax);
}

function longFunctions(tree: Tree): Problem[] {
  const problems: Problem[] = [];
  for (const file of tree.sources()) {
    const limit = FUNCTION_LIMITS.find(({ folder }) => file.path.startsWith(folder));
    if (isTest(file.path) || limit === undefined) continue;
    const parsed = tree.parsed(file);
    walk(parsed.program, (node, parent) => {
      if (!FUNCTION.test(node.type)) return;
      const line = parsed.lineOf(node.start);
      const lines = parsed.lineOf(node.end - 1) - line + 1;
      if (lines <= limit.linesMax) return;
      const what = `${functionName(node, parent)} has ${lines} lines, over ${limit.linesMax}`;
      problems.push({ path: file.path, line, what, remedy: 'Give its parts names of their own' });
    });
  }
  return problems;
}

function functionName(node: Node, parent: Node | null): string {
  return nameOf(node.id) ?? nameOf(parent?.id) ?? nameOf(parent?.key) ?? 'a function';
}
