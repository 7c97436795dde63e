/** What is put off, left out or silenced needs its reason beside it; `.only` has none. */
import { type Comment, isNode, type Node, nameOf, type Parsed, walk } from '../parsed.ts';
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';
import { isTest } from '../tree.ts';

/** A reason is at least this long. */
const REASON_LETTERS_MIN = 10;
const PUT_OFF = /\b(TODO|FIXME)\b/;
const PUT_OFF_WITH_REASON = /\b(TODO|FIXME)\((issue \d+|H-\d+)\): \S.{9,}/;

export const excuses: Rule = {
  name: 'excuses',
  check(tree) {
    const problems: Problem[] = [];
    for (const file of tree.sources()) {
      const parsed = tree.parsed(file);
      const add = (start: number, what: string, remedy: string): void => {
        problems.push({ path: file.path, line: parsed.lineOf(start), what, remedy });
      };
      for (const comment of parsed.comments) checkComment(comment, add);
      if (isTest(file.path)) walk(parsed.program, (node) => checkTestCall(node, parsed, add));
    }
    return problems;
  },
};

type Add = (start: number, what: string, remedy: string) => void;

function checkComment({ text, start }: Comment, add: Add): void {
  if (PUT_OFF.test(text) && !PUT_OFF_WITH_REASON.test(text)) {
    add(start, 'something put off without a reason', 'Do it now, or name the issue that will and why it waits');
  }
  if (/@ts-(ignore|nocheck)/.test(text))
    add(start, '@ts-ignore', 'Mend the type; if it cannot be, @ts-expect-error and why');
  const expected = /@ts-expect-error(.*)/.exec(text);
  if (expected !== null && (expected[1] ?? '').trim().length < REASON_LETTERS_MIN) {
    add(start, '@ts-expect-error without a reason', 'Say why beside it');
  }
}

function checkTestCall(node: Node, parsed: Parsed, add: Add): void {
  if (node.type !== 'CallExpression' || !isNode(node.callee) || node.callee.type !== 'MemberExpression') return;
  const property = nameOf(node.callee.property);
  const runner = nameOf(node.callee.object);
  const isRunner = runner === 'it' || runner === 'test' || runner === 'describe';
  if (property === 'only' && isRunner) add(node.start, '.only(', 'The whole suite must run: take it away');
  if (property === 'skip' && !hasReason(node, parsed)) add(node.start, '.skip( without a reason', 'Say why beside it');
  if (property === 'skipIf' && isRunner && !hasReason(node, parsed)) {
    add(node.start, '.skipIf( without a reason', 'Say why in a comment above it');
  }
}

/** A comment on the line or the one above, or words given to `skip` itself. */
function hasReason(node: Node, parsed: Parsed): boolean {
  const line = parsed.lineOf(node.start);
  const beside = parsed.comments.some((comment) => {
    const last = parsed.lineOf(comment.end - 1);
    return (last === line || last === line - 1) && comment.text.trim().length >= REASON_LETTERS_MIN;
  });
  const given = Array.isArray(node.arguments) ? node.arguments.filter(isNode) : [];
  return beside || (nameOf((node.callee as Node).property) === 'skip' && given.some(isWords));
}

function isWords(node: Node): boolean {
  return node.type === 'TemplateLiteral' || (typeof node.value === 'string' && node.value.length >= REASON_LETTERS_MIN);
}
