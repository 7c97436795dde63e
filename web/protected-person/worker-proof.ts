/**
 * The service worker's own hand on the key of this phone (see web/ui/device-key.ts): pushes are renewed while no page is open. It shares no
 * chunk with a page, so that a page that was built anew never leaves the worker without its part. Fails toward "no key".
 */
export const CHALLENGE_HEADER = 'x-magpie-challenge';

/** Answers the server's challenge with the key in use, or the one of a newer sign-in; whether it took it. */
export async function proveByWorker(challenge: string): Promise<boolean> {
  for (const slot of ['key', 'next'] as const) {
    const signature = await signatureOf(challenge, slot);
    if (signature === null) continue;
    if (await isTaken(challenge, signature)) return true;
  }
  return false;
}

/** False as well where no answer came: the call that asked for the proof then stands as it was refused. */
async function isTaken(challenge: string, signature: string): Promise<boolean> {
  try {
    const answer = await fetch('/api/session/proof', {
      method: 'POST',
      headers: { 'x-magpie': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ challenge, signature }),
      credentials: 'same-origin',
    });
    return answer.ok;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function signatureOf(challenge: string, slot: 'key' | 'next'): Promise<string | null> {
  const key = await keyOfPhone(slot);
  if (key === null) return null;
  const bytes = Uint8Array.from(atob(challenge.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
  const signed = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes);
  const text = btoa(String.fromCharCode(...new Uint8Array(signed)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** As in web/ui/device-key.ts; held equal by a test. */
export const WORKER_KEY_DB = { name: 'notes', store: 'own', key: 'key', next: 'next', version: 1 } as const;

function keyOfPhone(slot: 'key' | 'next'): Promise<CryptoKey | null> {
  return new Promise((resolve) => {
    const opened = indexedDB.open(WORKER_KEY_DB.name, WORKER_KEY_DB.version);
    opened.onerror = () => resolve(null);
    opened.onupgradeneeded = () => opened.result.createObjectStore(WORKER_KEY_DB.store);
    opened.onsuccess = () => {
      const read = opened.result
        .transaction(WORKER_KEY_DB.store)
        .objectStore(WORKER_KEY_DB.store)
        .get(WORKER_KEY_DB[slot]);
      read.onerror = () => resolve(null);
      read.onsuccess = () => {
        opened.result.close();
        resolve(read.result instanceof CryptoKey ? read.result : null);
      };
    };
  });
}
