import { describe, expect, it } from 'vitest';
import { Bulkhead } from './bulkhead.ts';
import type { Sent } from './providers/provider.ts';

const SETTING = { concurrency: 2, requestMs: 30, failuresToOpen: 3, openForMs: 1_000 };
const ok = async (): Promise<Sent> => ({ kind: 'accepted', ref: null });
const down = async (): Promise<Sent> => ({ kind: 'failed', reason: 'refused' });

function make() {
  const clock = { atMs: 0, nowMs: () => clock.atMs };
  const told: boolean[] = [];
  return { clock, told, bulkhead: new Bulkhead(SETTING, clock, (isOpen) => told.push(isOpen)) };
}

describe("a provider's room", () => {
  it('is no larger than set, and given back', async () => {
    const { bulkhead } = make();
    const one = bulkhead.run(ok);
    expect(bulkhead.room()).toBe(1);
    await one;
    expect(bulkhead.room()).toBe(2);
  });

  it('opens its circuit after failures in a row, tells once, and lets one request see whether it is well', async () => {
    const { bulkhead, told, clock } = make();
    await bulkhead.run(down);
    await bulkhead.run(ok);
    for (let i = 0; i < 3; i += 1) await bulkhead.run(down);
    expect([bulkhead.room(), told]).toEqual([0, [true]]);
    clock.atMs = 1_000;
    expect(bulkhead.room()).toBe(1);
    await bulkhead.run(down);
    expect([bulkhead.room(), told]).toEqual([0, [true]]);
    clock.atMs = 2_000;
    await bulkhead.run(ok);
    expect([bulkhead.room(), told]).toEqual([2, [true, false]]);
  });

  it('is given back by a provider that hangs, even one that does not listen to being cut off (H-163)', async () => {
    const { bulkhead } = make();
    expect(await bulkhead.run(() => new Promise(() => undefined))).toEqual({ kind: 'failed', reason: 'timeout' });
    expect(bulkhead.room()).toBe(2);
  });

  it('a refused message is the provider at work', async () => {
    const { bulkhead, told } = make();
    for (let i = 0; i < 9; i += 1) await bulkhead.run(async () => ({ kind: 'refused', reason: 'gone' }));
    expect(told).toEqual([]);
  });
});
