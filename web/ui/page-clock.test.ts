import { expect, test } from 'vitest';
import { pageClock } from './page-clock.ts';

function setUp() {
  const time = { wallMs: 10_000, monotonicMs: 0 };
  const clock = pageClock({ nowMs: () => time.wallMs }, () => time.monotonicMs);
  return { time, clock };
}

test('a wall clock that is set back does not make anything look younger', () => {
  const { time, clock } = setUp();
  time.wallMs = 4_000;
  time.monotonicMs = 5_000;
  expect(clock.nowMs()).toBe(15_000);
});

test('a monotonic clock that stopped while the phone slept does not either', () => {
  const { time, clock } = setUp();
  time.wallMs = 610_000;
  time.monotonicMs = 3;
  expect(clock.nowMs()).toBe(610_000);
});
