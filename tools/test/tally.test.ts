import { expect, it } from 'vitest';
import { add, demandTests, finalLine, single } from './tally.ts';

it('adds up', () => {
  const suite = { passed: 40, failed: 2, skipped: [{ name: 'a', reason: 'not root' }] };
  expect(finalLine(add([single(true), single(false), suite]))).toBe('41 passed, 3 failed, 1 skipped');
  expect(finalLine(add([single(true)]))).toBe('1 passed, 0 failed');
});

it('counts a suite without tests as failed, also when all of it was skipped', () => {
  expect(demandTests({ passed: 0, failed: 0, skipped: [] }).failed).toBe(1);
  expect(demandTests({ passed: 0, failed: 0, skipped: [{ name: 'a', reason: 'b' }] }).failed).toBe(1);
  expect(demandTests({ passed: 3, failed: 0, skipped: [] }).failed).toBe(0);
});
