/** Requests that tests begin from. All places lie in open sea: nobody lives there. */

import { packOf } from '../../../test/support/packs.ts';
import { moved } from '../../core/geo.ts';
import { type FeasibilityInput, type FeasibilityRequest, feasibilityRequestSchema, type Place } from './contract.ts';
import type { PackPart } from './setting.ts';

export const ORIGIN = { latDeg: 36.5, lonDeg: 131.5 };

export function at(id: string, kind: Place['kind'], eastM: number, northM: number): Place {
  const { latDeg, lonDeg } = moved(ORIGIN, eastM, northM);
  return { id, kind, latDeg, lonDeg };
}

const WORKDAYS = [1, 2, 3, 4, 5];

/** The protected person lives and works within 3 km; the wearer lives some 5 km off and works 2 km from where they work. */
export const SAMPLE: FeasibilityInput = {
  jurisdiction: 'kr',
  startsOn: '2026-11-30',
  duration: { months: 3 },
  ...{ restraintM: 100, warnM: 600, noticeM: 2000, rings: { police: 1000 } },
  ...{ wearerIntervalS: 60, protectedIntervalS: 60 },
  wearer: {
    places: [at('home', 'home', 5_000, 1_500), at('work', 'work', 3_000, -2_500)],
    stays: [{ place: 'work', days: WORKDAYS, from: '09:00', until: '18:00', by: 'car' }],
  },
  protected: {
    places: [at('home', 'home', 0, 0), at('work', 'work', 2_500, -800), at('market', 'other', 900, 700)],
    stays: [
      { place: 'work', days: WORKDAYS, from: '08:30', until: '17:30', by: 'bus' },
      { place: 'market', days: [3, 6], from: '19:00', until: '20:00', by: 'walk' },
    ],
  },
  ...{ weeks: 1, seeds: 2 },
};

export function requestOf(change: Partial<FeasibilityInput> = {}): FeasibilityRequest {
  return feasibilityRequestSchema.parse({ ...SAMPLE, ...change });
}

export function packPart(jurisdiction = 'kr'): PackPart {
  const { versionId, mode, timeZone, disclosure, purposes, proximity } = packOf(jurisdiction);
  const { warnM, noticeM } = proximity.zone;
  return {
    ...{ versionId, mode, disclosure, purposes, jurisdiction, timeZone },
    zone: { warnM: warnM.default, noticeM: noticeM.default },
  };
}
