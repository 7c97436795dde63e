import { expect, it } from 'vitest';
import type { OrderId, PairId, PersonId } from '../core/ids.ts';
import type { JournaledInput } from '../ingest/inputs.ts';
import { engineFrom } from '../proximity/snapshot.ts';
import type { Finding, Fix } from '../proximity/types.ts';
import { Shard, type ShardDeps } from './shard.ts';

const START_MS = Date.parse('2026-11-02T12:00:00Z');
const WEARER = '00000000-0000-4000-8000-000000000001' as PersonId;
const PROTECTED = '00000000-0000-4000-8000-000000000002' as PersonId;

/** Both stand at one place: danger, from the first evaluation that knows both. */
function meeting(): JournaledInput[] {
  const pair = {
    ...{ pairId: '00000000-0000-4000-8000-000000000003' as PairId, wearerId: WEARER, protectedId: PROTECTED },
    ...{ orderId: '00000000-0000-4000-8000-000000000004' as OrderId, restraintM: 100, warnM: 600, noticeM: 2000 },
    ...{ rings: {}, wearerIntervalS: 60, protectedIntervalS: 60 },
  };
  const fix = (personId: PersonId): Fix => ({
    ...{ personId, fixedAtMs: START_MS, receivedAtMs: START_MS, latDeg: 36, lonDeg: 124.5, accuracyM: 5 },
    ...{ speedMps: null, courseDeg: null, source: null, mock: null },
  });
  return [
    { position: 1, atMs: START_MS, input: { position: 1, kind: 'bind-pair', pair } },
    { position: 2, atMs: START_MS, input: { position: 2, kind: 'fix', fix: fix(WEARER) } },
    { position: 3, atMs: START_MS, input: { position: 3, kind: 'fix', fix: fix(PROTECTED) } },
  ];
}

function shardWith(record: ShardDeps['record']): Shard {
  return new Shard({
    concernsOf: () => [],
    record,
    onInputs: () => undefined,
    onTick: () => undefined,
    onFinding: () => undefined,
    onWarning: () => undefined,
    onIncident: () => undefined,
    onTrouble: () => undefined,
    sleep: async () => undefined,
  });
}

it('writes nothing before it is the writer, and then all that was not recorded', async () => {
  const recorded: number[] = [];
  const shard = shardWith(async (findings: readonly Finding[]) => {
    recorded.push(...findings.map((finding) => finding.inputPosition));
    return [];
  });
  shard.skipRecordingUpTo(2);
  shard.feed(meeting());
  await shard.recorded();
  expect(recorded).toEqual([]);
  shard.goLive();
  await shard.recorded();
  expect(recorded.length).toBeGreaterThan(0);
  expect(new Set(recorded)).toEqual(new Set([3]));
  await shard.stop();
});

it('says that findings are recorded only when those up to the position are, also while newer ones wait (H-111)', async () => {
  let commit: () => void = () => undefined;
  const noted: number[] = [];
  const shard = shardWith(async (findings, upTo) => {
    if (findings.length > 0) await new Promise<void>((resolve) => (commit = resolve));
    else noted.push(upTo);
    return [];
  });
  shard.goLive();
  shard.feed(meeting());
  expect(await shard.isRecordedUpTo(3)).toBe(false);
  expect(await shard.isRecordedUpTo(2)).toBe(true);
  commit();
  await shard.recorded();
  expect(await shard.isRecordedUpTo(3)).toBe(true);
  expect(noted).toEqual([2, 3]);
  await shard.stop();
});

it('begins from a state and what is bound by then as one that has seen all of it', () => {
  const seen = shardWith(async () => []);
  seen.feed(meeting());
  const { position, bytes } = seen.capture();
  const begun = shardWith(async () => []);
  begun.restore(engineFrom(bytes)!, position, meeting().slice(0, 1));
  expect(begun.position).toBe(3);
  expect([...begun.pairs]).toEqual([...seen.pairs]);
  const [pairId] = [...seen.pairs.keys()];
  expect(begun.view(pairId!, START_MS)).toEqual(seen.view(pairId!, START_MS));
  expect(begun.capture()).toEqual(seen.capture());
});
