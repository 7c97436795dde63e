import { describe, expect, it } from 'vitest';
import { loudnessOf } from './contract.ts';

const LOUD = { calm: false, quietHours: null };
const CALM = { calm: true, quietHours: null };
const NIGHT = { calm: false, quietHours: { fromMinute: 22 * 60, toMinute: 7 * 60 } };

describe('how loud a warning is', () => {
  it('danger is never made quieter', () => {
    for (const plan of [LOUD, CALM, NIGHT]) expect(loudnessOf('danger', plan, 180)).toBe('full');
  });

  it('quiet hours go over midnight, from inclusive, to exclusive', () => {
    const at = (hour: number) => loudnessOf('warning', NIGHT, hour * 60);
    expect([21, 22, 23, 0, 6, 7, 12].map(at)).toEqual(['full', 'soft', 'soft', 'soft', 'soft', 'full', 'full']);
  });

  it('quiet hours of no length, or within a day', () => {
    expect(loudnessOf('unknown', { calm: false, quietHours: { fromMinute: 60, toMinute: 60 } }, 60)).toBe('full');
    const noon = { calm: false, quietHours: { fromMinute: 700, toMinute: 800 } };
    expect([699, 700, 799, 800].map((minute) => loudnessOf('unknown', noon, minute))).toEqual([
      'full',
      'silent',
      'silent',
      'full',
    ]);
  });

  it('a notice shakes and never sounds; clear only shows', () => {
    expect(loudnessOf('notice', LOUD, 0)).toBe('soft');
    expect(loudnessOf('notice', CALM, 0)).toBe('silent');
    expect(loudnessOf('clear', LOUD, 0)).toBe('silent');
  });
});
