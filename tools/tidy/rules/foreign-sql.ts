/** A context's SQL names its own schema only, and its `.sql.ts` files are imported by nobody else. */
import { isNode, walk } from '../parsed.ts';
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';
import { isTest } from '../tree.ts';

/** One schema a context; migrations make them. */
const SCHEMAS = [
  ...['people', 'orders', 'devices', 'ingest', 'incidents', 'disclosure', 'safeguards', 'notify', 'insight', 'server'],
];
const TABLE = /\b(?:from|join|into|update|table|select)\s+([a-z]+)\.[a-z_]+/gi;

interface Allowed {
  readonly path: string;
  readonly schema: string;
  readonly reason: string;
}

export const ALLOWED: readonly Allowed[] = [
  {
    path: 'src/notify/service.ts',
    schema: 'incidents',
    reason: 'whether a warning still stands is known to its incident alone; a read, until delivery keeps its own state',
  },
];

export const foreignSql: Rule = {
  name: 'foreign-sql',
  check(tree) {
    const problems: Problem[] = [];
    for (const file of tree.sources()) {
      const own = /^src\/([a-z]+)\//.exec(file.path)?.[1];
      if (own === undefined || isTest(file.path)) continue;
      const parsed = tree.parsed(file);
      for (const { path, start } of parsed.imports) {
        if (path?.endsWith('.sql.ts') !== true || path.startsWith(`src/${own}/`)) continue;
        const what = `imports another context's SQL, ${path}`;
        problems.push({ path: file.path, line: parsed.lineOf(start), what, remedy: 'Use its service.ts' });
      }
      walk(parsed.program, (node) => {
        const text = textOf(node);
        if (text === null) return;
        for (const [, schema = ''] of text.matchAll(TABLE)) {
          if (schema === own || !SCHEMAS.includes(schema) || isAllowed(file.path, schema)) continue;
          const what = `SQL on the schema ${schema}`;
          problems.push({
            path: file.path,
            line: parsed.lineOf(node.start),
            what,
            remedy: `Ask src/${schema}/service.ts`,
          });
        }
      });
    }
    return problems;
  },
};

function isAllowed(path: string, schema: string): boolean {
  return ALLOWED.some((one) => one.path === path && one.schema === schema);
}

function textOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateElement') return null;
  const { raw } = node.value as { raw?: unknown };
  return typeof raw === 'string' ? raw : null;
}
