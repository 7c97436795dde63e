/**
 * No coordinate, identity or secret in a log line or in the text of an error. A heuristic: it looks at the names that are
 * handed over, so it catches slips, not intent; the tests of the running server search its real log.
 */
import { isNode, type Node, nameOf, walk } from '../parsed.ts';
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';
import { isTest } from '../tree.ts';

const LOGGER = /^#?(log|logger)$/;
const LEVEL = /^(trace|debug|info|warn|error|fatal)$/;
const PRIVATE =
  /^(lat|lon|latDeg|lonDeg|lngDeg|coords|point|spot|fix|fixes|frame|frames|uri|url|body|payload|headers|token|secret|phone|phoneNumber|identity|fullName|displayName|address)$/;
/** A route's pattern may stand in an error of the start. */
const HARMLESS_IN_ERRORS = /^url$/;

export const logLines: Rule = {
  name: 'log-lines',
  check(tree) {
    const problems: Problem[] = [];
    for (const file of tree.sources()) {
      if (isTest(file.path) || !file.path.startsWith('src/')) continue;
      const parsed = tree.parsed(file);
      walk(parsed.program, (node) => {
        const name = toldBy(node);
        if (name === null) return;
        const what = `${name} in a log line or an error's text`;
        problems.push({
          path: file.path,
          line: parsed.lineOf(node.start),
          what,
          remedy: 'Say a count, an id or a kind',
        });
      });
    }
    return problems;
  },
};

/** The private name that a call hands to a log or an error; null when it hands none. */
function toldBy(node: Node): string | null {
  if (node.type === 'CallExpression' && isLogCall(node)) return firstPrivate(argumentsOf(node));
  if (node.type === 'NewExpression' && (nameOf(node.callee) ?? '').endsWith('Error')) {
    const told = firstPrivate(argumentsOf(node).filter((argument) => argument.type === 'TemplateLiteral'));
    return told === null || HARMLESS_IN_ERRORS.test(told) ? null : told;
  }
  return null;
}

function isLogCall(node: Node): boolean {
  const callee = node.callee;
  if (!isNode(callee) || callee.type !== 'MemberExpression') return false;
  return LEVEL.test(nameOf(callee.property) ?? '') && LOGGER.test(nameOf(callee.object) ?? '');
}

function argumentsOf(node: Node): Node[] {
  return Array.isArray(node.arguments) ? node.arguments.filter(isNode) : [];
}

function firstPrivate(nodes: readonly Node[]): string | null {
  for (const node of nodes) {
    const found = handedOver(node).find((name) => PRIVATE.test(name));
    if (found !== undefined) return found;
  }
  return null;
}

/** Names of the values that an expression hands over: of `url.port` it is `port`, of `{ id: fix.id }` both `id`. */
function handedOver(node: Node): string[] {
  if (node.type === 'Identifier' || node.type === 'MemberExpression') return [nameOf(node) ?? ''];
  if (node.type === 'CallExpression') return [nameOf(node.callee) ?? ''];
  const own = node.type === 'Property' ? [nameOf(node.key) ?? ''] : [];
  const below = Object.values(node).flat().filter(isNode);
  return [...own, ...below.filter((inner) => inner !== node.key).flatMap(handedOver)];
}
