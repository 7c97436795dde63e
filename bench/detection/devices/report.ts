/** What a device makes of the truth, and sends. */
import { courseDeg } from '../../../src/core/geo.ts';
import type { PersonId } from '../../../src/core/ids.ts';
import { between, normal, type Rng } from '../../../src/core/rng.ts';
import type { Fix, GeoPoint, Source } from '../../../src/proximity/types.ts';
import { PLACES, type Place, type Track } from '../case.ts';
import { anyAngleRad, chance, type Point, toGeo, towards } from '../plane.ts';
import type { Device } from './device.ts';

/** 68 % of a round normal error lie within this many standard deviations of one axis. */
const RADIUS_68 = 1.51;
/** Error per axis in metres by place: open sky, between houses, through a windscreen, through walls. */
const SIGMA_M: Readonly<Record<Place, readonly [number, number]>> = {
  open: [2.5, 5],
  street: [4, 12],
  vehicle: [4, 9],
  indoors: [9, 30],
  underground: [200, 500],
};
const CELL_SIGMA_M: readonly [number, number] = [180, 800];
const WIFI_SIGMA_M: readonly [number, number] = [10, 25];

interface Scene {
  readonly personId: PersonId;
  readonly track: Track;
  readonly origin: GeoPoint;
  readonly startMs: number;
}

interface Span {
  readonly fromS: number;
  readonly toS: number;
}

/** Slowly wandering error, in units of its standard deviation. */
interface Drift {
  atS: number;
  east: number;
  north: number;
}

/** All fixes of one person, in order of time; `receivedAtMs` may go back and forth where batches came late. */
export function report(rng: Rng, device: Device, scene: Scene): Fix[] {
  const lengthS = scene.track.xM.length;
  const gaps = spans(rng, device.gapsPerDay, device.gapS, lengthS);
  const batches = spans(rng, device.batchesPerDay, device.batchS, lengthS);
  const mocks = spans(rng, device.mocksPerDay, [180, 900], lengthS);
  const cellOnly = spans(rng, device.cellOnlyPerDay, [1200, 7200], lengthS);
  const reflections = spans(rng, device.multipathPerHour * 24, [90, 600], lengthS).map((span) => ({
    ...span,
    shift: towards({ xM: 0, yM: 0 }, anyAngleRad(rng), between(rng, 60, 350)),
  }));
  const mockPlace = { xM: between(rng, -4000, 4000), yM: between(rng, -4000, 4000) };
  const drift: Drift = { atS: -1e9, east: 0, north: 0 };
  const fixes: Fix[] = [];
  const phaseS = rng.next() * device.intervalS;
  for (let turnS = phaseS; turnS < lengthS - 5; turnS += device.intervalS) {
    const atS = Math.max(0, Math.min(lengthS - 2, turnS + between(rng, -device.jitterS, device.jitterS)));
    if (isWithin(gaps, atS)) continue;
    const source = sourceOf(rng, device, scene.track, atS, isWithin(cellOnly, atS));
    if (source === null) continue;
    wander(rng, drift, device.errorMemoryS, atS);
    let reading = read(rng, device, scene.track, atS, source, drift);
    const reflection = reflections.find(({ fromS, toS }) => atS >= fromS && atS < toS);
    if (reflection !== undefined && source === 'gnss') reading = shifted(reading, reflection.shift);
    const isMocked = isWithin(mocks, atS);
    if (isMocked) reading = { ...reading, point: mockPlace, accuracyM: 5 };
    const sentS = atS + between(rng, 0.5, 4);
    const batch = batches.find(({ fromS, toS }) => sentS >= fromS && sentS < toS);
    const receivedS = batch === undefined ? sentS : batch.toS + (sentS - batch.fromS) / 1000;
    const fix = toFix(scene, device, reading, source, atS, receivedS, isMocked && chance(rng, 0.5));
    fixes.push(fix);
    if (chance(rng, device.duplicateShare)) {
      fixes.push({ ...fix, receivedAtMs: fix.receivedAtMs + Math.round(between(rng, 1, 90) * 1000) });
    }
  }
  return fixes.filter(({ receivedAtMs }) => receivedAtMs < scene.startMs + lengthS * 1000);
}

/** Null: no position can be had. */
function sourceOf(rng: Rng, device: Device, track: Track, atS: number, isCellOnly: boolean): Source | null {
  const place = placeAt(track, atS);
  if (isCellOnly) return chance(rng, 0.8) ? 'cell' : null;
  if (place === 'underground') return chance(rng, 0.3) ? (chance(rng, 0.75) ? 'cell' : 'wifi') : null;
  if (chance(rng, place === 'indoors' ? device.cellShare * 3 : device.cellShare)) return 'cell';
  if (place === 'indoors' && chance(rng, 0.35)) return 'wifi';
  return 'gnss';
}

interface Reading {
  readonly point: Point;
  readonly accuracyM: number;
  readonly speedMps: number | null;
  readonly courseDeg: number | null;
}

function read(rng: Rng, device: Device, track: Track, atS: number, source: Source, drift: Drift): Reading {
  const truth = pointAt(track, atS);
  if (source === 'cell') {
    const sigmaM = between(rng, ...CELL_SIGMA_M);
    const point = { xM: truth.xM + normal(rng) * sigmaM, yM: truth.yM + normal(rng) * sigmaM };
    return { point, accuracyM: sigmaM * RADIUS_68 * between(rng, 0.7, 1.5), speedMps: null, courseDeg: null };
  }
  const place = placeAt(track, atS);
  const range = source === 'wifi' ? WIFI_SIGMA_M : SIGMA_M[place];
  const sigmaM = between(rng, ...range) * device.errorFactor;
  const point = { xM: truth.xM + drift.east * sigmaM, yM: truth.yM + drift.north * sigmaM };
  const accuracyM = Math.max(3, ((sigmaM * RADIUS_68) / device.understating) * between(rng, 0.8, 1.25));
  const reading: Reading = { point, accuracyM, ...velocityAt(rng, device, track, atS, source) };
  if (!chance(rng, device.outlierShare)) return reading;
  const away = towards({ xM: 0, yM: 0 }, anyAngleRad(rng), between(rng, ...device.outlierM));
  return shifted(reading, away);
}

/** Only satellites give velocity, and below a walk no course. */
function velocityAt(
  rng: Rng,
  device: Device,
  track: Track,
  atS: number,
  source: Source,
): Pick<Reading, 'speedMps' | 'courseDeg'> {
  if (!device.hasVelocity || source !== 'gnss') return { speedMps: null, courseDeg: null };
  const a = pointAt(track, Math.max(0, atS - 1));
  const b = pointAt(track, Math.min(track.xM.length - 1, atS + 1));
  const east = (b.xM - a.xM) / 2;
  const north = (b.yM - a.yM) / 2;
  const speedMps = Math.max(0, Math.hypot(east, north) + normal(rng) * 0.3);
  if (speedMps < 0.7) return { speedMps, courseDeg: null };
  const errorDeg = normal(rng) * Math.min(45, 14 / speedMps + 2);
  return { speedMps, courseDeg: (courseDeg(east, north) + errorDeg + 360) % 360 };
}

function toFix(
  scene: Scene,
  device: Device,
  reading: Reading,
  source: Source,
  atS: number,
  receivedS: number,
  isMock: boolean,
): Fix {
  return {
    personId: scene.personId,
    fixedAtMs: scene.startMs + Math.round((atS + device.clockErrorS) * 1000),
    receivedAtMs: scene.startMs + Math.round(receivedS * 1000),
    ...toGeo(scene.origin, reading.point),
    accuracyM: device.saysAccuracy ? Math.round(reading.accuracyM) : null,
    speedMps: reading.speedMps === null ? null : Math.round(reading.speedMps * 100) / 100,
    courseDeg: reading.courseDeg === null ? null : Math.round(reading.courseDeg * 10) / 10,
    source: device.saysSource ? source : null,
    mock: isMock ? true : null,
  };
}

function shifted(reading: Reading, by: Point): Reading {
  return { ...reading, point: { xM: reading.point.xM + by.xM, yM: reading.point.yM + by.yM } };
}

function wander(rng: Rng, drift: Drift, memoryS: number, atS: number): void {
  const keep = Math.exp(-Math.max(0, atS - drift.atS) / memoryS);
  const fresh = Math.sqrt(1 - keep * keep);
  drift.east = drift.east * keep + normal(rng) * fresh;
  drift.north = drift.north * keep + normal(rng) * fresh;
  drift.atS = atS;
}

function pointAt(track: Track, atS: number): Point {
  const last = track.xM.length - 1;
  const i = Math.min(last, Math.floor(atS));
  const k = Math.min(last, i + 1);
  const share = atS - i;
  return {
    xM: track.xM[i]! + (track.xM[k]! - track.xM[i]!) * share,
    yM: track.yM[i]! + (track.yM[k]! - track.yM[i]!) * share,
  };
}

function placeAt(track: Track, atS: number): Place {
  return PLACES[track.place[Math.min(track.place.length - 1, Math.floor(atS))]!]!;
}

function spans(rng: Rng, perDay: number, lengthS: readonly [number, number], caseS: number): Span[] {
  const expected = (perDay * caseS) / 86_400;
  const count = Math.floor(expected) + (chance(rng, expected % 1) ? 1 : 0);
  return Array.from({ length: count }, () => {
    const fromS = rng.next() * caseS;
    return { fromS, toS: fromS + between(rng, ...lengthS) };
  });
}

function isWithin(list: readonly Span[], atS: number): boolean {
  return list.some(({ fromS, toS }) => atS >= fromS && atS < toS);
}
