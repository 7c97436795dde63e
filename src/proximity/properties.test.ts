import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceM, newOffset } from '../core/geo.ts';
import type { PersonId } from '../core/ids.ts';
import { normal, seededRng } from '../core/rng.ts';
import { newEngineState } from './new-state.ts';
import { boundGapM, reachM } from './outer-bound.ts';
import { DEFAULT_PARAMETERS as p } from './parameters.ts';
import { insideProbability, normalCdf, RADIUS68_SIGMAS } from './probability.ts';
import { P, Scene, W } from './scene.test-helper.ts';
import type { Bound } from './state.ts';

const RANKS = ['clear', 'notice', 'warning', 'danger', 'unknown'];

/** A made-up minute by minute way: starts, speeds and turns. */
const way = fc.record({
  eastM: fc.integer({ min: -3000, max: 3000 }),
  northM: fc.integer({ min: -3000, max: 3000 }),
  legs: fc.array(fc.record({ vEast: fc.integer({ min: -12, max: 12 }), vNorth: fc.integer({ min: -12, max: 12 }) }), {
    minLength: 3,
    maxLength: 12,
  }),
});
type Way = { eastM: number; northM: number; legs: { vEast: number; vNorth: number }[] };

function placesOf(one: Way): { eastM: number; northM: number }[] {
  let { eastM, northM } = one;
  return one.legs.map((leg) => {
    eastM += leg.vEast * 60;
    northM += leg.vNorth * 60;
    return { eastM, northM };
  });
}

/** Plays both ways and gives what was found, without what names the sides. */
function playBoth(scene: Scene, wearer: Way, other: Way, isWearerFirst = true): string[] {
  scene.bind();
  const a = placesOf(wearer);
  const b = placesOf(other);
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const s = i * 60;
    const inWearer = a[i];
    const inOther = b[i];
    if (inWearer !== undefined && isWearerFirst) scene.fix(W, s, inWearer.eastM, inWearer.northM);
    if (inOther !== undefined) scene.fix(P, s, inOther.eastM, inOther.northM);
    if (inWearer !== undefined && !isWearerFirst) scene.fix(W, s, inWearer.eastM, inWearer.northM);
    for (let t = s; t < s + 60; t += 10) scene.tick(t);
  }
  return scene.findings
    .filter((f) => f.kind === 'approach')
    .map((f) => `${f.atMs} ${f.level} ${f.reason?.split('-')[1]}`);
}

describe('symmetry', () => {
  it('who wears the device does not change the level', () => {
    fc.assert(
      fc.property(way, way, (a, b) => {
        const one = playBoth(new Scene(), a, b).map((line) => line.split(' ')[1]);
        const two = playBoth(new Scene(), b, a, false).map((line) => line.split(' ')[1]);
        expect(two).toEqual(one);
      }),
      { numRuns: 150 },
    );
  });

  it('is the same across the antimeridian, and at another longitude', () => {
    fc.assert(
      fc.property(way, way, (a, b) => {
        const here = playBoth(new Scene({ latDeg: 37, lonDeg: 20 }), a, b);
        expect(playBoth(new Scene({ latDeg: 37, lonDeg: 179.999 }), a, b)).toEqual(here);
        expect(playBoth(new Scene({ latDeg: 37, lonDeg: -180 }), a, b)).toEqual(here);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the poles', () => {
  it('an approach across the pole is seen as one', () => {
    for (const latDeg of [89.999, -89.999]) {
      const scene = new Scene({ latDeg, lonDeg: 0 }).bind();
      // The wearer walks along the meridian over the pole to the protected person on the other side.
      for (let s = 0; s <= 1500; s += 60) {
        const north = (2000 - 1.4 * s) * Math.sign(latDeg);
        scene.fix(P, s, 0, 0);
        scene.fix(W, s, 0, north);
        scene.tick(s + 30);
      }
      expect(scene.levels().slice(0, 2)).toEqual(['notice', 'warning']);
      expect(scene.levels()).toContain('danger');
    }
  });

  it('never yields what is not a number', () => {
    fc.assert(
      fc.property(way, way, fc.constantFrom(90, -90, 89.9, -89.99, 0, 80), (a, b, latDeg) => {
        const scene = new Scene({ latDeg, lonDeg: 179.99 });
        const lines = playBoth(scene, a, b);
        expect(lines.join()).not.toContain('evaluation');
        for (const finding of scene.findings) expect(finding.distanceM ?? 0).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the outer bound', () => {
  const boundOf = (radiusM: number, speedMps: number): Bound => ({ latDeg: 0, lonDeg: 0, radiusM, speedMps, atMs: 0 });
  const amount = fc.double({ min: 0, max: 50, noNaN: true });

  it('grows with time and with the speed it starts from', () => {
    const time = fc.integer({ min: 0, max: 86_400 });
    fc.assert(
      fc.property(amount, amount, time, time, (speed, faster, s, more) => {
        const bound = boundOf(20, speed);
        expect(reachM(p, bound, s * 1000, more)).toBeGreaterThanOrEqual(reachM(p, bound, s * 1000, 0));
        expect(reachM(p, bound, (s + more) * 1000, 0)).toBeCloseTo(reachM(p, bound, s * 1000, more), 5);
        const fast = boundOf(20, speed + faster);
        expect(reachM(p, fast, s * 1000, 0)).toBeGreaterThanOrEqual(reachM(p, bound, s * 1000, 0) - 1e-6);
      }),
    );
  });

  it('holds everyone who keeps to its speeds: nobody at rest gets out of it on foot or by car', () => {
    const bound = boundOf(20, 0);
    for (let s = 60; s <= 7200; s += 60) {
      expect(reachM(p, bound, s * 1000, 0)).toBeGreaterThan(1.6 * s);
      if (s >= 1200) expect(reachM(p, bound, s * 1000, 0)).toBeGreaterThan(8 * s);
    }
  });

  it('a good fix ends what a coarse one before it narrowed', () => {
    const scene = new Scene().bind();
    scene.fix(W, 0, 0, 0, { accuracyM: 1000, source: 'cell' });
    const { wearer } = scene.engine;
    expect([wearer.coarse.atMs, wearer.good.atMs]).toEqual([0, Number.NaN]);
    scene.fix(W, 60, 0, 0);
    expect([wearer.coarse.atMs, wearer.good.atMs]).toEqual([Number.NaN, 60_000]);
  });

  it('a coarse fix since can only narrow it, never below what it allows itself', () => {
    const { wearer: a, protectedPerson: b, people } = newEngineState(p);
    a.at(people.add('a' as PersonId));
    b.at(people.add('b' as PersonId));
    Object.assign(a.good, boundOf(20, 0));
    Object.assign(b.good, { ...boundOf(20, 0), latDeg: 0.1 });
    const before = boundGapM(p, a, b, 600_000, 0, newOffset());
    Object.assign(a.coarse, { ...boundOf(2000, 0), latDeg: 0.01, atMs: 600_000 });
    expect(boundGapM(p, a, b, 600_000, 0, newOffset())).toBeGreaterThanOrEqual(before);
  });
});

describe('rule 3: a worse fix never lowers a level', () => {
  it('coarse fixes, wherever they say, leave the level or make it unknown', () => {
    const place = fc.integer({ min: -20_000, max: 20_000 });
    const coarse = fc.array(
      fc.record({ eastM: place, northM: place, accuracyM: fc.integer({ min: 301, max: 3000 }) }),
      {
        minLength: 1,
        maxLength: 15,
      },
    );
    const near = fc.integer({ min: 0, max: 540 });
    fc.assert(
      fc.property(near, coarse, (eastM, fixes) => {
        const scene = new Scene().bind().play(0, 300, () => ({ eastM, northM: 0 }));
        const before = RANKS.indexOf(scene.level);
        expect(before).toBeGreaterThanOrEqual(2);
        for (const [i, fix] of fixes.entries()) {
          const s = 330 + i * 60;
          scene.fix(W, s, fix.eastM, fix.northM, { accuracyM: fix.accuracyM, source: 'cell' });
          scene.fix(P, s + 10, 0, 0);
          for (let t = s; t < s + 60; t += 10) scene.tick(t);
          expect(RANKS.indexOf(scene.view(s + 60).level)).toBeGreaterThanOrEqual(before);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('probability', () => {
  it('of being inside a ring agrees with trials', () => {
    const rng = seededRng(7);
    for (const [distance, sigma, radius] of [
      [0, 50, 100],
      [100, 30, 100],
      [500, 200, 600],
      [300, 600, 100],
      [90, 5, 100],
    ] as const) {
      let inside = 0;
      const trials = 20_000;
      for (let i = 0; i < trials; i++) {
        if (Math.hypot(distance + sigma * normal(rng), sigma * normal(rng)) <= radius) inside++;
      }
      expect(Math.abs(insideProbability(distance, sigma, radius) - inside / trials)).toBeLessThan(0.02);
    }
  });

  it('falls with distance, and two thirds are within the 68 % radius', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 5000, noNaN: true }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        fc.double({ min: 3, max: 1000, noNaN: true }),
        (distance, more, sigma) => {
          const near = insideProbability(distance, sigma, 600);
          expect(near).toBeGreaterThanOrEqual(0);
          expect(near).toBeLessThanOrEqual(1);
          expect(insideProbability(distance + more, sigma, 600)).toBeLessThanOrEqual(near + 0.01);
        },
      ),
    );
    expect(insideProbability(0, 10, 10 * RADIUS68_SIGMAS)).toBeCloseTo(0.68, 1);
    expect(normalCdf(0)).toBeCloseTo(0.5, 6);
    expect(normalCdf(1.96)).toBeCloseTo(0.975, 4);
  });
});

describe('distances of findings', () => {
  it('are those of the fixes when both stand still', () => {
    fc.assert(
      fc.property(fc.integer({ min: 150, max: 1900 }), fc.integer({ min: -70, max: 70 }), (eastM, latDeg) => {
        const scene = new Scene({ latDeg, lonDeg: 5 }).bind().play(0, 300, () => ({ eastM, northM: 0 }));
        const truth = distanceM(scene.at(0, 0), scene.at(eastM, 0));
        expect(Math.abs((scene.view(300).distanceM ?? 0) - truth)).toBeLessThan(4);
      }),
      { numRuns: 60 },
    );
  });
});
