/**
 * The key of this phone: made when it is enrolled, kept by the browser as one that cannot be taken out, and asked to sign when the server wants
 * proof that a session is still where it began. Works in the page and in the service worker. Fails toward "no key": the server then asks
 * for a new enrolment, and warnings go on by message and call.
 */
const DATABASE = 'memo';
const STORE = 'own';
const NAME = 'key';
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
export const CHALLENGE_HEADER = 'x-magpie-challenge';

/** The public half (SPKI, base64url) of a new key; null: this browser keeps none. */
export async function newDeviceKey(): Promise<string | null> {
  try {
    const pair = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
    await keep(pair.privateKey);
    return base64url(await crypto.subtle.exportKey('spki', pair.publicKey));
  } catch (error) {
    console.info('this browser keeps no key:', error instanceof Error ? error.name : '');
    return null;
  }
}

/** Answers the server's challenge; whether it took it. */
export async function proveDevice(challenge: string): Promise<boolean> {
  const signature = await sign(challenge);
  if (signature === null) return false;
  try {
    const response = await fetch('/api/session/proof', {
      method: 'POST',
      headers: { 'x-magpie': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ challenge, signature }),
      credentials: 'same-origin',
      cache: 'no-store',
    });
    return response.ok;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function sign(challenge: string): Promise<string | null> {
  try {
    const key = await kept();
    if (key === null) return null;
    return base64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytesOf(challenge)));
  } catch (error) {
    console.info('the key of this phone cannot be used:', error instanceof Error ? error.name : '');
    return null;
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
  });
}

async function keep(key: CryptoKey): Promise<void> {
  const database = await open();
  await new Promise<void>((resolve, reject) => {
    const change = database.transaction(STORE, 'readwrite');
    change.objectStore(STORE).put(key, NAME);
    change.oncomplete = () => resolve();
    change.onabort = () => reject(change.error ?? new Error('not kept'));
  });
  database.close();
}

async function kept(): Promise<CryptoKey | null> {
  const database = await open();
  const found = await new Promise<unknown>((resolve, reject) => {
    const request = database.transaction(STORE).objectStore(STORE).get(NAME);
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
