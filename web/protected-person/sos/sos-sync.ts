/**
 * Sends a waiting call from the service worker, when the network is back and the page may be closed. Stands alone: the worker is one file and
 * shares none with the page, so the few names below stand in `sos-store.ts` too. The page may send the same call: the server takes it once.
 */
import type { SosEntry } from './sos-entry.ts';

/** As in `sos-store.ts`; held equal by a test. */
export const SYNC_DB = { name: 'memo', store: 'waiting', key: 'now', person: 'who', version: 1 } as const;
/** A countdown is at most ten seconds; a clock that was set must not hold the call back for longer. */
const WAIT_MS_MAX = 10_000;

/** Resolves when nothing waits any more; rejects when it could not be sent: the browser tries again. */
export async function sendWaiting(nowMs: () => number): Promise<void> {
  const waiting = await read();
  if (waiting === null || waiting.receivedAtMs !== null) return;
  const leftMs = Math.min(WAIT_MS_MAX, Math.max(0, waiting.dueAtMs - nowMs()));
  await new Promise((resolve) => setTimeout(resolve, leftMs));
  // Taken back during the countdown, or sent by the page.
  const entry = await read();
  if (entry === null || entry.sosId !== waiting.sosId || entry.receivedAtMs !== null) return;
  const age = Math.round((nowMs() - entry.pressedAtMs) / 1_000);
  const response = await fetch('/api/sos', {
    method: 'POST',
    credentials: 'same-origin',
    cache: 'no-store',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'x-magpie': '1' },
    body: JSON.stringify({
      ...{ sosId: entry.sosId, ageS: Math.min(604_800, Math.max(0, age)), share: entry.share },
      // An entry of an earlier build has none.
      ...(typeof entry.personId === 'string' ? { personId: entry.personId } : {}),
    }),
  });
  if (response.status === 409 && (await isOtherPersons(response))) return remove(entry.sosId);
  if (response.status !== 202) throw new Error('not received');
  const { receivedAt } = (await response.json()) as { receivedAt: string };
  const now = await read();
  if (now?.sosId === entry.sosId) await write({ ...entry, receivedAtMs: Date.parse(receivedAt) });
}

function withStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(SYNC_DB.name, SYNC_DB.version);
    opening.onupgradeneeded = () => opening.result.createObjectStore(SYNC_DB.store);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(SYNC_DB.store, mode);
      const request = work(transaction.objectStore(SYNC_DB.store));
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(request.result);
      };
      transaction.onabort = () => reject(transaction.error);
    };
  });
}

async function read(): Promise<SosEntry | null> {
  return ((await withStore('readonly', (store) => store.get(SYNC_DB.key))) as SosEntry | undefined) ?? null;
}

/** Whoever is signed in here now did not press it. */
async function isOtherPersons(response: Response): Promise<boolean> {
  const body = (await response.json().catch(() => null)) as { error?: { code?: unknown } } | null;
  return body?.error?.code === 'other-person';
}

async function remove(sosId: string): Promise<void> {
  if ((await read())?.sosId === sosId) await withStore('readwrite', (store) => store.delete(SYNC_DB.key));
}

async function write(entry: SosEntry): Promise<void> {
  await withStore('readwrite', (store) => store.put(entry, SYNC_DB.key));
}
