import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../core/time.ts';
import { AFTER_MS, isWeakPin, lockStateOf, showsIn, waitAfter } from './decide.ts';

const at = 1_000_000_000;

test('without a lock nothing is locked; with one a new sign-in is', () => {
  expect(lockStateOf({ afterMs: null, kept: 'locked', activeAtMs: null }, at)).toBe('none');
  expect(lockStateOf({ afterMs: 0, kept: null, activeAtMs: null }, at)).toBe('locked');
});

test('a phone that was left lying is locked after its time, and not before (H-200)', () => {
  for (const afterMs of AFTER_MS) {
    const keptMs = Math.max(afterMs, 90 * SECOND_MS);
    const lock = { afterMs, kept: null, activeAtMs: at } as const;
    expect(lockStateOf(lock, at + keptMs)).toBe('open');
    expect(lockStateOf(lock, at + keptMs + 1)).toBe('locked');
  }
});

test('the harmless view is never taken for an open one, and ends like it', () => {
  const lock = { afterMs: MINUTE_MS, kept: 'decoy', activeAtMs: at } as const;
  expect(lockStateOf(lock, at)).toBe('decoy');
  expect(lockStateOf(lock, at + DAY_MS)).toBe('locked');
  expect(['none', 'open', 'locked', 'decoy'].filter((state) => showsIn(state as 'open'))).toEqual(['none', 'open']);
});

test('waits grow, stay bounded, and the first few tries are free', () => {
  expect([1, 4, 5, 6, 7, 8, 100].map(waitAfter)).toEqual([0, 0, 30_000, 60_000, 300_000, 900_000, 900_000]);
  fc.assert(fc.property(fc.nat(1_000), (n) => waitAfter(n + 1) >= waitAfter(n)));
});

test('a PIN of one digit, or of a run, is weak', () => {
  for (const pin of ['000000', '123456', '987654', '444444']) expect(isWeakPin(pin), pin).toBe(true);
  for (const pin of ['135791', '120394', '112233']) expect(isWeakPin(pin), pin).toBe(false);
});
