import { beforeEach, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../core/time.ts';
import { LIMITS } from '../ingest/limits.ts';
import type { SnapshotHead } from '../ingest/snapshots.ts';
import { Snapshots } from './snapshots.ts';

const clock = { atMs: 0, nowMs: () => clock.atMs };
const shard = {
  position: 0,
  unboundAt: 0,
  waiting: false,
  broken: false,
  capture() {
    if (shard.broken) throw new Error('cannot be taken');
    return { position: shard.position, bytes: Buffer.from(String(shard.position)) };
  },
  recorded: async () => undefined,
  isRecordedUpTo: async () => !shard.waiting,
};
let keys = 0;
/** What the store was asked, in order: 'key', 'put 7 +3' (position 7, beside that of 3), 'keep 3'. */
let asked: string[] = [];
let failures: string[] = [];
let positions = new Map<number, number>();
let snapshots: Snapshots;

const named = (ids: readonly number[]): string => ids.map((id) => ` +${positions.get(id)}`).join('');
const store = {
  async newKey() {
    asked.push('key');
    keys += 1;
    return { keyId: keys, key: null as never };
  },
  async put(key: { keyId: number }, state: { position: number; takenAtMs: number }, kept: readonly number[]) {
    positions.set(key.keyId, state.position);
    asked.push(`put ${state.position}${named(kept)}`);
    return headOf(key.keyId, state.position, state.takenAtMs);
  },
  async keep(kept: readonly number[]) {
    asked.push(`keep${named(kept)}`);
  },
};

function headOf(keyId: number, position: number, takenAtMs: number): SnapshotHead {
  positions.set(keyId, position);
  return { keyId, position, takenAtMs, journalHash: Buffer.alloc(32), parts: 1 };
}

beforeEach(() => {
  clock.atMs = Date.parse('2026-11-02T12:00:00Z');
  Object.assign(shard, { position: 1, unboundAt: 0, waiting: false, broken: false });
  asked = [];
  failures = [];
  positions = new Map();
  snapshots = new Snapshots({
    clock,
    everyMs: LIMITS.snapshotEveryMs,
    shard,
    store,
    onStored: () => undefined,
    onFailed: (error) => failures.push(error instanceof Error ? error.message : ''),
    sleep: async () => undefined,
  });
});

/** A look at it each second, for so long; what was asked of the store. */
async function beats(ms: number): Promise<string[]> {
  asked = [];
  for (let passed = 0; passed < ms; passed += SECOND_MS) {
    clock.atMs += SECOND_MS;
    await snapshots.run();
  }
  return asked;
}

it('takes one at once when there is none, then every few minutes, and keeps the one before', async () => {
  expect(await beats(MINUTE_MS)).toEqual(['key', 'put 1']);
  shard.position = 2;
  expect(await beats(LIMITS.snapshotEveryMs - MINUTE_MS)).toEqual([]);
  expect(await beats(MINUTE_MS)).toEqual(['key', 'put 2 +1']);
  shard.position = 3;
  expect(await beats(LIMITS.snapshotEveryMs)).toEqual(['key', 'put 3 +2']);
});

it('takes none before the first input, and goes on from what a start began with', async () => {
  shard.position = 0;
  expect(await beats(MINUTE_MS)).toEqual([]);
  shard.position = 8;
  snapshots.beginWith([headOf(101, 7, clock.atMs), headOf(100, 5, clock.atMs - HOUR_MS)]);
  expect(await beats(LIMITS.snapshotEveryMs + SECOND_MS)).toEqual(['key', 'put 8 +7']);
});

it('takes one as soon as somebody was unbound, and lets go of all from before (H-113)', async () => {
  await beats(SECOND_MS);
  shard.position = 4;
  shard.unboundAt = 3;
  expect(await beats(LIMITS.snapshotGapMs + SECOND_MS)).toEqual(['key', 'put 4']);
  // Many orders that end one after another do not make one each second.
  for (let i = 0; i < 30; i += 1) {
    shard.unboundAt = shard.position + 1;
    shard.position += 2;
    clock.atMs += SECOND_MS;
    await snapshots.run();
  }
  expect(asked.filter((one) => one === 'key').length).toBeLessThanOrEqual(5);
  expect((await beats(LIMITS.snapshotGapMs)).at(-1)).toBe('put 64');
});

it('stores none while findings up to it wait to be recorded, and tries again (H-111)', async () => {
  await beats(SECOND_MS);
  shard.position = 9;
  shard.waiting = true;
  expect(await beats(LIMITS.snapshotEveryMs + 2 * LIMITS.snapshotGapMs + SECOND_MS)).toEqual(['key', 'key', 'key']);
  expect(failures).toEqual(Array(3).fill('findings still wait to be recorded'));
  shard.waiting = false;
  expect(await beats(LIMITS.snapshotGapMs)).toEqual(['key', 'put 9 +1']);
});

it('keeps none beyond its time when nothing can take its place, and tells of each failure (H-113)', async () => {
  await beats(SECOND_MS);
  shard.broken = true;
  const all = await beats(LIMITS.snapshotKeptMs + MINUTE_MS);
  expect(all.filter((one) => one !== 'key')).toEqual(['keep']);
  expect(new Set(failures)).toEqual(new Set(['cannot be taken']));
  shard.broken = false;
  expect(await beats(LIMITS.snapshotGapMs)).toEqual(['key', 'put 1']);
});

it('takes one at a stop, whenever the last was; a clock set back keeps none from being taken', async () => {
  await beats(SECOND_MS);
  asked = [];
  shard.position = 2;
  await snapshots.takeLast();
  expect(asked).toEqual(['key', 'put 2 +1']);
  clock.atMs -= HOUR_MS;
  shard.position = 3;
  expect(await beats(SECOND_MS)).toEqual(['key', 'put 3 +2']);
});
