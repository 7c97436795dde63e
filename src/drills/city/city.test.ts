import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCity } from './city.ts';
import { CITY_CLASSES, citySchema } from './contract.ts';
import { cityGeoJson } from './geojson.ts';
import { distanceM, toGeo, toPlane } from './plane.ts';
import { contains } from './polygon.ts';
import { findRoute } from './route.ts';
import { nearestSpot } from './streets.ts';

const city = createCity();
const map = cityGeoJson(city);

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

describe('the drill city', () => {
  it('is the same for the same seed and another for another', () => {
    expect(hash(cityGeoJson(createCity()))).toBe(hash(map));
    expect(hash(cityGeoJson(createCity(7)))).not.toBe(hash(map));
  });

  it('keeps its contract and has every class', () => {
    expect(citySchema.safeParse(map).error).toBeUndefined();
    const classes = new Set(map.features.map((f) => f.properties.class));
    expect(CITY_CLASSES.filter((name) => !classes.has(name))).toEqual([]);
    expect(new Set(map.features.map((f) => f.id)).size).toBe(map.features.length);
  });

  it('lies in open sea and is about 6 x 5 km', () => {
    const [west, south, east, north] = map.bbox;
    expect(west).toBeGreaterThan(124.4);
    expect(east).toBeLessThan(124.6);
    const a = toPlane({ latDeg: south, lonDeg: west });
    const b = toPlane({ latDeg: north, lonDeg: east });
    expect(b.xM - a.xM).toBeGreaterThan(5_500);
    expect(b.xM - a.xM).toBeLessThan(6_800);
    expect(b.yM - a.yM).toBeGreaterThan(4_500);
    expect(b.yM - a.yM).toBeLessThan(5_800);
  });

  it('goes to degrees and back within a millimetre', () => {
    const p = { xM: 2_345.678, yM: -1_234.567 };
    expect(distanceM(toPlane(toGeo(p)), p)).toBeLessThan(0.001);
  });

  it.each([1, 2, 3, 20_260_624])('seed %i: every place can be reached from every other, over a bridge too', (seed) => {
    const made = seed === city.seed ? city : createCity(seed);
    const places = [...made.homes.slice(0, 12), ...made.police, ...made.schools, made.market, ...made.rail.stops];
    for (const place of places) {
      for (const travel of ['walk', 'drive'] as const) {
        const route = findRoute(made.graph, made.homes[0]!.spot, place.spot, travel);
        const straight = distanceM(made.homes[0]!.spot.point, place.spot.point);
        expect(route.lengthM).toBeGreaterThanOrEqual(straight - 0.5);
        expect(route.lengthM).toBeLessThan(straight * 3 + 1_500);
      }
    }
  });

  it('has no street that runs loose from the network', () => {
    const kept = new Set(city.graph.edges.map((e) => e.name.ko));
    const lost = city.layout.streets.filter((line) => !kept.has(line.name.ko));
    expect(lost.length / city.layout.streets.length).toBeLessThan(0.01);
  });

  it('builds no home, school or police station in water or park', () => {
    for (const place of [...city.homes, ...city.schools, ...city.police]) {
      expect(contains(city.layout.river, place.point)).toBe(false);
      expect(contains(city.layout.coast, place.point)).toBe(true);
      expect(city.layout.parks.some((park) => contains(park.outline, place.point))).toBe(false);
    }
  });

  it('routes are unbroken and no longer than the way back', () => {
    const from = nearestSpot(city.graph, { xM: -2000, yM: 1200 });
    const to = nearestSpot(city.graph, { xM: 1800, yM: -1700 });
    const there = findRoute(city.graph, from, to, 'walk');
    const back = findRoute(city.graph, to, from, 'walk');
    expect(there.lengthM).toBeCloseTo(back.lengthM, 3);
    const points = there.parts.flatMap((part) => part.points);
    for (let i = 1; i < points.length; i++) expect(distanceM(points[i - 1]!, points[i]!)).toBeLessThan(50);
    expect(distanceM(points[0]!, from.point)).toBeLessThan(0.01);
    expect(distanceM(points[points.length - 1]!, to.point)).toBeLessThan(0.01);
  });
});
