/** Reading an HTTP request without ever throwing: every function here takes any bytes. */
import { PATH_TOKEN_CHARS_MAX, PATH_TOKEN_CHARS_MIN } from './limits.ts';
import type { HttpFrame } from './types.ts';

const PATH_TOKEN = new RegExp(`^/([A-Za-z0-9_-]{${PATH_TOKEN_CHARS_MIN},${PATH_TOKEN_CHARS_MAX}})/?$`);
const utf8 = new TextDecoder('utf-8', { fatal: false });

/** The device's secret where the app has no better place for it: the whole path is `/<token>`. */
export function pathToken(frame: HttpFrame): string | null {
  return PATH_TOKEN.exec(splitUri(frame.uri).path)?.[1] ?? null;
}

export function queryOf(frame: HttpFrame): URLSearchParams {
  return new URLSearchParams(splitUri(frame.uri).query);
}

/** UTF-8 with replacement characters where it is none, without a byte order mark. */
export function bodyText(frame: HttpFrame): string {
  return utf8.decode(frame.body);
}

/** Undefined when the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Own properties only: a body cannot reach into prototypes. */
export function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** A text or a whole number as text, trimmed; null when there is nothing. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' ? null : text;
}

/** RFC 7617; an empty user or password is null. */
export function basicAuth(frame: HttpFrame): { readonly user: string | null; readonly password: string | null } {
  const encoded = /^basic +(\S+) *$/i.exec(frame.headers.authorization ?? '')?.[1];
  if (encoded === undefined) return { user: null, password: null };
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 0) return { user: textOf(pair), password: null };
  return { user: textOf(pair.slice(0, colon)), password: pair.slice(colon + 1) || null };
}

function splitUri(uri: string): { path: string; query: string } {
  const origin = uri.replace(/^https?:\/\/[^/?#]*/i, '');
  const hash = origin.indexOf('#');
  const sent = hash < 0 ? origin : origin.slice(0, hash);
  const mark = sent.indexOf('?');
  return mark < 0 ? { path: sent, query: '' } : { path: sent.slice(0, mark), query: sent.slice(mark + 1) };
}
