/**
 * Distances and small moves on the WGS 84 ellipsoid.
 *
 * Within 20 km and up to 80 degrees of latitude a flat distance with the local radii at the mean latitude is used; it stays
 * within 0.5 mm of the geodesic at 2 km up to 60 degrees, and within FLAT_ERROR_BOUND of it everywhere it is used (tested
 * against Karney's geodesic). Elsewhere Vincenty's inverse formula (Survey Review 176, 1975) decides, to under 1 mm; for
 * nearly antipodal points, where it does not converge, a great circle within 0.6 % stands in.
 * Non-finite input gives a non-finite result: callers that decide must check, and fail toward warning.
 */

/** A place. GeoJSON's lon,lat order exists at the border only. */
export interface LatLon {
  readonly latDeg: number;
  readonly lonDeg: number;
}

/** A place to write into. */
export interface Spot {
  latDeg: number;
  lonDeg: number;
}

/** From one point to another, in metres east and north as seen from the first. */
export interface Offset {
  eastM: number;
  northM: number;
  distanceM: number;
  /** How much the direction of travel turns on the way (meridian convergence), radians; 0 where it does not matter. */
  turnRad: number;
}

const A_M = 6_378_137;
const F = 1 / 298.257223563;
const B_M = A_M * (1 - F);
const E2 = F * (2 - F);
/** Radians of latitude of a metre along the meridian at the equator. */
const MERIDIAN_PER_M = 1 / (A_M * (1 - E2));
const MEAN_RADIUS_M = 6_371_008.8;
const RAD = Math.PI / 180;
const FLAT_LIMIT_M = 20_000;
const FLAT_LIMIT_LAT_DEG = 80;

/** Bound on |flat - geodesic| where the flat distance is used: 1 part in this many of the distance. */
export const FLAT_ERROR_BOUND = 2e-5;

/** Into [-180, 180). */
export function normalLonDeg(lonDeg: number): number {
  if (lonDeg >= -180 && lonDeg < 180) return lonDeg;
  const lon = (((lonDeg + 180) % 360) + 360) % 360;
  return lon - 180;
}

export function newOffset(): Offset {
  return { eastM: 0, northM: 0, distanceM: 0, turnRad: 0 };
}

/** Writes the offset from `from` to `to` into `out` (no allocation: this is the engine's innermost step). */
export function measure(fromLatDeg: number, fromLonDeg: number, toLatDeg: number, toLonDeg: number, out: Offset): void {
  const meanLat = (fromLatDeg + toLatDeg) * 0.5;
  const dLon = normalLonDeg(toLonDeg - fromLonDeg);
  if (meanLat <= FLAT_LIMIT_LAT_DEG && meanLat >= -FLAT_LIMIT_LAT_DEG) {
    const sin = Math.sin(meanLat * RAD);
    const w2 = 1 - E2 * sin * sin;
    const normalM = A_M / Math.sqrt(w2);
    const eastM = dLon * RAD * normalM * Math.sqrt(1 - sin * sin);
    const northM = (((toLatDeg - fromLatDeg) * RAD * normalM) / w2) * (1 - E2);
    const square = eastM * eastM + northM * northM;
    if (square <= FLAT_LIMIT_M * FLAT_LIMIT_M) {
      out.eastM = eastM;
      out.northM = northM;
      out.distanceM = Math.sqrt(square);
      out.turnRad = 0;
      return;
    }
  }
  vincenty(fromLatDeg, toLatDeg, dLon, out);
}

/** Geodesic distance in metres. */
export function distanceM(a: LatLon, b: LatLon): number {
  const out = newOffset();
  measure(a.latDeg, a.lonDeg, b.latDeg, b.lonDeg, out);
  return out.distanceM;
}

/** Direction from `from` to `to`, degrees from true north in [0, 360); 0 for the same point. */
export function bearingDeg(from: LatLon, to: LatLon): number {
  const out = newOffset();
  measure(from.latDeg, from.lonDeg, to.latDeg, to.lonDeg, out);
  return courseDeg(out.eastM, out.northM);
}

/** Direction of a vector, degrees from true north in [0, 360). */
export function courseDeg(east: number, north: number): number {
  const deg = Math.atan2(east, north) / RAD;
  return deg < 0 ? deg + 360 : deg;
}

/**
 * The point `eastM`, `northM` metres away: the inverse of `measure` where that is flat, for moves up to some 20 km. East and
 * north are those of the middle of the way, so over 2 km up to 60 degrees the end lies within 1 m of the geodesic's.
 */
export function moved(from: LatLon, eastM: number, northM: number): LatLon {
  const out = { latDeg: 0, lonDeg: 0 };
  move(from.latDeg, from.lonDeg, eastM, northM, out);
  return out;
}

/** `moved`, written into `out`: the engine carries everyone once a tick and allocates nothing. */
export function move(latDeg: number, lonDeg: number, eastM: number, northM: number, out: Spot): void {
  if (Math.abs(latDeg) > FLAT_LIMIT_LAT_DEG) {
    moveInSpace(latDeg, lonDeg, eastM, northM, out);
    return;
  }
  const startSin = Math.sin(latDeg * RAD);
  const startCos = Math.sqrt(1 - startSin * startSin);
  const startW2 = 1 - E2 * startSin * startSin;
  // The sine of the middle of the way, by two terms: over 20 km the third is under 1e-9.
  const half = 0.5 * MERIDIAN_PER_M * northM * startW2 * Math.sqrt(startW2);
  const sin = startSin + half * (startCos - 0.5 * half * startSin);
  const w2 = 1 - E2 * sin * sin;
  const w = Math.sqrt(w2);
  out.latDeg = latDeg + northM * w2 * w * (MERIDIAN_PER_M / RAD);
  out.lonDeg = normalLonDeg(lonDeg + (eastM * w * (1 / A_M / RAD)) / Math.sqrt(1 - sin * sin));
}

/** Near the poles east and north turn within a step: go through space along the tangent plane and come down again. */
function moveInSpace(latDeg: number, lonDeg: number, eastM: number, northM: number, out: Spot): void {
  const lat = latDeg * RAD;
  const lon = lonDeg * RAD;
  const normalM = A_M / Math.sqrt(1 - E2 * Math.sin(lat) ** 2);
  const radial = normalM * Math.cos(lat) - northM * Math.sin(lat);
  const x = radial * Math.cos(lon) - eastM * Math.sin(lon);
  const y = radial * Math.sin(lon) + eastM * Math.cos(lon);
  const z = normalM * (1 - E2) * Math.sin(lat) + northM * Math.cos(lat);
  const p = Math.hypot(x, y);
  // Bowring 1976: exact to well under a millimetre at these heights.
  const u = Math.atan2(z * A_M, p * B_M);
  const secondE2 = E2 / (1 - E2);
  const latRad = Math.atan2(z + secondE2 * B_M * Math.sin(u) ** 3, p - E2 * A_M * Math.cos(u) ** 3);
  out.latDeg = latRad / RAD;
  out.lonDeg = normalLonDeg(Math.atan2(y, x) / RAD);
}

/**
 * How much a direction turns against north on the way between two near points (meridian convergence), radians, clockwise. Below 80
 * degrees it is nothing that matters over the ways of a few minutes: 0.
 */
export function meridianTurnRad(fromLatDeg: number, fromLonDeg: number, toLatDeg: number, toLonDeg: number): number {
  if (fromLatDeg <= FLAT_LIMIT_LAT_DEG && fromLatDeg >= -FLAT_LIMIT_LAT_DEG) return 0;
  return normalLonDeg(toLonDeg - fromLonDeg) * RAD * Math.sin((fromLatDeg + toLatDeg) * 0.5 * RAD);
}

function vincenty(fromLatDeg: number, toLatDeg: number, dLonDeg: number, out: Offset): void {
  const tanU1 = (1 - F) * Math.tan(fromLatDeg * RAD);
  const tanU2 = (1 - F) * Math.tan(toLatDeg * RAD);
  const cosU1 = 1 / Math.sqrt(1 + tanU1 * tanU1);
  const cosU2 = 1 / Math.sqrt(1 + tanU2 * tanU2);
  const sinU1 = tanU1 * cosU1;
  const sinU2 = tanU2 * cosU2;
  const l = dLonDeg * RAD;
  // Over short ways the first correction is nearly all: it saves a round or two.
  let lambda = Math.abs(l) < 0.1 ? l * (1 + F * cosU1 * cosU2) : l;
  for (let i = 0; i < 60; i++) {
    const sinL = Math.sin(lambda);
    const cosL = Math.cos(lambda);
    // East and north at the first point, and at the second, as parts of the way's length on the sphere.
    const east1 = cosU2 * sinL;
    const north1 = cosU1 * sinU2 - sinU1 * cosU2 * cosL;
    const sinSigma = Math.sqrt(east1 * east1 + north1 * north1);
    if (sinSigma === 0 && Math.abs(lambda) < 1) {
      write(out, 0, 0, 0);
      return;
    }
    const cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosL;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosU1 * cosU2 * sinL) / sinSigma;
    const cos2Alpha = 1 - sinAlpha * sinAlpha;
    const cos2SigmaM = cos2Alpha < 1e-15 ? 0 : cosSigma - (2 * sinU1 * sinU2) / cos2Alpha;
    const c = (F / 16) * cos2Alpha * (4 + F * (4 - 3 * cos2Alpha));
    const before = lambda;
    const inner = cos2SigmaM + c * cosSigma * (2 * cos2SigmaM * cos2SigmaM - 1);
    lambda = l + (1 - c) * F * sinAlpha * (sigma + c * sinSigma * inner);
    if (!(Math.abs(lambda) <= Math.PI + 0.01)) break;
    if (Math.abs(lambda - before) > 1e-12) continue;
    const distance = arcM(sigma, sinSigma, cosSigma, cos2Alpha, cos2SigmaM);
    const east2 = cosU1 * sinL;
    const north2 = cosU1 * sinU2 * cosL - sinU1 * cosU2;
    out.eastM = (distance * east1) / sinSigma;
    out.northM = (distance * north1) / sinSigma;
    out.distanceM = distance;
    out.turnRad = Math.atan2(east2 * north1 - north2 * east1, north1 * north2 + east1 * east2);
    return;
  }
  greatCircle(fromLatDeg, toLatDeg, dLonDeg, out);
}

function arcM(sigma: number, sinS: number, cosS: number, cos2Alpha: number, cos2SigmaM: number): number {
  const uSq = (cos2Alpha * (A_M * A_M - B_M * B_M)) / (B_M * B_M);
  const a = 1 + (uSq / 16384) * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq)));
  const b = (uSq / 1024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq)));
  const m2 = cos2SigmaM * cos2SigmaM;
  const third = (b / 6) * cos2SigmaM * (4 * sinS * sinS - 3) * (4 * m2 - 3);
  return B_M * a * (sigma - b * sinS * (cos2SigmaM + (b / 4) * (cosS * (2 * m2 - 1) - third)));
}

function greatCircle(fromLatDeg: number, toLatDeg: number, dLonDeg: number, out: Offset): void {
  const lat1 = fromLatDeg * RAD;
  const lat2 = toLatDeg * RAD;
  const l = dLonDeg * RAD;
  const h = Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin(l / 2) ** 2;
  const distance = 2 * MEAN_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
  const az1 = Math.atan2(
    Math.sin(l) * Math.cos(lat2),
    Math.cos(lat1) * Math.sin(lat2) - Math.sin(lat1) * Math.cos(lat2) * Math.cos(l),
  );
  write(out, distance, az1, 0);
}

function write(out: Offset, distance: number, azimuthRad: number, turnRad: number): void {
  out.eastM = distance * Math.sin(azimuthRad);
  out.northM = distance * Math.cos(azimuthRad);
  out.distanceM = distance;
  out.turnRad = turnRad;
}
