import { describe, expect, it } from 'vitest';
import { newOffset } from '../core/geo.ts';
import { zonesOf, zoneView } from './engine.ts';
import { Scene, SILENT, stand, W, walk, ZONE, zoneSpec } from './scene.test-helper.ts';
import type { GeoPoint, Shape } from './types.ts';
import { measurePolygon, polygonOf } from './zone-shape.ts';

function circle(scene: Scene, radiusM: number): Shape {
  return { kind: 'circle', ...scene.at(0, 0), radiusM };
}

function square(scene: Scene, halfM: number): GeoPoint[] {
  return [scene.at(-halfM, -halfM), scene.at(halfM, -halfM), scene.at(halfM, halfM), scene.at(-halfM, halfM)];
}

function withZone(shape: (scene: Scene) => Shape, over = {}): Scene {
  const scene = new Scene();
  scene.take({ kind: 'bind-zone', zone: zoneSpec(shape(scene), over) }, 0);
  return scene;
}

describe('exclusion zones', () => {
  it('warns before the edge and is danger inside; it is left slowly', () => {
    const scene = withZone((s) => circle(s, 200)).play(0, 1800, walk(2200, -1.3), SILENT);
    expect(scene.levels()).toEqual(['notice', 'warning', 'danger']);
    expect(scene.findings.find((f) => f.level === 'warning')!.distanceM).toBeLessThanOrEqual(400);
    scene.play(1805, 4000, walk(-200, -1.5, 1805), SILENT);
    expect(scene.levels().at(-1)).toBe('clear');
    expect(zoneView(scene.engine, ZONE, 4_000_000)?.level).toBe('clear');
  });

  it('a polygon reads like a circle, with holes outside', () => {
    const scene = withZone((s) => ({ kind: 'polygon', rings: [square(s, 200)] })).play(0, 600, stand(50), SILENT);
    expect(scene.levels()).toEqual(['danger']);
    const holed = withZone((s) => ({ kind: 'polygon', rings: [square(s, 1000), square(s, 900)] }), {
      warnM: 50,
      noticeM: 100,
    });
    holed.play(0, 600, stand(0), SILENT);
    expect(holed.levels()).toEqual([]);
  });

  it('becomes unknown when the silent wearer could be there, and not before', () => {
    const near = withZone((s) => circle(s, 200))
      .play(0, 600, stand(1500), SILENT)
      .play(605, 1000, SILENT, SILENT);
    expect(near.levels()).toEqual(['wearer-silent']);
    const far = withZone((s) => circle(s, 200))
      .play(0, 600, stand(60_000), SILENT)
      .play(605, 1500, SILENT, SILENT);
    expect(far.levels()).toEqual([]);
  });

  it('says that the wearer never reported', () => {
    const scene = withZone((s) => circle(s, 200)).play(0, 400, SILENT, SILENT);
    expect(scene.levels()).toEqual(['wearer-never-reported']);
  });

  it('a polygon that encloses nothing is unknown, not clear', () => {
    const scene = withZone(() => ({ kind: 'polygon', rings: [] })).play(0, 100, stand(0), SILENT);
    expect(scene.levels()).toEqual(['evaluation-failed']);
    expect(zoneView(scene.engine, ZONE, 100_000)).toMatchObject({ level: 'unknown', distanceM: null });
  });

  it('is forgotten when unbound', () => {
    const scene = withZone((s) => circle(s, 200));
    expect(zonesOf(scene.engine, W)).toEqual([ZONE]);
    scene.take({ kind: 'unbind-zone', zoneId: ZONE }, 10);
    expect(zonesOf(scene.engine, W)).toEqual([]);
    expect(zoneView(scene.engine, ZONE, 10_000)).toBeNull();
    expect(scene.engine.people.table.count).toBe(0);
  });
});

describe('inclusion zones', () => {
  const home = { kind: 'inclusion' as const, warnM: 0, noticeM: 0 };

  it('is quiet at home and danger outside', () => {
    const scene = withZone((s) => circle(s, 150), home).play(0, 1800, stand(20), SILENT);
    expect(scene.levels()).toEqual([]);
    scene.play(1805, 2400, walk(20, 1.3, 1805), SILENT);
    expect(scene.levels()).toEqual(['danger']);
    expect(scene.findings.at(-1)?.why.key).toMatch(/^zone\.inclusion/);
    scene.play(2405, 3600, stand(0), SILENT);
    expect(scene.levels().at(-1)).toBe('clear');
  });

  it('is unknown when the wearer is silent: they could have left', () => {
    const scene = withZone((s) => circle(s, 150), home)
      .play(0, 600, stand(20), SILENT)
      .play(605, 1000, SILENT, SILENT);
    expect(scene.levels()).toEqual(['wearer-silent']);
  });
});

describe('the edge of a shape', () => {
  it('is measured alike across the antimeridian and in both windings', () => {
    for (const origin of [
      { latDeg: 10, lonDeg: 20 },
      { latDeg: -16, lonDeg: 180 },
      { latDeg: 62, lonDeg: -179.9995 },
    ]) {
      const scene = new Scene(origin);
      const ring = square(scene, 500);
      for (const rings of [[ring], [[...ring].reverse()], [[...ring, ring[0]!]]]) {
        for (const [east, expected] of [
          [700, 200],
          [400, -100],
          [0, -500],
        ] as const) {
          const at = scene.at(east, 0);
          const out = { distanceM: 0, outEast: 0, outNorth: 0 };
          measurePolygon(polygonOf(rings), at.latDeg, at.lonDeg, newOffset(), out);
          expect(Math.abs(out.distanceM - expected)).toBeLessThan(0.5);
          if (east !== 0) expect(out.outEast).toBeCloseTo(1, 3);
        }
      }
    }
  });
});
