/** The outer bound only grows: while nothing comes that can be believed, the soonest possible contact never moves away. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { P, Scene, W } from './scene.test-helper.ts';
import { play, type Way, way } from './ways.test-helper.ts';

/** What may come in the meantime, and narrows nothing down. */
const NOISE = ['nothing', 'again', 'late', 'mocked', 'event'] as const;

/** The last report of a way, told once more as of its own time. */
function tellAgain(scene: Scene, id: typeof W, reports: Way, offsetS: number, nowS: number): void {
  const minute = reports.findLastIndex((report) => report !== null);
  const report = reports[minute];
  if (report === undefined || report === null) return;
  const { eastM, northM, ...rest } = report;
  scene.fix(id, minute * 60 + offsetS, eastM, northM, rest, nowS);
}

it('falls as time goes by, whatever comes that is late, repeated or faked', () => {
  const between = fc.array(fc.constantFrom(...NOISE), { minLength: 5, maxLength: 40 });
  const place = fc.integer({ min: -20_000, max: 20_000 });
  let compared = 0;
  fc.assert(
    fc.property(way, way, between, place, (a, b, noise, farM) => {
      const scene = play(new Scene(), a, b);
      let s = 60 * Math.max(a.length, b.length);
      let before = scene.view(s).earliestContactS;
      for (const [i, what] of noise.entries()) {
        s += 60;
        const id = i % 2 === 0 ? W : P;
        if (what === 'again') tellAgain(scene, id, i % 2 === 0 ? a : b, i % 2 === 0 ? 0 : 30, s);
        if (what === 'late') scene.fix(id, 0, farM, 0, { accuracyM: 5 }, s);
        if (what === 'mocked') scene.fix(id, s, farM, 0, { mock: true });
        if (what === 'event') scene.event(id, 'low-battery', s);
        scene.tick(s + 5);
        const { earliestContactS } = scene.view(s + 5);
        if (before !== null) {
          compared++;
          expect(earliestContactS).not.toBeNull();
          expect(earliestContactS ?? 0).toBeLessThanOrEqual(before);
        }
        before = earliestContactS;
      }
    }),
    { numRuns: 150 },
  );
  expect(compared).toBeGreaterThan(500);
});

it('a fix of one side moves it away by no more than what that fix tells', () => {
  // A good fix of the wearer, 5 km away: the soonest contact is not later than a ride from there.
  const scene = new Scene().bind();
  scene.fix(P, 0, 0, 0);
  scene.fix(W, 0, 300, 0);
  expect(scene.view(0).earliestContactS).toBeLessThan(100);
  scene.fix(W, 600, 5000, 0);
  scene.fix(P, 601, 0, 0);
  const { earliestContactS } = scene.view(601);
  expect(earliestContactS).toBeGreaterThan(60);
  expect(earliestContactS).toBeLessThan(5000 / 2);
});
