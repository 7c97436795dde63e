import { errorCodeOf } from '../error-code.ts';
import { callApi } from '../session.ts';

/** `waits`: it takes another person, and was asked for; `failed`: refused, or there was no answer. */
export type Downloaded = 'saved' | 'waits' | 'failed';

/** Saves what the server answers under a name. By a call of the page's own, so that the server may ask for a fresh proof first. */
export async function download(path: string, name: string): Promise<Downloaded> {
  const response = await callApi(path);
  if (response === null) return 'failed';
  if (!response.ok) return (await errorCodeOf(response)) === 'second-person' ? 'waits' : 'failed';
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
  return 'saved';
}
