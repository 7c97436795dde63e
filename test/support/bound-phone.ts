/** A phone as the page enrols it: its session is bound to a key, and beside the session's cookie stands a proof. Of a running server. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Magpie } from '../../src/server/assemble.ts';
import { signInCode } from './magpie.ts';

export interface BoundPhone {
  /** `name=value` of the session alone: what a copied cookie is, and what is left to a phone that lost its key. */
  readonly session: string;
  /** Both cookies: the phone itself. */
  readonly proven: string;
  readonly key: KeyObject;
}

export async function enrolledPhone(magpie: Magpie, personId: string): Promise<BoundPhone> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const deviceKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  const body = { code: await signInCode(magpie, personId), deviceKey };
  const answer = await post(magpie, '/api/session', body, '');
  if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}`);
  const [session, proof] = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!);
  return { session: session!, proven: `${session}; ${proof}`, key: privateKey };
}

/** What a refusal asked for, signed by the key; the status of the answer. */
export async function prove(magpie: Magpie, { session, key }: BoundPhone, challenge: string): Promise<number> {
  const signature = sign('sha256', Buffer.from(challenge, 'base64url'), { key, dsaEncoding: 'ieee-p1363' });
  const body = { challenge, signature: signature.toString('base64url') };
  return (await post(magpie, '/api/session/proof', body, session)).status;
}

function post(magpie: Magpie, path: string, body: object, cookie: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${magpie.port}${path}`, {
    method: 'POST',
    headers: { 'x-magpie': '1', 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  });
}
