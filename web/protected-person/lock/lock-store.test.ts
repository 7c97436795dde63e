import { expect, test } from 'vitest';
import type { LockJson, UnlockedJson } from '../../../src/server/sessions/lock/contract.ts';
import type { Loaded } from '../../ui/use-api.ts';
import { createLockStore } from './lock-store.ts';

function made(server: Loaded<LockJson>, isKnown = true) {
  const clock = { atMs: 1_000, nowMs: () => clock.atMs };
  const told: string[] = [];
  let known = isKnown;
  let answer: Loaded<UnlockedJson> = { kind: 'ready', data: { result: 'open', waitUntil: null } };
  const parts = {
    clock,
    known: {
      get: () => known,
      set(next: boolean) {
        known = next;
      },
    },
    load: async () => server,
    tell: (what: string) => void told.push(what),
    unlock: async () => answer,
    unlockByPhone: async () => answer,
  };
  const store = createLockStore(parts);
  return {
    ...{ store, clock, told },
    says(next: Loaded<LockJson>) {
      server = next;
    },
    answers(next: Loaded<UnlockedJson>) {
      answer = next;
    },
    known: () => known,
  };
}
const ready = (state: LockJson['state'], afterMs: number | null = 60_000) =>
  ({ kind: 'ready', data: { state, afterMs, byPhone: state !== 'none', needsName: false } }) as const;

test('a phone that knows of a lock shows nothing before the server has answered (H-200)', async () => {
  const { store } = made(ready('open'));
  expect(store.state().kind).toBe('checking');
  await store.check(true);
  expect(store.state()).toEqual({ kind: 'open', afterMs: 60_000 });
  expect(made(ready('none', null), false).store.state().kind).toBe('none');
});

test('without a connection it stays locked, and says why', async () => {
  const { store } = made({ kind: 'no-connection' });
  await store.check(true);
  expect(store.state()).toEqual({ kind: 'locked', offline: true });
});

test('it closes after its time out of sight, not before; "at once" is at once (H-200)', async () => {
  const { store, clock, told, says } = made(ready('open'));
  await store.check();
  store.away();
  clock.atMs += 59_000;
  store.back();
  expect(store.state().kind).toBe('open');
  store.away();
  clock.atMs += 60_000;
  store.back();
  expect([store.state().kind, told]).toEqual(['locked', ['active', 'now']]);
  says(ready('open', 0));
  await store.check();
  store.away();
  expect(store.state().kind).toBe('locked');
});

test('once it locked itself only a PIN opens it, though the server has not heard of it (H-200)', async () => {
  const { store, told } = made(ready('open', 0));
  await store.check();
  store.away();
  store.back();
  await store.check();
  expect(store.state().kind).toBe('locked');
  expect(told.filter((word) => word === 'now').length).toBeGreaterThan(1);
  await store.tryPin('240816');
  expect(store.state().kind).toBe('open');
});

test('a page that was loaded again is locked where that is to be at once', async () => {
  const { store } = made(ready('open', 0));
  await store.check(true);
  expect(store.state().kind).toBe('locked');
});

test('while it is out of sight its own beat closes it', async () => {
  const { store, clock } = made(ready('open'));
  await store.check();
  store.away();
  clock.atMs += 61_000;
  store.beat();
  expect(store.state().kind).toBe('locked');
});

test('the second PIN opens the harmless view; leaving it locks', async () => {
  const { store, answers, says } = made(ready('locked'));
  await store.check();
  answers({ kind: 'ready', data: { result: 'decoy', waitUntil: null } });
  says(ready('decoy'));
  await store.tryPin('775533');
  expect(store.state().kind).toBe('decoy');
  store.away();
  expect(store.state().kind).toBe('locked');
});

test('signed out: nothing is locked, nothing is known', async () => {
  const { store } = made({ kind: 'failed', status: 401 });
  await store.check();
  expect(store.state().kind).toBe('none');
});
