/**
 * JSON that knows where each of its values stands, so that what is wrong in a pack is told with its line. Fails with the line of a
 * mistake of JSON itself, and of a key that stands twice, of which `JSON.parse` would drop one without a word.
 */
import { type DocumentNode, evaluate, type ObjectNode, parse, type ValueNode } from '@humanwhocodes/momoa';

export interface Located {
  /** As its messages name it. */
  readonly file: string;
  readonly value: unknown;
  /** The line, from 1, of the value at the path, or of what is nearest above it. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** One thing wrong, as it is told: `jurisdictions/kr/2026.10.02-6.json:123: measures.2.duration: …`. */
export interface FileProblem {
  readonly file: string;
  readonly line: number;
  readonly path: string;
  readonly message: string;
}

/** A pack that cannot be used, with everything that was found wrong in it. */
export class PackError extends Error {
  readonly problems: readonly FileProblem[];

  constructor(problems: readonly FileProblem[]) {
    super(problems.slice(0, TOLD_MAX).map(problemLine).join('\n'));
    this.name = 'PackError';
    this.problems = problems;
  }
}

/** So many are told at once. */
const TOLD_MAX = 20;

export function problemLine({ file, line, path, message }: FileProblem): string {
  return `${file}:${line}: ${path === '' ? '' : `${path}: `}${message}`;
}

/** Throws a PackError. */
export function parseLocated(bytes: Uint8Array, file: string): Located {
  const text = Buffer.from(bytes).toString('utf8');
  const document = parseText(text, file);
  const problems = doubledKeys(document.body, []).map(({ line, path, key }) => {
    return { file, line, path: path.join('.'), message: `'${key}' stands twice in one object` };
  });
  if (problems.length > 0) throw new PackError(problems);
  return { file, value: evaluate(document), lineOf: (path) => lineIn(document.body, path) };
}

function parseText(text: string, file: string): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof Error) || !('line' in error) || typeof error.line !== 'number') throw error;
    // The library's message ends with the place as well.
    const message = error.message.replace(/\s*\(\d+:\d+\)$/, '');
    throw new PackError([{ file, line: error.line, path: '', message: `not JSON: ${message}` }]);
  }
}

function lineIn(root: ValueNode, path: readonly PropertyKey[]): number {
  let at: ValueNode = root;
  let line = at.loc.start.line;
  for (const step of path) {
    if (at.type === 'Array') {
      const element = at.elements[Number(step)];
      if (element === undefined) break;
      at = element.value;
      line = at.loc.start.line;
    } else if (at.type === 'Object') {
      const member = memberOf(at, String(step));
      if (member === undefined) break;
      at = member.value;
      line = member.loc.start.line;
    } else break;
  }
  return line;
}

function memberOf(node: ObjectNode, key: string) {
  return node.members.find(({ name }) => keyOf(name) === key);
}

function keyOf(name: ObjectNode['members'][number]['name']): string {
  return name.type === 'String' ? name.value : name.name;
}

function doubledKeys(
  node: ValueNode,
  path: readonly (string | number)[],
): { line: number; path: readonly (string | number)[]; key: string }[] {
  if (node.type === 'Array') return node.elements.flatMap(({ value }, i) => doubledKeys(value, [...path, i]));
  if (node.type !== 'Object') return [];
  const seen = new Set<string>();
  return node.members.flatMap(({ name, value, loc }) => {
    const key = keyOf(name);
    const own = seen.has(key) ? [{ line: loc.start.line, path, key }] : [];
    seen.add(key);
    return [...own, ...doubledKeys(value, [...path, key])];
  });
}
