/** Signing in by passkey at the test server, as a page does it. */
import type { TestApp } from './app.ts';
import { Authenticator } from './authenticator.ts';
import { cookieOf } from './safety.ts';

export const NAME = { host: 'localhost:80' };
export const ORIGIN = 'http://localhost:80';

interface Options {
  readonly challenge: string;
}

/** As a browser that has opened the server by its name. */
export function named(t: TestApp, cookie: string | null) {
  return <T = Record<string, unknown>>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ) =>
    t.browser<T>(method, path, { cookie, headers: { ...NAME, ...headers }, ...(body === undefined ? {} : { body }) });
}

/** A passkey of whoever has that session. */
export async function addPasskey(
  t: TestApp,
  cookie: string,
  name = 'desk key',
  key = new Authenticator(ORIGIN),
): Promise<Authenticator> {
  const ask = named(t, cookie);
  const { challenge } = (await ask<Options>('POST', '/api/me/passkeys/begin', {})).body;
  const response = key.register({ challenge, rpId: 'localhost' });
  const added = await ask('POST', '/api/me/passkeys', { name, response });
  if (added.status !== 201) throw new Error(`a passkey was refused: ${JSON.stringify(added.body)}`);
  return key;
}

export async function signInBy(t: TestApp, key: Authenticator, cookie: string | null = null) {
  const ask = named(t, cookie);
  const { challenge } = (await ask<Options>('POST', '/api/session/passkey/begin', {})).body;
  return ask('POST', '/api/session/passkey', { response: key.assert({ challenge, rpId: 'localhost' }) });
}

/** A person with a passkey, signed in by it. */
export async function withPasskey(t: TestApp, personId: string): Promise<{ key: Authenticator; cookie: string }> {
  const key = await addPasskey(t, await cookieOf(t, personId));
  const { cookie } = await signInBy(t, key);
  if (cookie === null) throw new Error('the passkey signed nobody in');
  return { key, cookie };
}

/** The fresh proof for one call. */
export async function stepUp(t: TestApp, key: Authenticator, cookie: string, method: string, path: string) {
  const ask = named(t, cookie);
  const { challenge } = (await ask<Options>('POST', '/api/step-up/begin', { method, path })).body;
  const response = key.assert({ challenge, rpId: 'localhost' });
  return ask('POST', '/api/step-up', { method, path, response });
}

/** The id of a passkey that is added at a running server, reached by a name. */
export async function addPasskeyAt(port: number, cookie: string): Promise<string> {
  const origin = `http://localhost:${port}`;
  const ask = async (path: string, body: object): Promise<Record<string, string>> => {
    const headers = { 'x-magpie': '1', 'content-type': 'application/json', cookie };
    const answer = await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return (await answer.json()) as Record<string, string>;
  };
  const { challenge = '' } = await ask('/api/me/passkeys/begin', {});
  const response = new Authenticator(origin).register({ challenge, rpId: 'localhost' });
  return (await ask('/api/me/passkeys', { name: 'key', response })).passkeyId ?? '';
}
