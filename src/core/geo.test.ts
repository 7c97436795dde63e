import fc from 'fast-check';
import { Geodesic } from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import { bearingDeg, distanceM, FLAT_ERROR_BOUND, measure, moved, newOffset, normalLonDeg } from './geo.ts';

const WGS84 = Geodesic.WGS84;
const lat = (max: number) => fc.double({ min: -max, max, noNaN: true });
const lon = fc.double({ min: -180, max: 180, noNaN: true });
const azimuth = fc.double({ min: 0, max: 360, noNaN: true });

/** The point at a true geodesic distance. */
function ahead(latDeg: number, lonDeg: number, azimuthDeg: number, lengthM: number) {
  const to = WGS84.Direct(latDeg, lonDeg, azimuthDeg, lengthM);
  return { latDeg: to.lat2 ?? 0, lonDeg: to.lon2 ?? 0 };
}

function errorM(latDeg: number, lonDeg: number, azimuthDeg: number, lengthM: number): number {
  return Math.abs(distanceM({ latDeg, lonDeg }, ahead(latDeg, lonDeg, azimuthDeg, lengthM)) - lengthM);
}

describe('distance', () => {
  it('stays within 0.1 mm of the geodesic at 2 km, and 4 mm at 10 km, up to 60 degrees', () => {
    fc.assert(
      fc.property(lat(60), lon, azimuth, (la, lo, az) => {
        expect(errorM(la, lo, az, 2000)).toBeLessThan(0.0001);
        expect(errorM(la, lo, az, 10_000)).toBeLessThan(0.004);
      }),
      { numRuns: 400 },
    );
  });

  it('stays within the stated bound everywhere, poles and antimeridian included', () => {
    const length = fc.double({ min: 1, max: 1_000_000, noNaN: true });
    fc.assert(
      fc.property(lat(90), lon, azimuth, length, (la, lo, az, m) => {
        expect(errorM(la, lo, az, m)).toBeLessThan(m * FLAT_ERROR_BOUND + 1e-6);
      }),
      { numRuns: 1000 },
    );
  });

  it('is symmetric, and zero only for the same place', () => {
    fc.assert(
      fc.property(lat(90), lon, lat(90), lon, (a, b, c, d) => {
        const one = { latDeg: a, lonDeg: b };
        const two = { latDeg: c, lonDeg: d };
        expect(Math.abs(distanceM(one, two) - distanceM(two, one))).toBeLessThan(1e-3);
        expect(distanceM(one, one)).toBe(0);
      }),
    );
  });

  it('is right for nearly opposite points to 0.6 %', () => {
    const d = distanceM({ latDeg: 0.3, lonDeg: 0 }, { latDeg: -0.2, lonDeg: 179.8 });
    const truth = WGS84.Inverse(0.3, 0, -0.2, 179.8).s12 ?? 0;
    expect(Math.abs(d - truth) / truth).toBeLessThan(0.006);
  });

  it('crosses the antimeridian the short way', () => {
    expect(distanceM({ latDeg: 0, lonDeg: 179.999 }, { latDeg: 0, lonDeg: -179.999 })).toBeLessThan(223);
    const out = newOffset();
    measure(0, 179.999, 0, -179.999, out);
    expect(out.eastM).toBeGreaterThan(222);
  });

  it('gives no number for what is none', () => {
    expect(distanceM({ latDeg: Number.NaN, lonDeg: 0 }, { latDeg: 0, lonDeg: 0 })).toBeNaN();
  });
});

describe('moves and bearings', () => {
  it('moving is the inverse of measuring', () => {
    const metres = fc.double({ min: -5000, max: 5000, noNaN: true });
    fc.assert(
      fc.property(lat(79.9), lon, metres, metres, (la, lo, east, north) => {
        const from = { latDeg: la, lonDeg: lo };
        const to = moved(from, east, north);
        const out = newOffset();
        measure(from.latDeg, from.lonDeg, to.latDeg, to.lonDeg, out);
        expect(Math.abs(out.eastM - east)).toBeLessThan(0.05);
        expect(Math.abs(out.northM - north)).toBeLessThan(0.05);
      }),
    );
  });

  it('moves the right distance near the poles, and over them', () => {
    const metres = fc.double({ min: -3000, max: 3000, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 80, max: 90, noNaN: true }), lon, metres, metres, (la, lo, east, north) => {
        const from = { latDeg: la, lonDeg: lo };
        const length = Math.hypot(east, north);
        expect(Math.abs(distanceM(from, moved(from, east, north)) - length)).toBeLessThan(0.01 + length * 1e-5);
      }),
    );
    const over = moved({ latDeg: 89.999, lonDeg: 0 }, 0, 500);
    expect(Math.abs(Math.abs(over.lonDeg) - 180)).toBeLessThan(1e-6);
  });

  it('gives bearings as the geodesic does, to 0.1 degrees at 5 km up to 60 degrees', () => {
    fc.assert(
      fc.property(lat(60), lon, azimuth, (la, lo, az) => {
        const off = bearingDeg({ latDeg: la, lonDeg: lo }, ahead(la, lo, az, 5000)) - az;
        expect(Math.abs(((((off + 180) % 360) + 360) % 360) - 180)).toBeLessThan(0.1);
      }),
    );
  });

  it('keeps longitudes in [-180, 180)', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        const out = normalLonDeg(value);
        expect(out).toBeGreaterThanOrEqual(-180);
        expect(out).toBeLessThan(180);
      }),
    );
    expect(normalLonDeg(180)).toBe(-180);
    expect(normalLonDeg(181)).toBe(-179);
  });
});
