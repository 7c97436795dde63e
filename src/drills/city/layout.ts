/** Puts the city together: skeleton, faces, parcels, ground - then bends the whole plane. The same seed gives the same city. */
import { type Rng, seededRng } from '../../core/rng.ts';
import { facesOf, joinLines, jointIndex } from './arrangement.ts';
import { type Bend, bendLine, bendPolygon, makeBend } from './bend.ts';
import type { CityName } from './contract.ts';
import { bankParks, buildingsOf, isRiverFace, outness, type Park, riverPolygon } from './ground.ts';
import { type NameSource, named, nameSource } from './names.ts';
import { parcel } from './parcels.ts';
import { densify, distanceM, type PlanePoint } from './plane.ts';
import { areaM2, centroid, inset, type Polygon } from './polygon.ts';
import { type Line, makeSkeleton, type River, type Skeleton } from './skeleton.ts';

export interface Bridge {
  readonly name: CityName;
  readonly network: 'rail' | 'road';
  readonly points: readonly PlanePoint[];
}

/** All geometry bent and in metres on the plane. */
export interface Layout {
  readonly coast: Polygon;
  readonly river: Polygon;
  readonly parks: readonly Park[];
  readonly blocks: readonly Polygon[];
  readonly buildings: readonly Polygon[];
  /** Streets, joined: a vertex wherever two meet. */
  readonly streets: readonly Line[];
  readonly rail: readonly PlanePoint[];
  readonly underground: readonly PlanePoint[];
  readonly square: PlanePoint;
  readonly districts: readonly { readonly name: CityName; readonly point: PlanePoint }[];
  readonly bridges: readonly Bridge[];
  /** Where names and chance continue for what is placed on the layout. */
  readonly names: NameSource;
  readonly rng: Rng;
}

const STREET_HALF_M = 5;
const BLOCK_INSET_M = 6;
const BLOCK_MIN_M2 = 250;
const DISTRICT_MIN_M2 = 200_000;
const DISTRICT_APART_M = 700;

interface Names {
  readonly streets: NameSource;
  readonly places: NameSource;
}

interface Filled {
  readonly lines: Line[];
  readonly leaves: Polygon[];
  readonly parks: Park[];
  readonly districts: { readonly name: CityName; readonly point: PlanePoint }[];
}

function fill(skeleton: Skeleton, faces: readonly Polygon[], rng: Rng, names: Names): Filled {
  const out: Filled = { lines: [], leaves: [], parks: bankParks(skeleton, names.places), districts: [] };
  const land = faces.filter((face) => !isRiverFace(face, skeleton.river));
  const central = bestPark(land, { xM: 1000, yM: 430 }, 60_000, 330_000);
  const northern = bestPark(land, { xM: -1900, yM: 1800 }, 120_000, 900_000);
  for (const face of land) {
    if (face === central || face === northern) {
      const outline = inset(face, 12) ?? face;
      out.parks.push({ name: named(names.places.next(), 'Park', '공원'), outline });
      continue;
    }
    const middle = centroid(face);
    const far = outness(middle);
    const grain = {
      streetM2: 34_000 + 60_000 * far,
      alleyM2: 7_500 + 26_000 * far ** 1.5,
      lean: far < 0.45 ? 0.2 : 0.07,
    };
    const made = parcel(face, rng, grain, names.streets, { en: 'Gangbyeon-ro', ko: '북강변로' });
    out.lines.push(...made.lines);
    for (const leaf of made.leaves) {
      if (rng.next() < 0.035 && areaM2(leaf) > 3_500) {
        const outline = inset(leaf, STREET_HALF_M + 1);
        if (outline) out.parks.push({ name: null, outline });
      } else out.leaves.push(leaf);
    }
    const crowded = out.districts.some((d) => distanceM(d.point, middle) < DISTRICT_APART_M);
    if (areaM2(face) > DISTRICT_MIN_M2 && !crowded) {
      out.districts.push({ name: named(names.places.next(), 'dong', '동'), point: middle });
    }
  }
  return out;
}

function bestPark(faces: readonly Polygon[], near: PlanePoint, minM2: number, maxM2: number): Polygon | null {
  const fit = faces.filter((face) => areaM2(face) > minM2 && areaM2(face) < maxM2);
  return fit.reduce<Polygon | null>(
    (best, face) => (best && distanceM(centroid(best), near) <= distanceM(centroid(face), near) ? best : face),
    null,
  );
}

/** Every street with a vertex wherever another meets it, bent. */
function joinStreets(lines: readonly Line[], bend: Bend): Line[] {
  const dry = lines.filter((line) => line.class !== 'rail');
  const joined = joinLines(dry.map((line) => line.points));
  return dry.map((line, i) => ({ ...line, points: bendLine(joined[i]!, bend) }));
}

/** Lines are drawn too long so that they surely meet; what sticks out beyond the last meeting is cut off. */
function trimLoose(joined: readonly (readonly PlanePoint[])[]): PlanePoint[][] {
  const index = jointIndex();
  const users = new Map<number, Set<number>>();
  joined.forEach((points, line) => {
    for (const p of points) {
      const joint = index.at(p);
      const set = users.get(joint);
      if (set) set.add(line);
      else users.set(joint, new Set([line]));
    }
  });
  return joined.map((points) => {
    if (distanceM(points[0]!, points[points.length - 1]!) < 1) return [...points];
    const shared = points.map((p) => users.get(index.at(p))!.size > 1);
    return points.slice(shared.indexOf(true), shared.lastIndexOf(true) + 1);
  });
}

function bridgesOf(lines: readonly Line[], river: River, bend: Bend, names: NameSource): Bridge[] {
  const wet = (p: PlanePoint) => Math.abs(p.yM - river.middleM(p.xM)) < river.halfWidthM(p.xM) + 14;
  const bridges: Bridge[] = [];
  for (const line of lines) {
    if (line.class !== 'avenue' && line.class !== 'rail') continue;
    let run: PlanePoint[] = [];
    const close = () => {
      if (run.length > 3) {
        const network = line.class === 'rail' ? 'rail' : 'road';
        bridges.push({ name: named(names.next(), 'Bridge', '대교'), network, points: run.map(bend) });
      }
      run = [];
    };
    for (const p of densify(line.points, 10)) {
      if (wet(p)) run.push(p);
      else close();
    }
    close();
  }
  return bridges;
}

export function makeLayout(seed: number): Layout {
  const rng = seededRng(seed);
  const names = nameSource(rng);
  // Districts and stations may share a word with a street, as they do everywhere.
  const placeNames = nameSource(rng);
  const skeleton = makeSkeleton(rng, names);
  const bend = makeBend(rng);
  const joined = trimLoose(joinLines(skeleton.lines.map((line) => line.points)));
  const roads = skeleton.lines.map((line, i): Line => ({ ...line, points: joined[i]! }));
  const filled = fill(skeleton, facesOf(joined), rng, { streets: names, places: placeNames });
  const blocks = filled.leaves.flatMap((leaf) => {
    const block = inset(leaf, BLOCK_INSET_M);
    return block && areaM2(block) > BLOCK_MIN_M2 ? [block] : [];
  });
  const buildings = blocks.flatMap((block) => buildingsOf(inset(block, 1.5) ?? block, rng));
  return {
    coast: bendPolygon(skeleton.coast, bend),
    river: bendPolygon(riverPolygon(skeleton.river), bend),
    parks: filled.parks.map((park) => ({ ...park, outline: bendPolygon(park.outline, bend) })),
    blocks: blocks.map((block) => bendPolygon(block, bend)),
    buildings: buildings.map((house) => house.map(bend)),
    streets: joinStreets([...roads, ...filled.lines], bend),
    bridges: bridgesOf(roads, skeleton.river, bend, placeNames),
    rail: bendLine(roads.find((line) => line.class === 'rail')!.points, bend),
    underground: bendLine(skeleton.underground, bend),
    square: bend(skeleton.square),
    districts: filled.districts.map((d) => ({ ...d, point: bend(d.point) })),
    names: placeNames,
    rng,
  };
}
