/**
 * The key of this phone: made when it is enrolled, kept by the browser as one that cannot be taken out, and asked to sign when the server wants
 * proof that a session is still where it began. Works in the page and in the service worker. Fails toward "no key": the server then asks
 * for a new enrolment, and warnings go on by message and call.
 */
// HAZARD H-484: she calls for help on a phone whose browser has lost its key - or whose call has no place to wait, were both in one.
/** A name that tells nothing, and not that of the calls that wait (`protected-person/sos/sos-sync.ts`). As in `worker-proof.ts`; held apart by a test. */
export const KEY_DB = { name: 'notes', store: 'own', key: 'key', next: 'next', version: 1 } as const;
type Slot = 'key' | 'next';
const PROOF_MS_MAX = 8_000;

/** `refused`: the server does not take it, or there is no key. `later`: nobody can say now; whoever asked has no connection. */
export type Proof = 'proven' | 'refused' | 'later';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
export const CHALLENGE_HEADER = 'x-magpie-challenge';

// HAZARD H-484: whoever opens a link that is over, or is sent one, must not lose the key of the session that stands
/** The public half (SPKI, base64url) of a new key, which lies beside the one in use until a sign-in was taken; null: this browser keeps none. */
export async function newDeviceKey(): Promise<string | null> {
  try {
    const pair = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
    await keep(pair.privateKey, 'next');
    return base64url(await crypto.subtle.exportKey('spki', pair.publicKey));
  } catch (error) {
    console.info('this browser keeps no key:', error instanceof Error ? error.name : '');
    return null;
  }
}

/** The new key is the phone's from now on: the sign-in that it was made for was taken. */
export async function takeNewKey(): Promise<void> {
  const key = await kept('next').catch(() => null);
  if (key !== null) await keep(key, 'key');
}

/** Answers the server's challenge, with the key in use, or with a newer one whose sign-in was taken though its answer was lost. */
export async function proveDevice(challenge: string): Promise<Proof> {
  let proof: Proof = 'refused';
  for (const slot of ['key', 'next'] as const) {
    const signature = await sign(challenge, slot);
    if (signature === null) continue;
    proof = await send(challenge, signature);
    if (proof === 'proven' && slot === 'next') await takeNewKey();
    if (proof !== 'refused') return proof;
  }
  return proof;
}

async function send(challenge: string, signature: string): Promise<Proof> {
  try {
    const response = await fetch('/api/session/proof', {
      method: 'POST',
      headers: { 'x-magpie': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ challenge, signature }),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PROOF_MS_MAX),
    });
    if (response.ok) return 'proven';
    return response.status === 401 || response.status === 409 ? 'refused' : 'later';
  } catch (error) {
    // A dead network (TypeError), or the limit on time (DOMException).
    if (error instanceof TypeError || error instanceof DOMException) return 'later';
    throw error;
  }
}

async function sign(challenge: string, slot: Slot): Promise<string | null> {
  try {
    const key = await kept(slot);
    if (key === null) return null;
    return base64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytesOf(challenge)));
  } catch (error) {
    console.info('the key of this phone cannot be used:', error instanceof Error ? error.name : '');
    return null;
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(KEY_DB.name, KEY_DB.version);
    request.onupgradeneeded = () => request.result.createObjectStore(KEY_DB.store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
  });
}

async function keep(key: CryptoKey, slot: Slot): Promise<void> {
  const database = await open();
  await new Promise<void>((resolve, reject) => {
    const change = database.transaction(KEY_DB.store, 'readwrite');
    change.objectStore(KEY_DB.store).put(key, KEY_DB[slot]);
    change.oncomplete = () => resolve();
    change.onabort = () => reject(change.error ?? new Error('not kept'));
  });
  database.close();
}

async function kept(slot: Slot): Promise<CryptoKey | null> {
  const database = await open();
  const found = await new Promise<unknown>((resolve, reject) => {
    const request = database.transaction(KEY_DB.store).objectStore(KEY_DB.store).get(KEY_DB[slot]);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not read'));
  });
  database.close();
  return found instanceof CryptoKey ? found : null;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

function base64url(buffer: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
