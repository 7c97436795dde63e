import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../core/time.ts';
import { classOf, decideLook } from './decide-looks.ts';

const SEOUL = 'Asia/Seoul';
const at = (text: string) => Date.parse(`${text}+09:00`);
const LOOK = {
  ...{ number: 1, atMs: at('2026-11-10T23:50:00'), action: 'proceeding.read', purpose: 'order' },
  actor: { kind: 'prosecutor', id: 'somebody' },
};

describe('a look as the wearer is told of it', () => {
  it('is of a day alone, two full days later (H-525)', () => {
    expect(decideLook(LOOK, [], SEOUL, at('2026-11-12T23:59:59'))).toBeNull();
    expect(decideLook(LOOK, [], SEOUL, at('2026-11-13T00:00:00'))).toEqual({ day: '2026-11-10', atMs: null });
  });

  it('has its instant where the wearer took part', () => {
    const fitted = { ...LOOK, action: 'device.fit', purpose: 'monitoring', actor: { kind: 'officer', id: null } };
    expect(decideLook(fitted, [], SEOUL, LOOK.atMs)).toEqual({ day: '2026-11-10', atMs: LOOK.atMs });
  });

  it.each([
    ['device.command', 'monitoring'],
    ['device.command-sent', 'monitoring'],
    ['incident.acknowledge', 'protection'],
    ['identity.read', 'protection'],
    ['identity.read', 'alarm'],
    ['something.new', 'order'],
    ['breach.make', 'compliance'],
    ['breach.put', 'compliance'],
  ])('is never listed where it may come from an alarm: %s for %s (H-525)', (action, purpose) => {
    expect(['counted', 'not-told']).toContain(classOf({ action, purpose }));
    expect(decideLook({ ...LOOK, action, purpose }, [], SEOUL, LOOK.atMs + 400 * DAY_MS)).toBeNull();
  });

  it('of an investigation is kept back until the day that was recorded, and shown from then on (H-526)', () => {
    const until = at('2026-12-24T00:00:00');
    const delays = [{ untilMs: until, article: 'made up', recordedAtMs: at('2026-11-01T00:00:00') }];
    expect(decideLook(LOOK, delays, SEOUL, until - 1)).toBeNull();
    expect(decideLook(LOOK, delays, SEOUL, until)).toEqual({ day: '2026-11-10', atMs: null });
    // The court's own looks are no investigation.
    expect(decideLook({ ...LOOK, actor: { kind: 'judge', id: null } }, delays, SEOUL, until - 1)).not.toBeNull();
    expect(decideLook({ ...LOOK, atMs: until + 1 }, delays, SEOUL, until + 4 * DAY_MS)).not.toBeNull();
  });
});
