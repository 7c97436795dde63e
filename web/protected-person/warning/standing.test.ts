import { expect, test } from 'vitest';
import type { Warning } from '../../ui/live/live-state.ts';
import type { Level } from '../../ui/parts/level.ts';
import { pickWarning } from './warning-pick.ts';

const warning = (warningId: string, level: Level, atMs: number): Warning => ({
  warningId,
  pairId: 'p',
  incidentId: null,
  level,
  atMs,
  serverTimeMs: atMs,
});

test('the highest level first, of equal ones the latest', () => {
  const picked = pickWarning([warning('a', 'danger', 1), warning('b', 'warning', 9), warning('c', 'danger', 5)]);
  expect(picked?.top.warningId).toBe('c');
  expect(picked?.rest.map((one) => one.warningId)).toEqual(['a', 'b']);
});

test('none', () => {
  expect(pickWarning([])).toBeNull();
});
