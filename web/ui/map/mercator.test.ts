import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cameraFor, metresPerPixel, pointOfWorldPixel, projector, scaleBar, worldPixel } from './mercator.ts';

const SEOUL = { latDeg: 37.5665, lonDeg: 126.978 };
const VIEW = { widthPx: 800, heightPx: 600 };
const INSETS = { topPx: 50, rightPx: 60, bottomPx: 70, leftPx: 40 };

describe('the map’s projection', () => {
  it('comes back to the same point', () => {
    const anyPoint = fc.record({
      latDeg: fc.double({ min: -84, max: 84, noNaN: true }),
      lonDeg: fc.double({ min: -179.9, max: 179.9, noNaN: true }),
    });
    fc.assert(
      fc.property(anyPoint, fc.integer({ min: 0, max: 19 }), (point, zoom) => {
        const back = pointOfWorldPixel(worldPixel(point, zoom), zoom);
        expect(back.latDeg).toBeCloseTo(point.latDeg, 8);
        expect(back.lonDeg).toBeCloseTo(point.lonDeg, 8);
      }),
    );
  });

  it('draws a kilometre as long as it is: 0.3 % of the geodesic', () => {
    // GeographicLib: from Seoul 1 000 m to the north and to the east (WGS 84).
    const north = { latDeg: 37.57551, lonDeg: 126.978 };
    const east = { latDeg: 37.5665, lonDeg: 126.98932 };
    const zoom = 15;
    const project = projector({ ...SEOUL, zoom, ...VIEW });
    const perPixel = metresPerPixel(SEOUL.latDeg, zoom);
    for (const point of [north, east]) {
      const at = project(point);
      const lengthM = Math.hypot(at.xPx - 400, at.yPx - 300) * perPixel;
      expect(Math.abs(lengthM - 1_000)).toBeLessThan(4);
    }
  });

  it('takes the short way over the antimeridian', () => {
    const project = projector({ latDeg: 0, lonDeg: 179.999, zoom: 12, ...VIEW });
    const at = project({ latDeg: 0, lonDeg: -179.999 });
    expect(at.xPx).toBeGreaterThan(400);
    expect(at.xPx).toBeLessThan(500);
  });
});

describe('the camera that keeps both in view', () => {
  const near = fc.record({
    latDeg: fc.double({ min: 37, max: 38, noNaN: true }),
    lonDeg: fc.double({ min: 126, max: 128, noNaN: true }),
    radiusM: fc.double({ min: 0, max: 2_000, noNaN: true }),
  });

  it('keeps every point inside the insets', () => {
    fc.assert(
      fc.property(fc.array(near, { minLength: 1, maxLength: 5 }), (points) => {
        const camera = cameraFor(points, VIEW, INSETS, 16)!;
        const project = projector(camera);
        for (const point of points) {
          const at = project(point);
          const reachPx = (point.radiusM / metresPerPixel(point.latDeg, camera.zoom)) * 0.98;
          expect(at.xPx - reachPx).toBeGreaterThan(INSETS.leftPx - 1);
          expect(at.xPx + reachPx).toBeLessThan(VIEW.widthPx - INSETS.rightPx + 1);
          expect(at.yPx - reachPx).toBeGreaterThan(INSETS.topPx - 1);
          expect(at.yPx + reachPx).toBeLessThan(VIEW.heightPx - INSETS.bottomPx + 1);
        }
      }),
    );
  });

  it('does not go closer than allowed, and has no answer without points', () => {
    expect(cameraFor([SEOUL], VIEW, INSETS, 16)?.zoom).toBe(16);
    expect(cameraFor([], VIEW, INSETS, 16)).toBeNull();
  });

  it('looks over the antimeridian, not round the world', () => {
    const camera = cameraFor(
      [
        { latDeg: 0, lonDeg: 179.99 },
        { latDeg: 0, lonDeg: -179.99 },
      ],
      VIEW,
      INSETS,
      18,
    )!;
    expect(camera.zoom).toBeGreaterThan(12);
    expect(Math.abs(camera.lonDeg)).toBeGreaterThan(179.9);
  });
});

describe('the scale bar', () => {
  it('is the longest of 1, 2, 5 x 10^n that fits, and as long as it says', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 2, max: 19, noNaN: true }),
        fc.double({ min: -60, max: 60, noNaN: true }),
        (zoom, lat) => {
          const bar = scaleBar(lat, zoom, 120);
          expect(bar.widthPx).toBeLessThanOrEqual(120.001);
          expect(bar.widthPx).toBeGreaterThan(40);
          expect(bar.widthPx * metresPerPixel(lat, zoom)).toBeCloseTo(bar.metres, 6);
          expect(['1', '2', '5']).toContain(bar.metres.toExponential()[0]);
        },
      ),
    );
  });
});
