import { describe, expect, it } from 'vitest';
import { createMyPlanStore } from './my-plan-store.ts';

const plan = (calm: boolean) => ({
  channels: { push: true, sms: false, call: false },
  ...{ calm, quietHours: null },
  notification: { title: 'Memo', body: '' },
});
const reach = { phones: 1, sms: false, call: false, hasNumber: true };
const answer = (status: number, body: unknown = null) => ({ status, json: async () => body });
type Answer = ReturnType<typeof answer> | null;

function open(kept: Map<string, string> = new Map()) {
  const next: { read: Answer; write: Answer } = { read: null, write: null };
  const store = createMyPlanStore({
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    read: async () => next.read,
    write: async () => next.write,
  });
  return { store, next, kept };
}

describe('H-175: the plan of the open page', () => {
  it.each([423, 403, 429, 500, 503, null])(
    'an answer %s says nothing about it: what was chosen stays',
    async (status) => {
      const { store, next } = open();
      next.read = answer(200, { plan: plan(true), reach });
      await store.load();
      next.read = status === null ? null : answer(status);
      await store.load();
      expect(store.held().quiet).toEqual({ calm: true, quietHours: null });
      expect(store.held().state.kind).toBe('known');
    },
  );

  it.each([401, 404])('%s: there is none, and nothing of it is kept', async (status) => {
    const { store, next, kept } = open(new Map([['quiet-plan', JSON.stringify({ calm: true, quietHours: null })]]));
    next.read = answer(status);
    await store.load();
    expect(store.held().quiet).toBeNull();
    expect(kept.size).toBe(0);
  });

  const calm = { calm: true, quietHours: null };
  it.each<{ body: unknown }>([
    { body: null },
    { body: {} },
    { body: { plan: null } },
    { body: { plan: {} } },
    { body: { plan: { calm: true } } },
    { body: { plan: calm } },
    { body: { plan: { ...plan(true), calm: 'yes' }, reach } },
  ])('an answer that is no plan makes nothing quieter: $body', async ({ body }) => {
    const { store, next } = open(new Map([['quiet-plan', JSON.stringify({ calm: true, quietHours: null })]]));
    next.read = answer(200, body);
    await store.load();
    expect(store.held()).toEqual({ state: { kind: 'failed' }, quiet: null });
  });

  it('a change on the screen of warnings reaches the open page at once, and the device', async () => {
    const { store, next, kept } = open();
    let told = 0;
    store.subscribe(() => {
      told += 1;
    });
    next.write = answer(200, { plan: plan(true), reach });
    expect(await store.save(plan(true))).toBe(true);
    expect(store.held().quiet?.calm).toBe(true);
    expect(told).toBe(1);
    expect(open(kept).store.held().quiet?.calm).toBe(true);
    // The words of a notification are no business of a device's storage.
    expect([...kept.values()].join()).not.toMatch(/Memo/);
    next.write = answer(423);
    expect(await store.save(plan(false))).toBe(false);
    expect(store.held().quiet?.calm).toBe(true);
  });
});
