import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../core/time.ts';
import { classOf, decideLook, inOrder } from './decide-looks.ts';

const SEOUL = 'Asia/Seoul';
const at = (text: string) => Date.parse(`${text}+09:00`);
const LOOK = {
  ...{ number: 1, atMs: at('2026-11-10T23:50:00'), action: 'proceeding.read', purpose: 'order' },
  actor: { kind: 'prosecutor', id: 'somebody' },
};

describe('a look as the wearer is told of it', () => {
  it('is of a day alone, two full days later (H-525)', () => {
    expect(decideLook(LOOK, [], SEOUL, at('2026-11-12T23:59:59'))).toBeNull();
    expect(decideLook(LOOK, [], SEOUL, at('2026-11-13T00:00:00'))).toEqual({
      month: '2026-11',
      day: '2026-11-10',
      atMs: null,
    });
  });

  it.each(['officer', 'monitoring', 'police', 'authority'])(
    'of whom an alarm calls is of a month alone, two full days after it: %s (H-525)',
    (kind) => {
      const look = { ...LOOK, actor: { kind, id: 'somebody' } };
      expect(decideLook(look, [], SEOUL, at('2026-12-02T23:59:59'))).toBeNull();
      expect(decideLook(look, [], SEOUL, at('2026-12-03T00:00:00'))).toEqual({
        month: '2026-11',
        day: null,
        atMs: null,
      });
      const last = { ...look, atMs: at('2026-12-31T12:00:00') };
      expect(decideLook(last, [], SEOUL, at('2027-01-02T23:59:59'))).toBeNull();
      expect(decideLook(last, [], SEOUL, at('2027-01-03T00:00:00'))).toMatchObject({ month: '2026-12' });
    },
  );

  it('stands in the list where its day or month puts it, and not where its hour would (H-525)', () => {
    const one = { office: 'office', what: 'proceeding.read', purpose: 'order', role: 'judge' };
    const ofMonth = { ...one, role: 'officer', month: '2026-11', day: null, atMs: null };
    const ofDay = { ...one, month: '2026-11', day: '2026-11-10', atMs: null };
    const early = { ...one, month: '2026-11', day: '2026-11-10', atMs: at('2026-11-10T08:00:00') };
    const late = { ...early, atMs: at('2026-11-10T20:00:00') };
    const after = { ...early, day: '2026-11-30', atMs: at('2026-11-30T20:00:00') };
    const expected = [ofMonth, after, ofDay, late, early];
    expect(inOrder([ofDay, early, after, late, ofMonth])).toEqual(expected);
    expect(inOrder([early, ofMonth, late, ofDay, after])).toEqual(expected);
  });

  it('has its instant where the wearer took part', () => {
    const fitted = { ...LOOK, action: 'device.fit', purpose: 'monitoring', actor: { kind: 'officer', id: null } };
    expect(decideLook(fitted, [], SEOUL, LOOK.atMs)).toEqual({ month: '2026-11', day: '2026-11-10', atMs: LOOK.atMs });
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
    expect(classOf({ action, purpose })).toBe('not-told');
    expect(decideLook({ ...LOOK, action, purpose }, [], SEOUL, LOOK.atMs + 400 * DAY_MS)).toBeNull();
  });

  it('of an investigation is kept back until the day that was recorded, and shown from then on (H-526)', () => {
    const until = at('2026-12-24T00:00:00');
    const delays = [{ untilMs: until, article: 'made up', recordedAtMs: at('2026-11-01T00:00:00') }];
    expect(decideLook(LOOK, delays, SEOUL, until - 1)).toBeNull();
    expect(decideLook(LOOK, delays, SEOUL, until)).toEqual({ month: '2026-11', day: '2026-11-10', atMs: null });
    // The court's own looks are no investigation.
    expect(decideLook({ ...LOOK, actor: { kind: 'judge', id: null } }, delays, SEOUL, until - 1)).not.toBeNull();
    expect(decideLook({ ...LOOK, atMs: until + 1 }, delays, SEOUL, until + 4 * DAY_MS)).not.toBeNull();
  });
});
