/** The same approach is the same anywhere: at the equator, in the north, near a pole, on the antimeridian; and in any shape of zone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LatLon } from '../core/geo.ts';
import { zoneView } from './engine.ts';
import { type Path, Scene, SILENT, STAND, stand, walk, ZONE, zoneSpec } from './scene.test-helper.ts';
import type { GeoPoint, Shape } from './types.ts';
import { changesOf } from './ways.test-helper.ts';

const HERE: LatLon = { latDeg: 0, lonDeg: 20 };
const PLACES: readonly LatLon[] = [0, 60, 85, 89.99, -60, -85, -89.99].flatMap((latDeg) => [
  { latDeg, lonDeg: 180 },
  { latDeg, lonDeg: -77 },
]);
const PATHS: readonly (readonly [string, Path, Path])[] = [
  ['walks in from the east', walk(2900, -1.4), STAND],
  ['walks in from the south', (s) => ({ eastM: 30, northM: -2900 + 1.4 * s }), STAND],
  ['is walked up to', STAND, walk(2900, -1.4)],
  ['drives in', walk(9000, -9), STAND],
  ['comes, stays and goes', (s) => ({ eastM: 150 + 1.5 * Math.abs(s - 1000), northM: 0 }), STAND],
  ['passes at 700 m', (s) => ({ eastM: -2000 + 3 * s, northM: 700 }), STAND],
];
/** A threshold may be met one report later where a metre's rounding falls otherwise. */
const LATER_S = 60;
/** Beside a pole a belief's velocity is off (H-122): a lowering comes some minutes sooner or later there. */
const LATER_AT_POLE_S = 300;

describe('an approach', () => {
  it.each(PATHS)('of a wearer who %s is the same everywhere', (_, wearer, other) => {
    const here = new Scene(HERE).bind().play(0, 2100, wearer, other);
    expect(here.levels().length).toBeGreaterThan(0);
    for (const place of PLACES) {
      const there = new Scene(place).bind().play(0, 2100, wearer, other);
      expect(there.levels(), JSON.stringify(place)).toEqual(here.levels());
      const slackS = Math.abs(place.latDeg) > 89.9 ? LATER_AT_POLE_S : LATER_S;
      for (const [i, { atMs }] of changesOf(there).entries())
        expect(Math.abs(atMs - changesOf(here)[i]!.atMs) / 1000).toBeLessThanOrEqual(slackS);
      expect(Math.abs((there.view(2100).distanceM ?? 0) - (here.view(2100).distanceM ?? 0))).toBeLessThanOrEqual(3);
    }
  });
});

/** An edge that lies a hand's breadth elsewhere is crossed at another report or two. */
const DIFFERING_SHARE = 0.2;

/** Share of the time at which two scenes of a zone stand at different levels. */
function differingShare(one: Scene, other: Scene): number {
  const levelAt = ({ findings }: Scene, s: number) =>
    findings.findLast(({ kind, atMs }) => kind === 'zone' && atMs <= s * 1000)?.level ?? 'clear';
  let differing = 0;
  for (let s = 0; s < PLAYED_S; s += 5) if (levelAt(one, s) !== levelAt(other, s)) differing += 5;
  return differing / PLAYED_S;
}
const PLAYED_S = 900;

describe('a zone', () => {
  const CORNERS = 120;
  /** Radius of the circle inside a polygon, to that of the circle around it. */
  const INSCRIBED = Math.cos(Math.PI / CORNERS);

  /** A circle as a polygon with many corners: within 0.04 % of it. */
  function polygon(scene: Scene, radiusM: number): Shape {
    const ring: GeoPoint[] = Array.from({ length: CORNERS }, (_, i) => {
      const angle = (2 * Math.PI * i) / CORNERS;
      return scene.at(radiusM * Math.cos(angle), radiusM * Math.sin(angle));
    });
    return { kind: 'polygon', rings: [ring] };
  }

  it('is the same as a circle and as a polygon of many corners', () => {
    const kind = fc.constantFrom('exclusion' as const, 'inclusion' as const);
    const radius = fc.integer({ min: 100, max: 800 });
    const pace = fc.integer({ min: -40, max: 40 }).map((tenths) => tenths / 10);
    const place = fc.constantFrom(...PLACES, { latDeg: 45, lonDeg: 7 }, { latDeg: -30, lonDeg: -179.9999 });
    fc.assert(
      fc.property(
        place,
        kind,
        radius,
        fc.integer({ min: -1500, max: 1500 }),
        pace,
        (origin, of, radiusM, from, mps) => {
          const path: Path = (s) => ({ eastM: from + mps * s, northM: radiusM / 3 });
          const played = [
            (scene: Scene): Shape => ({ kind: 'circle', ...scene.at(0, 0), radiusM }),
            (scene: Scene) => polygon(scene, radiusM),
            (scene: Scene): Shape => ({ kind: 'circle', ...scene.at(0, 0), radiusM: radiusM * INSCRIBED }),
          ].map((shapeOf) => {
            const scene = new Scene(origin);
            const zone = zoneSpec(shapeOf(scene), { kind: of, warnM: of === 'exclusion' ? 300 : 50, noticeM: 600 });
            scene.take({ kind: 'bind-zone', zone }, 0);
            return scene.play(0, PLAYED_S, path, SILENT);
          });
          const [circle, corners, inscribed] = played;
          const apartM =
            zoneView(circle!.engine, ZONE, PLAYED_S * 1000)!.distanceM! -
            zoneView(corners!.engine, ZONE, PLAYED_S * 1000)!.distanceM!;
          expect(Math.abs(apartM)).toBeLessThanOrEqual(2);
          // The polygon lies between two circles: who lingers at a threshold may be on its other side for one of them, not for both.
          const shares = [circle, inscribed].map((scene) => differingShare(scene!, corners!));
          expect(Math.min(...shares)).toBeLessThan(DIFFERING_SHARE);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is told of alike everywhere', () => {
    const levels = PLACES.map((place) => {
      const scene = new Scene(place);
      scene.take({ kind: 'bind-zone', zone: zoneSpec({ kind: 'circle', ...scene.at(0, 0), radiusM: 200 }) }, 0);
      return scene.play(0, 1800, walk(2200, -1.3), SILENT).play(1805, 2400, stand(0), SILENT).levels();
    });
    expect(new Set(levels.map((one) => one.join())).size).toBe(1);
    expect(levels[0]).toEqual(['notice', 'warning', 'danger']);
  });
});
