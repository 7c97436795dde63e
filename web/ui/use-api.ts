import { useCallback, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { callApi } from './session.ts';

export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly data: T }
  /** No connection: what was shown before is gone, so that nothing old looks live. */
  | { readonly kind: 'no-connection' }
  | { readonly kind: 'failed'; readonly status: number };

/** One GET, parsed with its contract. Never kept: a screen that is closed holds nothing. */
export async function loadApi<T>(path: string, schema: z.ZodType<T>): Promise<Loaded<T>> {
  return read(await callApi(path), schema);
}

/** One change, and what the server answered to it. */
export async function sendApi<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: object | null,
  schema: z.ZodType<T>,
): Promise<Loaded<T>> {
  const sent = body === null ? {} : { body: JSON.stringify(body) };
  return read(await callApi(path, { method, ...sent }), schema);
}

/** One change whose answer has no body; true when it was done. */
export async function doneApi(method: 'POST' | 'DELETE', path: string, body: object | null = null): Promise<boolean> {
  const sent = body === null ? {} : { body: JSON.stringify(body) };
  return (await callApi(path, { method, ...sent }))?.ok === true;
}

async function read<T>(response: Response | null, schema: z.ZodType<T>): Promise<Loaded<T>> {
  if (response === null) return { kind: 'no-connection' };
  if (!response.ok) return { kind: 'failed', status: response.status };
  const body: unknown = await response.json().catch(() => null);
  const parsed = schema.safeParse(body);
  return parsed.success ? { kind: 'ready', data: parsed.data } : { kind: 'failed', status: response.status };
}

/** What a screen shows of one path; `set` takes a change's own answer. `everyMs`: read again while the page is in sight. */
export function useApi<T>(path: string, schema: z.ZodType<T>, everyMs: number | null = null) {
  const [loaded, set] = useState<Loaded<T>>({ kind: 'loading' });
  const alive = useRef(true);
  const reload = useCallback(async () => {
    const next = await loadApi(path, schema);
    if (alive.current) set(next);
  }, [path, schema]);
  useEffect(() => {
    alive.current = true;
    void reload();
    const again = () => {
      if (document.visibilityState === 'visible') void reload();
    };
    const timer = everyMs === null ? null : window.setInterval(again, everyMs);
    if (everyMs !== null) document.addEventListener('visibilitychange', again);
    return () => {
      alive.current = false;
      if (timer !== null) window.clearInterval(timer);
      document.removeEventListener('visibilitychange', again);
    };
  }, [reload, everyMs]);
  return { loaded, set, reload };
}
