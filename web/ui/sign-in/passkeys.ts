/** The browser's side of WebAuthn. Loaded when it is needed: most pages never ask. */
import { z } from 'zod';
import {
  assertionOptionsSchema,
  ownSignInSchema,
  registrationOptionsSchema,
} from '../../../src/server/sessions/passkeys/contract.ts';
import { errorCodeOf } from '../error-code.ts';
import type { Refused } from '../refusals.ts';
import { callApi, openByPasskey, type SessionAnswer } from '../session.ts';
import { loadApi } from '../use-api.ts';

/** `stopped`: the person closed the browser's question, or the device knows none. */
export type Ceremony<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'no-connection' }
  | { readonly kind: 'refused'; readonly code: string };

export const loadOwnSignIn = () => loadApi('/api/me/sign-in', ownSignInSchema);

export async function signInByPasskey(): Promise<Ceremony<SessionAnswer>> {
  const options = await post('/api/session/passkey/begin', {}, assertionOptionsSchema);
  if (options.kind !== 'done') return options;
  const response = await assertWith(options.value);
  return response === null ? { kind: 'stopped' } : { kind: 'done', value: await openByPasskey(response) };
}

export async function addPasskey(name: string): Promise<Ceremony<null>> {
  const options = await post('/api/me/passkeys/begin', {}, registrationOptionsSchema);
  if (options.kind !== 'done') return options;
  const response = await registerWith(options.value);
  if (response === null) return { kind: 'stopped' };
  const added = await post('/api/me/passkeys', { name, response }, z.object({ passkeyId: z.string() }));
  return added.kind === 'done' ? { kind: 'done', value: null } : added;
}

/** A fresh proof for one call. */
export async function stepUp({ method, path }: Refused): Promise<Ceremony<null>> {
  const options = await post('/api/step-up/begin', { method, path }, assertionOptionsSchema);
  if (options.kind !== 'done') return options;
  const response = await assertWith(options.value);
  if (response === null) return { kind: 'stopped' };
  return post('/api/step-up', { method, path, response }, null);
}

export async function assertWith(options: z.infer<typeof assertionOptionsSchema>): Promise<object | null> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  return orNull(() => startAuthentication({ optionsJSON: options }));
}

export async function registerWith(options: z.infer<typeof registrationOptionsSchema>): Promise<object | null> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return orNull(() =>
    startRegistration({ optionsJSON: options as Parameters<typeof startRegistration>[0]['optionsJSON'] }),
  );
}

/** The browser throws for a question that was closed, timed out or found nothing: all the same to a page. */
async function orNull<T extends object>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

export async function post<T>(path: string, body: object, schema: z.ZodType<T>): Promise<Ceremony<T>>;
export async function post(path: string, body: object, schema: null): Promise<Ceremony<null>>;
export async function post<T>(path: string, body: object, schema: z.ZodType<T> | null): Promise<Ceremony<T | null>> {
  const response = await callApi(path, { method: 'POST', body: JSON.stringify(body) });
  if (response === null) return { kind: 'no-connection' };
  if (!response.ok) return { kind: 'refused', code: (await errorCodeOf(response)) ?? 'unknown' };
  if (schema === null) return { kind: 'done', value: null };
  const parsed = schema.safeParse(await response.json().catch(() => null));
  return parsed.success ? { kind: 'done', value: parsed.data } : { kind: 'refused', code: 'unreadable' };
}
