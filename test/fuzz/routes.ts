/**
 * Every route of the API's own description, called by everybody with right and wrong requests. No answer may be a failure of the server, and none
 * may hold what the caller has no part in, or how the server is made. The same seed sends the same requests.
 */
import type { Rng } from '../../src/core/rng.ts';
import { damaged, type Making, madeFrom, NASTY, pick, type Schema } from './json-values.ts';

interface Operation {
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly schema?: Schema;
    readonly required?: boolean;
  }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}

export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

export interface FuzzRequest {
  readonly method: string;
  /** Of the description. */
  readonly route: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** `METHOD route` of all that the description tells. */
export function routesOf(description: Description): [method: string, route: string][] {
  return Object.entries(description.paths).flatMap(([route, methods]) =>
    Object.keys(methods).map((method): [string, string] => [method.toUpperCase(), route]),
  );
}

/** One request to a route: a third of them as it wants them, the rest with something wrong. */
export function requestTo(
  description: Description,
  [method, route]: readonly [string, string],
  rng: Rng,
  ids: readonly string[],
): FuzzRequest {
  const operation = description.paths[route]![method.toLowerCase()]!;
  const making: Making = {
    ...{ rng, ids },
    resolve: (ref) => description.components?.schemas?.[ref.split('/').at(-1)!] ?? {},
  };
  const isRight = rng.next() < 0.34;
  const query = new URLSearchParams();
  let path = route;
  for (const { in: where, name, schema = {}, required = false } of operation.parameters ?? []) {
    const right = String(madeFrom(schema, making));
    const given = isRight || rng.next() < 0.6 ? right : asText(pick(rng, NASTY)).slice(0, 2_000);
    if (where === 'path') path = path.replace(`{${name}}`, encodeURIComponent(given.toWellFormed()) || '%20');
    else if (where === 'query' && (required || rng.next() < 0.5)) query.set(name, given);
  }
  // Paths whose description does not say what an id is.
  path = path.replaceAll(/\{\w+\}/g, () => pick(rng, ids));
  const tail = query.size === 0 ? '' : `?${query}`;
  const headers: Record<string, string> = { 'x-magpie': '1' };
  if (method === 'GET' || method === 'DELETE') return { method, route, path: `${path}${tail}`, headers, body: null };
  headers['content-type'] =
    isRight || rng.next() < 0.9
      ? 'application/json'
      : pick(rng, ['text/plain', 'text/xml', 'x', 'multipart/form-data']);
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  const right = schema === undefined ? {} : madeFrom(schema, making);
  return { method, route, path: `${path}${tail}`, headers, body: bodyOf(right, isRight, rng) };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function bodyOf(right: unknown, isRight: boolean, rng: Rng): string {
  if (isRight) return JSON.stringify(right);
  const text = JSON.stringify(damaged(right, rng));
  // Cut off, doubled, or no JSON at all.
  if (rng.next() < 0.1) return text.slice(0, Math.floor(rng.next() * text.length));
  if (rng.next() < 0.05) return `${text}${text}`;
  return text;
}

/** What would tell how the server is made. */
const INSIDE = [
  ...[
    /\bat [\w.<> ]+ \(?(file|node):/,
    /node_modules|\.ts:\d+/,
    /\b(select|insert into|update) [\w.]+\b.*\b(from|values|set)\b/i,
  ],
  ...[/\bpg_|relation "|violates|SQLSTATE|ECONN|magpie_app/, /TypeError|RangeError|SyntaxError|Cannot read/],
];

/** What is nobody's own, and may be kept. */
const FOR_ALL = /^\/(metrics|log\/|api\/(map|schemas)\/)/;

/** What is wrong with an answer; null: nothing. `secrets`: words and ids that this caller has no part in. */
export function faultOf(
  answer: { readonly route: string; readonly status: number; readonly headers: Headers; readonly text: string },
  secrets: readonly string[],
): string | null {
  const { route, status, headers, text } = answer;
  if (status >= 500 && !(status === 503 && /"code":"busy"/.test(text))) return `answered ${status}`;
  if (!headers.has('content-security-policy') || headers.get('x-content-type-options') !== 'nosniff')
    return 'lacks its headers';
  if (!FOR_ALL.test(route) && !/no-store/.test(headers.get('cache-control') ?? '')) return 'may be kept by caches';
  if (status >= 400 && !/^\{"error":\{"code":"[\w-]+","message":"/.test(text))
    return `answers ${status} in a form of its own`;
  const told = INSIDE.find((pattern) => pattern.test(text));
  if (told !== undefined) return `tells how it is made (${told.source})`;
  const leaked = secrets.find((secret) => text.includes(secret));
  return leaked === undefined ? null : `tells what is not theirs: ${leaked}`;
}
