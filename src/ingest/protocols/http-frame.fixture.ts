/** Frames of our own for tests: made-up ids, and a made-up walk in the open Yellow Sea, where nobody lives. */
import type { HttpFrame } from './types.ts';

export const DEVICE = 'mJ3wq9Zt0LxVb7Rk2Yp5Ec';
export const AT_MS = Date.UTC(2026, 5, 24, 1, 2, 3);

export function get(uri: string): HttpFrame {
  return { method: 'GET', uri, headers: {}, body: new Uint8Array(0) };
}

export function post(body: string, headers: Record<string, string> = {}, uri = '/'): HttpFrame {
  return { method: 'POST', uri, headers, body: new TextEncoder().encode(body) };
}

export function postJson(value: unknown, headers: Record<string, string> = {}, uri = '/'): HttpFrame {
  return post(JSON.stringify(value), { 'content-type': 'application/json', ...headers }, uri);
}
