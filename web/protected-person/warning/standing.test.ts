import { describe, expect, test } from 'vitest';
import type { Warning } from '../../ui/live/live-state.ts';
import type { Level } from '../../ui/parts/level.ts';
import { alarmSteps } from './alarm-timeline.ts';
import { feltOf, followWarnings, NOTHING_WATCHED, pickWarning, type Watched } from './standing.ts';

const warning = (warningId: string, level: Level, atMs: number, pairId = 'p'): Warning => ({
  ...{ warningId, pairId, incidentId: null, level, atMs },
  serverTimeMs: atMs,
});
const follow = (
  before: Watched,
  warnings: readonly Warning[],
  levels: Readonly<Record<string, Level | null>>,
  nowMs = 0,
) => followWarnings(before, warnings, (pairId) => levels[pairId] ?? null, nowMs);

describe('order', () => {
  test('the highest level first, of equal ones the latest', () => {
    const warnings = [warning('a', 'danger', 1), warning('b', 'warning', 9), warning('c', 'danger', 5)];
    const picked = pickWarning(warnings, NOTHING_WATCHED);
    expect(picked?.top.warningId).toBe('c');
    expect(picked?.rest.map((one) => one.warningId)).toEqual(['a', 'b']);
  });

  test('none', () => {
    expect(pickWarning([], NOTHING_WATCHED)).toBeNull();
  });

  test('a danger that has fallen neither hides nor silences another pair’s warning that stands', () => {
    const warnings = [warning('a', 'danger', 9, 'p'), warning('b', 'warning', 1, 'q')];
    const watched = follow(NOTHING_WATCHED, warnings, { p: 'clear', q: 'warning' });
    expect(pickWarning(warnings, watched)?.top.warningId).toBe('b');
    expect(feltOf(watched)?.key).toBe('q warning');
  });
});

describe('H-174: what is felt begins once for each pair and level', () => {
  const danger = [warning('a', 'danger', 1)];

  test('a second warning of the same, another pair, a lock or a lost connection begin nothing anew', () => {
    const first = follow(NOTHING_WATCHED, danger, { p: 'danger' }, 100);
    const both = [...danger, warning('b', 'danger', 2), warning('c', 'danger', 3, 'q')];
    const second = follow(first, both, { p: 'danger', q: 'danger' }, 200);
    const lost = follow(second, both, {}, 300);
    expect(lost.begun.get('p danger')).toBe(first.begun.get('p danger'));
    expect([...lost.begun.values()].map(({ fromMs }) => fromMs)).toEqual([100, 200]);
    // Which one's turn it is does not go to and fro: the later, until it has ended.
    for (const watched of [second, lost]) expect(feltOf(watched)?.key).toBe('q danger');
  });

  test.each([null, 'unknown'] as const)('what fell stays fallen while the level is %s', (level) => {
    const fell = follow(NOTHING_WATCHED, danger, { p: 'notice' });
    expect(feltOf(fell)).toBeNull();
    expect(feltOf(follow(fell, danger, { p: level }))).toBeNull();
  });

  test('and what did not fall does not fall by it', () => {
    expect(feltOf(follow(NOTHING_WATCHED, danger, { p: 'unknown' }))?.key).toBe('p danger');
    expect(feltOf(follow(NOTHING_WATCHED, danger, {}))?.key).toBe('p danger');
  });

  test('one that fell and rises again begins anew', () => {
    const first = follow(NOTHING_WATCHED, danger, { p: 'danger' }, 100);
    const fell = follow(first, danger, { p: 'clear' }, 200);
    const risen = follow(fell, danger, { p: 'warning' }, 300);
    expect(feltOf(risen)).toMatchObject({ key: 'p danger', fromMs: 300, next: 0 });
  });

  test('when the higher one has ended by itself, it is the lower one’s turn', () => {
    const warnings = [...danger, warning('b', 'warning', 1, 'q')];
    const watched = follow(NOTHING_WATCHED, warnings, { p: 'danger', q: 'warning' });
    feltOf(watched)!.next = alarmSteps('danger').length;
    expect(feltOf(watched)?.key).toBe('q warning');
  });
});
