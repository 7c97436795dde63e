/** From what disclosure allowed to what the map draws: nothing is added on the way. */
import type { Octant, Picture, Shown } from '../../../src/disclosure/contract.ts';
import type { MapFix, MapPair, ProtectedOnMap, WearerOnMap } from './types.ts';

const OCTANTS: readonly Octant[] = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'];

/** The middle of an octant, degrees from true north. */
export function octantBearingDeg(octant: Octant): number {
  return OCTANTS.indexOf(octant) * 45;
}

/** The octant that a bearing falls into. */
export function octantOfBearing(bearingDeg: number): Octant {
  return OCTANTS[Math.round((((bearingDeg % 360) + 360) % 360) / 45) % 8]!;
}

function fixOf(point: Extract<Shown, { kind: 'point' }>['point']): MapFix {
  const { latDeg, lonDeg, radiusM, fixedAtMs, courseDeg } = point;
  return { latDeg, lonDeg, radiusM, fixedAtMs, courseDeg };
}

function wearerOf(shown: Shown): WearerOnMap {
  switch (shown.kind) {
    case 'point':
      return { kind: 'point', fix: fixOf(shown.point) };
    case 'band': {
      const bearingDeg = shown.octant === null ? null : octantBearingDeg(shown.octant);
      return { kind: 'band', fromM: shown.fromM, toM: shown.toM, bearingDeg };
    }
    case 'unknown':
      return { kind: 'unknown' };
    case 'nothing':
      return { kind: 'none' };
  }
}

function protectedOf(shown: Shown): ProtectedOnMap {
  return shown.kind === 'point' ? { kind: 'point', fix: fixOf(shown.point) } : { kind: 'none' };
}

/** What the surface decides itself; everything else is the picture's. */
export type PairExtras = Pick<MapPair, 'label' | 'rings' | 'emphasis' | 'trail'>;

/** The map's pair of a picture that is still valid (a lapsed one must not be passed in). */
export function pairOfPicture(picture: Picture, extras: PairExtras): MapPair {
  const { wearer } = picture;
  return {
    pairId: picture.pairId,
    level: picture.level,
    protected: protectedOf(picture.protected),
    wearer: wearerOf(wearer),
    distanceM: wearer.kind === 'point' ? wearer.distanceM : null,
    ...extras,
  };
}

/** Everything of a pair that a camera should keep in view. */
export function fitPoints(pair: MapPair): readonly MapFix[] {
  const points: MapFix[] = [];
  if (pair.protected.kind === 'point') {
    const { fix } = pair.protected;
    points.push(pair.wearer.kind === 'band' ? { ...fix, radiusM: pair.wearer.toM } : fix);
  }
  if (pair.wearer.kind === 'point') points.push(pair.wearer.fix);
  return points;
}
