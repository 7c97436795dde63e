/** How far the engine's distance is from the geodesic: the table of section 2. */
import geodesic from 'geographiclib-geodesic';
import { distanceM } from '../../src/core/geo.ts';
import { type Made, tableOf } from './document.ts';

const LATITUDES_DEG = [0, 30, 45, 60, 75, 80];
const LENGTHS_M = [100, 600, 2_000, 10_000, 19_000];
const MEAN_RADIUS_M = 6_371_008.8;
const RAD = Math.PI / 180;

export function distanceMade(): Made {
  const rows = LENGTHS_M.map((lengthM) => [
    `${lengthM} m`,
    ...LATITUDES_DEG.map((latDeg) => length(worst(latDeg, lengthM, engineM))),
    length(Math.max(...LATITUDES_DEG.map((latDeg) => worst(latDeg, lengthM, haversineM)))),
  ]);
  const head = ['true distance', ...LATITUDES_DEG.map((latDeg) => `${latDeg}°`), 'haversine, worst'];
  return { blocks: { 'distance-errors': tableOf(head, rows) } };
}

type Distance = (lat1: number, lon1: number, lat2: number, lon2: number) => number;

/** Largest error over courses 5 degrees apart from a point at this latitude. */
function worst(latDeg: number, lengthM: number, distance: Distance): number {
  let most = 0;
  for (let azimuthDeg = 0; azimuthDeg < 360; azimuthDeg += 5) {
    const to = geodesic.Geodesic.WGS84.Direct(latDeg, 0, azimuthDeg, lengthM);
    if (to.lat2 === undefined || to.lon2 === undefined) throw new Error('the geodesic has no end');
    most = Math.max(most, Math.abs(distance(latDeg, 0, to.lat2, to.lon2) - lengthM));
  }
  return most;
}

function engineM(lat1: number, lon1: number, lat2: number, lon2: number): number {
  return distanceM({ latDeg: lat1, lonDeg: lon1 }, { latDeg: lat2, lonDeg: lon2 });
}

function haversineM(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const h =
    Math.sin(((lat2 - lat1) * RAD) / 2) ** 2 +
    Math.cos(lat1 * RAD) * Math.cos(lat2 * RAD) * Math.sin(((lon2 - lon1) * RAD) / 2) ** 2;
  return 2 * MEAN_RADIUS_M * Math.asin(Math.sqrt(h));
}

/** Below 10 µm only rounding of the arithmetic is left. */
function length(metres: number): string {
  if (metres < 1e-5) return '< 0.01 mm';
  if (metres < 0.1) return `${(metres * 1000).toPrecision(2)} mm`;
  return `${metres < 10 ? metres.toPrecision(2) : metres.toFixed(0)} m`;
}
