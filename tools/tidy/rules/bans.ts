/** What is not written here, with what is written instead. Rules look at syntax: strings and comments may name it. */
import { isNode, type Node, nameOf, type Parsed, walk } from '../parsed.ts';
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';

export interface Ban {
  readonly what: string;
  readonly remedy: string;
  /** Paths where it may stand. */
  readonly allowed: RegExp | null;
  matches(node: Node, parsed: Parsed): boolean;
}

const CLOCKS = /^(src\/core\/clock\.ts|tools\/setup\/clock\.mjs)$/;
const TALKERS = /^(tools|bench|test|src\/cli)\//;

export const BANS: readonly Ban[] = [
  {
    what: 'Date.now(',
    remedy: 'Take a Clock (src/core/clock.ts) and ask nowMs()',
    allowed: CLOCKS,
    matches: (node) => isMember(node, 'Date', 'now'),
  },
  {
    what: 'new Date() without an argument',
    remedy: 'Take a Clock (src/core/clock.ts) and ask nowMs()',
    allowed: CLOCKS,
    matches: (node) => node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && isEmpty(node.arguments),
  },
  {
    what: 'Math.random(',
    remedy: 'Take an Rng (src/core/rng.ts); for secrets, randomBytes',
    allowed: /^src\/core\/rng\.ts$/,
    matches: (node) => isMember(node, 'Math', 'random'),
  },
  {
    what: 'console.log(',
    remedy: 'Use the logger passed in; in a page, console.info without data',
    allowed: TALKERS,
    matches: (node) => isMember(node, 'console', 'log'),
  },
  {
    what: 'a default export',
    remedy: 'Export it by its name',
    allowed: /\.config\.(ts|mjs)$/,
    matches: (node) => node.type === 'ExportDefaultDeclaration',
  },
  {
    what: 'an enum',
    remedy: 'Use a union of string literals',
    allowed: null,
    matches: (node) => node.type === 'TSEnumDeclaration',
  },
  {
    what: 'any',
    remedy: 'Use unknown and narrow it, or say the type',
    allowed: null,
    matches: (node) => node.type === 'TSAnyKeyword',
  },
  {
    what: 'an empty catch',
    remedy: 'Handle it, report it, or say in a comment why nothing is to be done',
    allowed: null,
    matches: (node, parsed) => isEmptyCatch(node, parsed) || isEmptyCatchCall(node, parsed),
  },
];

export const bans: Rule = {
  name: 'bans',
  check(tree) {
    const problems: Problem[] = [];
    for (const file of tree.sources()) {
      const parsed = tree.parsed(file);
      const here = BANS.filter(({ allowed }) => allowed === null || !allowed.test(file.path));
      walk(parsed.program, (node) => {
        for (const { what, remedy, matches } of here) {
          if (matches(node, parsed)) problems.push({ path: file.path, line: parsed.lineOf(node.start), what, remedy });
        }
      });
    }
    return problems;
  },
};

function isMember(node: Node, object: string, property: string): boolean {
  return node.type === 'MemberExpression' && nameOf(node.object) === object && nameOf(node.property) === property;
}

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0;
}

function isEmptyCatch(node: Node, parsed: Parsed): boolean {
  return node.type === 'CatchClause' && isBare(node.body, parsed);
}

/** A block with neither a statement nor a comment. */
function isBare(block: unknown, parsed: Parsed): boolean {
  if (!isNode(block) || block.type !== 'BlockStatement' || !isEmpty(block.body)) return false;
  return !parsed.comments.some(({ start, end }) => start >= block.start && end <= block.end);
}

/** `.catch(() => {})` */
function isEmptyCatchCall(node: Node, parsed: Parsed): boolean {
  if (node.type !== 'CallExpression' || !isNode(node.callee) || node.callee.type !== 'MemberExpression') return false;
  if (nameOf(node.callee.property) !== 'catch') return false;
  const [handler] = Array.isArray(node.arguments) ? node.arguments : [];
  return isNode(handler) && isBare(handler.body, parsed);
}
