/** Rule 3: uncertainty is never dropped. A worse fix lowers nothing that a better one would have kept, and a coarse one nothing at all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { P, Scene, W } from './scene.test-helper.ts';
import type { Level } from './types.ts';
import { isAlerting, play, RANKS, type Report, tell, type Way, way } from './ways.test-helper.ts';

/** Ways that end with a good report of the wearer, which the tests replace. */
const ending = fc.record({
  eastM: fc.integer({ min: -900, max: 900 }),
  northM: fc.integer({ min: -900, max: 900 }),
});

function good({ eastM, northM }: { eastM: number; northM: number }): Report {
  return { eastM, northM, accuracyM: 10, source: 'gnss', speedMps: null, courseDeg: null };
}

/** The scene just before the last report, and the second of that report. */
function playBefore(a: Way, b: Way): { readonly scene: Scene; readonly s: number } {
  return { scene: play(new Scene(), a, b), s: 60 * Math.max(a.length, b.length) + 5 };
}

const levelOf = (scene: Scene, s: number): Level => scene.view(s).level;

/**
 * No warning or danger turns calm, and between levels that are known none is lower. An unknown may end: a cell fix from far away
 * tells that contact is not possible yet.
 */
function expectNotLower(level: Level, than: Level): void {
  if (than === 'unknown') return;
  expect(RANKS.indexOf(level)).toBeGreaterThanOrEqual(RANKS.indexOf(than));
}

describe('a worse fix', () => {
  it('ends no warning or danger that the better one would have left', () => {
    const worse = fc.integer({ min: 20, max: 3000 });
    let alerts = 0;
    fc.assert(
      fc.property(way, way, ending, worse, (a, b, end, accuracyM) => {
        const better = playBefore(a, b);
        const { s } = better;
        const stood = levelOf(better.scene, s - 5);
        tell(better.scene, W, s, good(end));
        const other = playBefore(a, b);
        tell(other.scene, W, s, { ...good(end), accuracyM });
        if (stood === 'unknown' || !isAlerting(stood) || !isAlerting(levelOf(better.scene, s))) return;
        // What is held as an outlier leaves everything as it was: a worse fix from there may be no surprise, and count.
        if (better.scene.view(s).wearer.point?.fixedAtMs !== s * 1000) return;
        // What time alone lowers in this moment, no fix has lowered.
        const none = playBefore(a, b);
        none.scene.tick(s);
        if (!isAlerting(levelOf(none.scene, s))) return;
        alerts++;
        expect(isAlerting(levelOf(other.scene, s))).toBe(true);
      }),
      { numRuns: 600 },
    );
    expect(alerts).toBeGreaterThan(20);
  });

  it('that is coarse lowers nothing at that instant, wherever it says', () => {
    const far = fc.integer({ min: -20_000, max: 20_000 });
    fc.assert(
      fc.property(way, way, far, far, fc.integer({ min: 301, max: 3000 }), (a, b, eastM, northM, accuracyM) => {
        // Beside it a known fix once more: evaluated at the same instant, and nothing new.
        const reference = playBefore(a, b);
        const { s } = reference;
        tell(reference.scene, W, 60 * (a.length - 1), a[a.length - 1]);
        reference.scene.tick(s);
        const { scene } = playBefore(a, b);
        tell(scene, W, 60 * (a.length - 1), a[a.length - 1]);
        tell(scene, W, s, { ...good({ eastM, northM }), accuracyM, source: 'cell' });
        expectNotLower(levelOf(scene, s), levelOf(reference.scene, s));
      }),
      { numRuns: 200 },
    );
  });

  it('that is coarse leaves a standing alert through the minutes that follow', () => {
    const near = fc.integer({ min: 0, max: 450 });
    const far = fc.integer({ min: -9000, max: 9000 });
    const gaps = fc.array(fc.record({ eastM: far, northM: far, accuracyM: fc.integer({ min: 301, max: 3000 }) }), {
      minLength: 1,
      maxLength: 10,
    });
    fc.assert(
      fc.property(near, gaps, (eastM, coarse) => {
        const scene = new Scene().bind().play(0, 600, () => ({ eastM, northM: 0 }));
        expect(isAlerting(levelOf(scene, 600))).toBe(true);
        for (const [i, one] of coarse.entries()) {
          const s = 630 + i * 60;
          tell(scene, W, s, { ...good(one), accuracyM: one.accuracyM, source: 'cell' });
          scene.fix(P, s + 20, Math.sin(s), 0);
          for (let t = s + 25; t < s + 60; t += 5) scene.tick(t);
          expect(isAlerting(scene.view(s + 55).level)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
