/**
 * A request to figures: the whole simulation, pure. The same request gives the same result to the byte, in every time zone; nothing is read and
 * nothing is kept. Takes seconds: it runs in a worker (`worker.ts`). It gives figures with their spread and what they rest on, and no verdict.
 */
import { ENGINE_VERSION } from '../../proximity/engine.ts';
import { simulateApproaches } from './approaches.ts';
import { assumptionsOf } from './assumptions.ts';
import { Grid } from './cells.ts';
import type { FeasibilityRequest, FeasibilityResult } from './contract.ts';
import { approachFigures } from './figures-approaches.ts';
import { ordinaryFigures, overlapsOf, proportionalityFigures } from './figures-ordinary.ts';
import { TRAVEL, type Travel } from './means.ts';
import { simulateOrdinary } from './ordinary.ts';
import { type PackPart, settingOf } from './setting.ts';

/** Ask only for requests without problems (`problems.ts`). */
export function simulateFeasibility(
  request: FeasibilityRequest,
  pack: PackPart,
  travel: Travel = TRAVEL,
): FeasibilityResult {
  const setting = settingOf(request, pack, travel);
  const grid = new Grid(request.protected.places[0]!);
  const seeds = Array.from({ length: request.seeds }, (_, i) => request.seed + i * 7_919);
  const weeks = seeds.flatMap((seed) => simulateOrdinary(setting, grid, seed));
  const draws = simulateApproaches(setting, seeds);
  const placeIds = request.protected.places.map(({ id }) => id);
  return {
    format: 'feasibility-1',
    jurisdiction: request.jurisdiction,
    timeZone: pack.timeZone,
    packVersion: pack.versionId,
    engineVersion: ENGINE_VERSION,
    ...{ seed: request.seed, weeks: request.weeks, seeds: request.seeds },
    ordinary: ordinaryFigures(setting, grid, weeks),
    overlaps: overlapsOf(request),
    approaches: approachFigures(draws, placeIds, seeds.length),
    proportionality: proportionalityFigures(setting, weeks),
    assumptions: assumptionsOf(setting, ENGINE_VERSION, draws.length),
  };
}
