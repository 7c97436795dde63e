/** Calls whose answer is parsed with its contract; what went wrong is thrown with a code to show in place. */
import type { z } from 'zod';
import { callApi } from './session.ts';

/** Why a call failed. `code` is the server's; `message` its own words, for codes that no catalogue knows. */
export class CallFailed extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Throws CallFailed: 'no-connection', 'bad-answer', or the server's own code. */
export async function call<T>(path: string, schema: z.ZodType<T> | null, init?: RequestInit): Promise<T> {
  return answerOf(await callApi(path, init), schema);
}

/** The same of a call that was made otherwise, e.g. with bytes. `response` null: no answer came. */
export async function answerOf<T>(response: Response | null, schema: z.ZodType<T> | null): Promise<T> {
  if (response === null) throw new CallFailed('no-connection', '');
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const error = (body as { error?: { code?: unknown; message?: unknown } } | null)?.error;
    throw new CallFailed(String(error?.code ?? `http-${response.status}`), String(error?.message ?? ''));
  }
  if (schema === null) return body as T;
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new CallFailed('bad-answer', '');
  return parsed.data;
}
