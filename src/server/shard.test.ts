import { expect, it } from 'vitest';
import type { OrderId, PairId, PersonId } from '../core/ids.ts';
import type { JournaledInput } from '../ingest/inputs.ts';
import type { Finding, Fix } from '../proximity/types.ts';
import { Shard } from './shard.ts';

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

it('writes nothing before it is the writer, and then all that was not recorded', async () => {
  const recorded: number[] = [];
  const shard = new Shard({
    concernsOf: () => [],
    record: async (findings: readonly Finding[]) => {
      recorded.push(...findings.map((finding) => finding.inputPosition));
      return [];
    },
    onInputs: () => undefined,
    onTick: () => undefined,
    onFinding: () => undefined,
    onWarning: () => undefined,
    onIncident: () => undefined,
    onTrouble: () => undefined,
    sleep: async () => undefined,
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
