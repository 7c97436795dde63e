/**
 * A source file as a syntax tree. TypeScript 7 has no parser for JavaScript programs, so the one that Vite brings is used:
 * rules look at syntax, not at text, and a banned word in a string or a comment bans nothing.
 */
import { posix } from 'node:path';
import { parseSync } from 'vite';

/** Any node of the tree; what else it has depends on its type. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

export interface Comment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** The file of ours that it names, from the root; null for packages. */
  readonly path: string | null;
  /** Erased when it runs. */
  readonly isType: boolean;
  readonly start: number;
}

export interface Parsed {
  readonly program: Node;
  readonly comments: readonly Comment[];
  readonly imports: readonly Import[];
  /** From 1. */
  lineOf(offset: number): number;
}

export function parse(path: string, text: string): Parsed {
  const result = parseSync(path, text);
  const first = result.errors[0];
  if (first !== undefined) throw new Error(`${path} could not be parsed: ${first.message}`);
  const program = result.program as unknown as Node;
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return {
    program,
    comments: result.comments.map(({ value, start, end }) => ({ text: value, start, end })),
    imports: importsOf(path, program),
    lineOf: (offset) => lineAt(starts, offset),
  };
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** Visits a node and everything below it, in order, each with its parent. */
export function walk(node: Node, visit: (node: Node, parent: Node | null) => void, parent: Node | null = null): void {
  visit(node, parent);
  for (const value of Object.values(node)) {
    if (isNode(value)) walk(value, visit, node);
    else if (Array.isArray(value)) for (const item of value) if (isNode(item)) walk(item, visit, node);
  }
}

/** A name, or the last name of a member access; null for anything else. */
export function nameOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return String(node.name);
  if (node.type === 'MemberExpression') return nameOf(node.property);
  if (node.type === 'ChainExpression') return nameOf(node.expression);
  return null;
}

function importsOf(path: string, program: Node): Import[] {
  const imports: Import[] = [];
  walk(program, (node) => {
    if (!/^(ImportDeclaration|ImportExpression|Export(Named|All)Declaration|TSImportType)$/.test(node.type)) return;
    const source = node.source ?? node.argument;
    if (!isNode(source) || typeof source.value !== 'string') return;
    const specifier = source.value;
    const local = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier.replace(/\?.*$/, '')) : null;
    imports.push({ specifier, path: local, isType: isTypeOnly(node), start: node.start });
  });
  return imports;
}

function isTypeOnly(node: Node): boolean {
  if (node.type === 'TSImportType') return true;
  if (node.importKind === 'type' || node.exportKind === 'type') return true;
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  return specifiers.length > 0 && specifiers.every((one) => one.importKind === 'type' || one.exportKind === 'type');
}
