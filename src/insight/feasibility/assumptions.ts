/** What the figures rest on, as message keys with numbers: part of every result, so that no copy of it goes about without. Pure. */
import { approachMeans, failuresOf, RANDOM_M_MAX, RANDOM_M_MIN, RANDOM_POINTS } from './approaches.ts';
import { CELL_M } from './cells.ts';
import type { FeasibilityResult } from './contract.ts';
import { meanTravelS } from './means.ts';
import type { Setting } from './setting.ts';

type Assumption = FeasibilityResult['assumptions'][number];

export function assumptionsOf(setting: Setting, engineVersion: string, draws: number): Assumption[] {
  const { request, pack, travel } = setting;
  const said = (key: string, params: Assumption['params'] = {}): Assumption => ({ key, params });
  const { weeks, seeds, seed, wearerIntervalS, protectedIntervalS } = request;
  return [
    said('no-forecast'),
    said('from-the-request'),
    said('weeks', { weeks, seeds, seed }),
    said('no-streets'),
    ...approachMeans(setting).map((by) => {
      const km = by === 'walk' ? 1 : 5;
      const kmh = Math.round((km * 3600 * 10) / meanTravelS(travel, by, km * 1000)) / 10;
      return said(`travel-${by}`, { km, kmh, detour: travel[by].detour });
    }),
    said('timetable'),
    said('reports', { wearerIntervalS, protectedIntervalS }),
    said('receiver'),
    said('underground'),
    ...(request.gaps.length > 0 ? [said('gaps', { areas: request.gaps.length })] : []),
    said('approaches', { draws, points: RANDOM_POINTS, fromKm: RANDOM_M_MIN / 1000, toKm: RANDOM_M_MAX / 1000 }),
    said('no-reaction'),
    ...failuresOf(setting)
      .filter((failure) => failure.endsWith('-off'))
      .map((failure) => said(failure)),
    said('area', { metres: CELL_M }),
    said('table', { pack: pack.versionId }),
    ...(pack.mode === 'study' ? [said('study')] : []),
    said('engine', { version: engineVersion }),
  ];
}
