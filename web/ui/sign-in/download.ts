/** A file that the server answers, saved under the name that the server gives it. Fails toward saying so: what was cut short is not saved. */
import { errorCodeOf } from '../error-code.ts';
import { callApi } from '../session.ts';

/** `waits`: it takes another person, and was asked for; `failed`: refused, there was no answer, or it was cut short. */
export type Downloaded = 'saved' | 'waits' | 'failed';

/** Longest wait for a whole file. A second person's approval is used up by the asking: a large file on a slow line must not cost it. */
export const FILE_MS_MAX = 120_000;

/** By a call of the page's own, so that the server may ask for a fresh proof first. */
export async function download(path: string): Promise<Downloaded> {
  const response = await callApi(path, {}, FILE_MS_MAX);
  if (response === null) return 'failed';
  if (!response.ok) return (await errorCodeOf(response)) === 'second-person' ? 'waits' : 'failed';
  // The body is cut short where the connection dies, or at the limit.
  const file = await response.blob().catch(() => null);
  if (file === null) return 'failed';
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileNameOf(response) ?? 'magpie.csv';
  link.click();
  URL.revokeObjectURL(url);
  return 'saved';
}

/** Of the answer's `content-disposition`; null: it names none. */
export function fileNameOf(response: Response): string | null {
  return /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? null;
}
