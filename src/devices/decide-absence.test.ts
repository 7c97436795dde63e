import { expect, test } from 'vitest';
import type { AgencyId, DeviceId, PersonId } from '../core/ids.ts';
import type { Custody, Removal } from './absence.ts';
import { coverAt } from './decide-absence.ts';

const ids = { agencyId: 'a' as AgencyId, personId: 'p' as PersonId, words: null };

function removal(more: Partial<Removal> = {}): Removal {
  return {
    ...{ removalId: 'r', deviceId: 'd' as DeviceId, ...ids, reason: 'treatment', fromMs: 10, untilMs: 20 },
    ...{
      requestedBy: 'o' as PersonId,
      requestedAtMs: 0,
      decision: 'approved',
      decidedBy: 'q' as PersonId,
      decidedAtMs: 1,
    },
    ...{ endedAtMs: null, endedBy: null },
    ...more,
  };
}

function custody(more: Partial<Custody> = {}): Custody {
  const base = { custodyId: 'c', ...ids, reason: 'arrest', fromMs: 10, untilMs: null, recordedBy: null } as const;
  return { ...base, recordedAtMs: 10, endedAtMs: null, endedBy: null, ...more };
}

test('only an approved removal covers, from its beginning up to its end and not a moment longer (H-131)', () => {
  expect([9, 10, 19, 20].map((atMs) => coverAt([removal()], [], atMs) !== null)).toEqual([false, true, true, false]);
  const none: Partial<Removal>[] = [{ decision: null }, { decision: 'refused' }, { endedAtMs: 12 }];
  for (const more of none) expect(coverAt([removal(more)], [], 15)).toBe(null);
});

test('custody covers until it is ended, or its time is over (H-131)', () => {
  expect(coverAt([], [custody()], 9)).toBe(null);
  expect(coverAt([], [custody()], 1_000_000)).toEqual({ reason: 'custody', untilMs: null });
  expect(coverAt([], [custody({ untilMs: 20 })], 20)).toBe(null);
  expect(coverAt([], [custody({ endedAtMs: 15 })], 15)).toBe(null);
});

test('of two periods the longer one is said', () => {
  expect(coverAt([removal()], [custody()], 15)).toEqual({ reason: 'custody', untilMs: null });
  expect(coverAt([removal()], [custody({ untilMs: 16 })], 15)).toEqual({ reason: 'removal', untilMs: 20 });
});
