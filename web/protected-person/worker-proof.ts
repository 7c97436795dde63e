/**
 * The service worker's own hand on the key of this phone (see web/ui/device-key.ts): pushes are renewed while no page is open. It shares no
 * chunk with a page, so that a page that was built anew never leaves the worker without its part. Fails toward "no key".
 */
export const CHALLENGE_HEADER = 'x-magpie-challenge';

/** Answers the server's challenge; whether it took it. */
export async function proveByWorker(challenge: string): Promise<boolean> {
  const signature = await signatureOf(challenge);
  if (signature === null) return false;
  const answer = await fetch('/api/session/proof', {
    method: 'POST',
    headers: { 'x-magpie': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ challenge, signature }),
    credentials: 'same-origin',
  });
  return answer.ok;
}

async function signatureOf(challenge: string): Promise<string | null> {
  const key = await keyOfPhone();
  if (key === null) return null;
  const bytes = Uint8Array.from(atob(challenge.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
  const signed = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes);
  const text = btoa(String.fromCharCode(...new Uint8Array(signed)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function keyOfPhone(): Promise<CryptoKey | null> {
  return new Promise((resolve) => {
    const opened = indexedDB.open('memo', 1);
    opened.onerror = () => resolve(null);
    opened.onupgradeneeded = () => opened.result.createObjectStore('own');
    opened.onsuccess = () => {
      const read = opened.result.transaction('own').objectStore('own').get('key');
      read.onerror = () => resolve(null);
      read.onsuccess = () => {
        opened.result.close();
        resolve(read.result instanceof CryptoKey ? read.result : null);
      };
    };
  });
}
