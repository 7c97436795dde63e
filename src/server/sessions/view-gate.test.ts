import { expect, test } from 'vitest';
import type { PersonId } from '../../core/ids.ts';
import { type Held, ViewGate } from './view-gate.ts';

const personId = 'p' as PersonId;
const open: Held = {
  ...{ personId, takesPart: true, expiresAtMs: 1_000_000 },
  lock: { afterMs: 900_000, kept: null, activeAtMs: 0 },
};

test('what was read before a lock, and is noted after it, opens nothing (H-201)', () => {
  const gate = new ViewGate();
  expect(gate.note('s', open, gate.version(), 1)).toBe(true);
  const before = gate.version();
  gate.noteLock(personId, (_sessionId, lock) => ({ ...lock, kept: 'locked' }), 2);
  expect(gate.note('s', open, before, 3)).toBe(false);
  expect(gate.shows('s', 3)).toBe(false);
  expect(gate.note('s', open, gate.version(), 4)).toBe(true);
  expect(gate.shows('s', 4)).toBe(true);
});

test('nor what was read before somebody ceased to take part, nor of a session that ended, also of one not held yet', () => {
  const gate = new ViewGate();
  let before = gate.version();
  gate.noteTakesPart(personId, false, 1);
  expect([gate.note('s', open, before, 2), gate.shows('s', 2)]).toEqual([false, false]);
  gate.note('s', open, gate.version(), 3);
  before = gate.version();
  gate.forget('s');
  expect([gate.note('s', open, before, 4), gate.shows('s', 4)]).toEqual([false, false]);
});

test("another person's change keeps nothing from being noted", () => {
  const gate = new ViewGate();
  const before = gate.version();
  gate.noteTakesPart('other' as PersonId, false, 1);
  expect(gate.note('s', open, before, 2)).toBe(true);
});
