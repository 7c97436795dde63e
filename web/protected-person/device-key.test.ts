/** The key of this phone in the page and in the worker, over a store of the test's own. */
import { webcrypto } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KEY_DB, newDeviceKey, proveDevice, takeNewKey } from '../ui/device-key.ts';
import { callApi, loadSession, openSession } from '../ui/session.ts';
import { proveByWorker } from './worker-proof.ts';

/** What the browser keeps, by name. */
let kept: Map<string, unknown>;
/** Public halves that the server knows, and what it answers a proof by them; null: no answer comes. */
let known: string[];
let answers: () => number | null;
let proofs: number;

const challenge = Buffer.from('a challenge').toString('base64url');

/** As much of IndexedDB as is used. */
const fakeStore = {
  open() {
    const objectStore = () => ({
      get: (name: string) => later(() => kept.get(name)),
      put: (value: unknown, name: string) => kept.set(name, value),
    });
    return later(() => ({ close: () => undefined, transaction: () => finishing({ objectStore }) }));
  },
};

function later(result: () => unknown) {
  const request: { result?: unknown; onsuccess?: () => void } = {};
  setTimeout(() => {
    request.result = result();
    request.onsuccess?.();
  });
  return request;
}

function finishing<T extends object>(change: T): T & { oncomplete?: () => void } {
  const all: T & { oncomplete?: () => void } = { ...change };
  setTimeout(() => all.oncomplete?.());
  return all;
}

async function isOfKnown(signature: string): Promise<boolean> {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
  for (const spki of known) {
    const kind = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await webcrypto.subtle.importKey('spki', bytes(spki), kind, false, ['verify']);
    const by = { name: 'ECDSA', hash: 'SHA-256' };
    if (await webcrypto.subtle.verify(by, key, bytes(signature), bytes(challenge))) return true;
  }
  return false;
}

async function answer(path: string, init: { body?: string }): Promise<Response> {
  if (path !== '/api/session/proof') {
    return new Response('{}', { status: 401, headers: { 'x-magpie-challenge': challenge } });
  }
  proofs += 1;
  const status = answers();
  if (status === null) throw new TypeError('no network');
  if (status !== 204) return new Response(null, { status });
  const { signature } = JSON.parse(init.body!) as { signature: string };
  return new Response(null, { status: (await isOfKnown(signature)) ? 204 : 401 });
}

beforeEach(() => {
  [kept, known, proofs, answers] = [new Map(), [], 0, () => 204];
  vi.stubGlobal('indexedDB', fakeStore);
  vi.stubGlobal('fetch', answer);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function enrolled(): Promise<void> {
  known = [(await newDeviceKey())!];
  await takeNewKey();
}

test('a new key lies beside the one in use until its sign-in was taken; a link that opens nothing changes nothing (H-484)', async () => {
  await enrolled();
  const key = kept.get(KEY_DB.key);
  // Refused, as any link that is over.
  expect((await openSession('A'.repeat(43))).kind).toBe('none');
  expect(kept.get(KEY_DB.key)).toBe(key);
  expect(kept.get(KEY_DB.next)).not.toBe(key);
  expect(await proveDevice(challenge)).toBe('proven');
  expect(await proveByWorker(challenge)).toBe(true);
});

test('a sign-in that was taken though its answer was lost is proven by the new key, which is the phone’s from then on', async () => {
  await enrolled();
  known = [(await newDeviceKey())!];
  expect(await proveByWorker(challenge)).toBe(true);
  expect(await proveDevice(challenge)).toBe('proven');
  expect(kept.get(KEY_DB.key)).toBe(kept.get(KEY_DB.next));
});

test.each([null, 429, 500, 503])('a proof that meets %s is no refusal: nobody can say now (H-485)', async (status) => {
  await enrolled();
  answers = () => status;
  expect(await proveDevice(challenge)).toBe('later');
  expect(await callApi('/api/me/lock')).toBeNull();
  expect(await loadSession()).toEqual({ kind: 'no-connection' });
  expect(await proveByWorker(challenge)).toBe(false);
});

test('without a key, or with one that the server does not take, this phone is unproven; no proof is sent without one (H-551)', async () => {
  expect(await loadSession()).toEqual({ kind: 'none', isUnproven: true });
  expect(proofs).toBe(0);
  await enrolled();
  known = [];
  expect(await loadSession()).toEqual({ kind: 'none', isUnproven: true });
  expect(proofs).toBeGreaterThan(0);
});
