/**
 * The session as pages see it. The cookie is HttpOnly, so a page only learns who it is by asking. Every call that changes
 * something carries `x-magpie: 1`, which another site's form cannot send.
 */
import { z } from 'zod';
import { CHALLENGE_HEADER, newDeviceKey, takeNewKey } from './device-key.ts';
import { emergencyNumber } from './emergency.ts';
import { mended } from './refusals.ts';
import { tellTooMany } from './too-many.ts';

const sessionSchema = z.object({
  kind: z.enum([
    'protected',
    'household',
    'officer',
    'supporter',
    'police',
    'prosecutor',
    'judge',
    'clerk',
    'wearer',
    'lawyer',
    'overseer',
  ]),
  personId: z.string(),
  exercise: z.boolean(),
  /** Staff in a session that can only add a passkey. */
  enrolmentOnly: z.boolean().optional(),
  /** Staff: after how long without a sign of presence the session closes; null: it does not. */
  absentAfterMs: z.number().nullable().optional(),
  isAbsent: z.boolean().optional(),
  /** Whom Call rings where this person is protected. */
  emergencyNumber: z.string().optional(),
});
export type Session = z.infer<typeof sessionSchema>;

export type SessionAnswer =
  | { readonly kind: 'signed-in'; readonly session: Session }
  /** No session, or the code was used or is too old. `isUnproven`: the session stands, and this phone's key, which it is bound to, is gone. */
  | { readonly kind: 'none'; readonly isUnproven?: true }
  | { readonly kind: 'no-connection' }
  /** The server answered something else than agreed. */
  | { readonly kind: 'failed'; readonly status: number };

/** Longest wait for an answer. */
export const ANSWER_MS_MAX = 8_000;

/**
 * Fetch with this project's header and a limit on time, which the reading of the answer's body stands under as well; null when no answer came.
 * A refusal that the page can mend is, and asked again once.
 */
export async function callApi(
  path: string,
  init: RequestInit = {},
  answerMsMax = ANSWER_MS_MAX,
): Promise<Response | null> {
  const response = await fetchApi(path, init, answerMsMax);
  if (response === null || response.ok) return response;
  const refused = { method: init.method ?? 'GET', path: path.split('?')[0] ?? path };
  // A form that was sent too often says so itself.
  if (response.status === 429 && refused.method === 'GET') tellTooMany(response.headers.get('retry-after'));
  switch (await mended(response, refused)) {
    case 'mended':
      return fetchApi(path, init, answerMsMax);
    // HAZARD H-485: a proof that met a dead network is no sign-out: who lost a packet would be warned no more.
    case 'later':
      return null;
    case 'no':
      return response;
  }
}

async function fetchApi(path: string, init: RequestInit, answerMsMax: number): Promise<Response | null> {
  try {
    return await fetch(path, {
      ...init,
      headers: {
        accept: 'application/json',
        'x-magpie': '1',
        ...(init.body == null ? {} : { 'content-type': 'application/json' }),
      },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(answerMsMax),
    });
  } catch (error) {
    // fetch rejects for a dead network (TypeError) and for the limit on time (DOMException): both are "no connection".
    if (error instanceof TypeError || error instanceof DOMException) return null;
    throw error;
  }
}

async function answer(response: Response | null): Promise<SessionAnswer> {
  if (response === null) return { kind: 'no-connection' };
  if (response.headers.has(CHALLENGE_HEADER)) return { kind: 'none', isUnproven: true };
  if ([400, 401, 403, 404, 410].includes(response.status)) return { kind: 'none' };
  if (!response.ok) return { kind: 'failed', status: response.status };
  const body: unknown = await response.json().catch(() => null);
  const parsed = sessionSchema.safeParse(body);
  if (parsed.success && parsed.data.emergencyNumber !== undefined) emergencyNumber.learn(parsed.data.emergencyNumber);
  return parsed.success ? { kind: 'signed-in', session: parsed.data } : { kind: 'failed', status: response.status };
}

/** Whose session this is. */
export async function loadSession(): Promise<SessionAnswer> {
  return answer(await callApi('/api/session'));
}

/** Trades a one-time code for a session. */
export async function openSession(code: string): Promise<SessionAnswer> {
  // Staff are not bound to it: the server knows who they are, and leaves the key aside.
  const deviceKey = await newDeviceKey();
  const said = await answer(
    await callApi('/api/session', { method: 'POST', body: JSON.stringify({ code, deviceKey }) }),
  );
  if (said.kind === 'signed-in' && deviceKey !== null) await takeNewKey();
  return said;
}

/** Trades an answer of a passkey for a session. */
export async function openByPasskey(response: object): Promise<SessionAnswer> {
  return answer(await callApi('/api/session/passkey', { method: 'POST', body: JSON.stringify({ response }) }));
}

/** False: the server was not reached, and the session goes on. One that had ended before is ended. */
export async function closeSession(): Promise<boolean> {
  const response = await callApi('/api/session', { method: 'DELETE' });
  return response !== null && (response.ok || response.status === 401);
}

const HOMES: Readonly<Record<Session['kind'], string>> = {
  protected: '/app/',
  household: '/app/',
  officer: '/centre/',
  supporter: '/help/',
  police: '/court/',
  prosecutor: '/court/',
  judge: '/court/',
  clerk: '/court/',
  wearer: '/wearer/',
  lawyer: '/wearer/',
  overseer: '/oversight/',
};

/** Where a session of this kind belongs. */
export function homeOf(session: Session): string {
  return HOMES[session.kind];
}
