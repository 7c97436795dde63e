import { callApi } from '../session.ts';

/**
 * Saves what the server answers under a name. By a call of the page's own, so that the server may ask for a fresh proof first. False: it refused, or
 * did not answer.
 */
export async function download(path: string, name: string): Promise<boolean> {
  const response = await callApi(path);
  if (response?.ok !== true) return false;
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
  return true;
}
