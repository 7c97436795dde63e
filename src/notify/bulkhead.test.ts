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
    const one = bulkhead.run('one', ok);
    expect(bulkhead.room()).toBe(1);
    await one;
    expect(bulkhead.room()).toBe(2);
  });

  it('opens its circuit after failures in a row, tells once, and lets one request see whether it is well', async () => {
    const { bulkhead, told, clock } = make();
    await bulkhead.run('one', down);
    await bulkhead.run('one', ok);
    for (const whose of ['one', 'two', 'three']) await bulkhead.run(whose, down);
    expect([bulkhead.room(), told]).toEqual([0, [true]]);
    clock.atMs = 1_000;
    expect(bulkhead.room()).toBe(1);
    await bulkhead.run('one', down);
    expect([bulkhead.room(), told]).toEqual([0, [true]]);
    clock.atMs = 2_000;
    await bulkhead.run('one', ok);
    expect([bulkhead.room(), told]).toEqual([2, [true, false]]);
  });

  it('stays open to all others where it fails one alone, and its trouble is told all the same (H-163)', async () => {
    const { bulkhead, told } = make();
    for (let i = 0; i < 9; i += 1) await bulkhead.run('one', down);
    expect([bulkhead.room(), told]).toEqual([2, [true]]);
    await bulkhead.run('two', ok);
    expect(told).toEqual([true, false]);
  });

  it('what may be about one message is no trouble of the provider, until it fails many', async () => {
    const { bulkhead, told } = make();
    const odd = async (): Promise<Sent> => ({ kind: 'failed', reason: 'refused', ofOne: true });
    for (let i = 0; i < 9; i += 1) await bulkhead.run('one', odd);
    expect([bulkhead.room(), told]).toEqual([2, []]);
    for (const whose of ['two', 'three']) await bulkhead.run(whose, odd);
    expect([bulkhead.room(), told]).toEqual([0, [true]]);
  });

  it('is given back by a provider that hangs, even one that does not listen to being cut off (H-163)', async () => {
    const { bulkhead } = make();
    expect(await bulkhead.run('one', () => new Promise(() => undefined))).toEqual({
      kind: 'failed',
      reason: 'timeout',
    });
    expect(bulkhead.room()).toBe(2);
  });

  it('a refused message is the provider at work', async () => {
    const { bulkhead, told } = make();
    for (let i = 0; i < 9; i += 1) await bulkhead.run(`${i}`, async () => ({ kind: 'refused', reason: 'gone' }));
    expect(told).toEqual([]);
  });
});
