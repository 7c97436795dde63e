/**
 * Where a call waits on the phone: IndexedDB, which the service worker reads too (`sos-sync.ts`). Fails toward going on: where the browser keeps
 * nothing the call is sent all the same, and only a reload would lose it.
 */
import { entryFrom, type SosEntry } from './sos-entry.ts';

/** As in `sos-sync.ts`; held equal by a test. */
export const SOS_DB = { name: 'memo', store: 'waiting', key: 'now', person: 'who', version: 1 } as const;

export interface SosStore {
  load(): Promise<SosEntry | null>;
  save(entry: SosEntry): Promise<void>;
  remove(): Promise<void>;
  /** The opaque id of whoever was signed in here last; null: nobody is, or it is not known. */
  person(): Promise<string | null>;
  savePerson(personId: string | null): Promise<void>;
}

function openDb(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(SOS_DB.name, SOS_DB.version);
    request.onupgradeneeded = () => request.result.createObjectStore(SOS_DB.store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });
}

async function use<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await openDb();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = db.transaction(SOS_DB.store, mode);
      const request = work(transaction.objectStore(SOS_DB.store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    db.close();
  }
}

export const browserSosStore: SosStore = {
  async load() {
    return entryFrom(await use('readonly', (store) => store.get(SOS_DB.key)));
  },
  async save(entry) {
    await use('readwrite', (store) => store.put(entry, SOS_DB.key));
  },
  async remove() {
    await use('readwrite', (store) => store.delete(SOS_DB.key));
  },
  async person() {
    const kept: unknown = await use('readonly', (store) => store.get(SOS_DB.person));
    return typeof kept === 'string' ? kept : null;
  },
  async savePerson(personId) {
    await use('readwrite', (store) => store.put(personId, SOS_DB.person));
  },
};

/** Asks the browser to send it even when the page is closed, where it can (Chromium); elsewhere the page sends it when it is open. */
export async function askForSync(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = (await navigator.serviceWorker.getRegistration('/app/')) as
    | (ServiceWorkerRegistration & { readonly sync?: { register(tag: string): Promise<void> } })
    | undefined;
  await registration?.sync?.register(SOS_DB.store);
}
