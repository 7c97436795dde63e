import { callApi } from '../session.ts';

/** Whether it was done. */
export async function renamePasskey(path: string, name: string): Promise<boolean> {
  return (await callApi(path, { method: 'PUT', body: JSON.stringify({ name }) }))?.ok === true;
}
