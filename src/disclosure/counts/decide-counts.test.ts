import { describe, expect, it } from 'vitest';
import { seededRng } from '../../core/rng.ts';
import { drawOver, monthsTold, monthText, SPREAD_DAYS, shownOf } from './decide-counts.ts';

const SEOUL = 'Asia/Seoul';

function bytesFrom(seed: number): (count: number) => Uint8Array {
  const rng = seededRng(seed);
  return (count) => Uint8Array.from({ length: count }, () => Math.floor(rng.next() * 256));
}

describe('counts for the wearer', () => {
  it('are of months that are over, and told two full days later (H-522)', () => {
    const from = Date.parse('2026-09-20T00:00:00+09:00');
    const end = Date.parse('2027-03-20T00:00:00+09:00');
    const at = (text: string) => monthsTold(from, end, SEOUL, Date.parse(text)).map(monthText);
    expect(at('2026-10-02T23:59:59+09:00')).toEqual([]);
    expect(at('2026-10-03T00:00:00+09:00')).toEqual(['2026-09']);
    expect(at('2027-01-03T00:00:00+09:00')).toEqual(['2026-09', '2026-10', '2026-11', '2026-12']);
    expect(at('2028-01-01T00:00:00+09:00').at(-1)).toBe('2027-03');
  });

  it('are ranges that are never one number, and a few days are never told from none (H-522)', () => {
    for (let drawn = -40; drawn <= 70; drawn += 1) {
      const { atLeast, atMost } = shownOf('2026-02', drawn);
      expect([atLeast >= 0, atMost <= 28, atMost - atLeast >= SPREAD_DAYS]).toEqual([true, true, true]);
    }
    expect(shownOf('2026-02', -3)).toEqual(shownOf('2026-02', 0));
  });

  it('say next to nothing of one day: each answer is at most 5/3 times as likely with it as without (H-522)', () => {
    const draws = 60_000;
    const histogram = (days: number) => {
      const bytes = bytesFrom(days + 1);
      const counts = new Map<number, number>();
      for (let i = 0; i < draws; i += 1) {
        const drawn = drawOver(days, bytes);
        counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
      }
      return counts;
    };
    const [without, withIt] = [histogram(9), histogram(10)];
    for (const [drawn, n] of without) {
      const m = withIt.get(drawn) ?? 0;
      if (n < 1_000 || m < 1_000) continue;
      // Five standard errors of the ratio of two counts.
      const slack = 1 + 5 * Math.sqrt(1 / n + 1 / m);
      expect(n / m, String(drawn)).toBeLessThan((5 / 3) * slack);
      expect(m / n, String(drawn)).toBeLessThan((5 / 3) * slack);
    }
    // The exact chance of the true count itself is (1 - 3/5) / (1 + 3/5) = 1/4: it is no count with a little dust on it.
    expect(without.get(9)! / draws).toBeCloseTo(0.25, 2);
  });
});
