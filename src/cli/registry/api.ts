/** Calls the running server's API with the admin token of its data folder. */
import { dataFolder } from '../../server/folders.ts';
import { OperatorError } from '../../server/operator-error.ts';
import { readSecrets, secretsFile } from '../../server/secrets.ts';

export const DEFAULT_URL = 'http://127.0.0.1:8420';
const TIMEOUT_MS = 15_000;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

export interface Api {
  readonly get: (path: string) => Promise<Json>;
  readonly post: (path: string, body: Json) => Promise<Json>;
}

export type Json = Record<string, unknown>;

/** `url`: the server's address. Throws an OperatorError when the token cannot be read or must not be sent there. */
export async function openApi(url: string, env: NodeJS.ProcessEnv): Promise<Api> {
  if (!URL.canParse(url)) throw new OperatorError('--url is not an address.', `Give one like ${DEFAULT_URL}.`);
  const base = new URL(url);
  // HAZARD H-55: the admin token in clear on a network
  if (base.protocol !== 'https:' && !LOOPBACK.has(base.hostname)) {
    throw new OperatorError('The admin token is not sent over plain HTTP to another machine.', 'Use https://.');
  }
  const folder = dataFolder(env);
  const secrets = await readSecrets(folder);
  if (secrets === null) {
    throw new OperatorError(
      `There is no ${secretsFile(folder)}.`,
      'Start Magpie once (npm start), or set MAGPIE_DATA to the data folder of the running server.',
    );
  }
  const call = (method: string, path: string, body?: Json) => request(base, secrets.adminToken, method, path, body);
  return { get: (path) => call('GET', path), post: (path, body) => call('POST', path, body) };
}

async function request(base: URL, token: string, method: string, path: string, body?: Json): Promise<Json> {
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(new URL(path, base), {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        authorization: `Bearer ${token}`,
        'x-magpie': '1',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    answer = await response.json();
  } catch (error) {
    // Not JSON, not reached, or too late: in each case no Magpie is there.
    const why = error instanceof Error && error.name === 'TimeoutError' ? 'in time ' : '';
    throw new OperatorError(
      `No Magpie answers ${why}at ${base.origin}.`,
      'Start it with npm start, or name the address of the running one with --url.',
    );
  }
  if (response.ok) return answer as Json;
  const { error } = answer as { error?: { code?: string; message?: string } };
  if (response.status === 401) {
    throw new OperatorError(
      `The server at ${base.origin} does not know this admin token.`,
      "Set MAGPIE_DATA to that server's data folder.",
    );
  }
  throw new OperatorError(error?.message ?? `The server answered ${response.status}.`, 'Nothing was changed.');
}
