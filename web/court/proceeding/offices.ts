import type { LawJson } from '../../../src/orders/process/contract.ts';

/** Places that an office takes in a proceeding. */
export const OFFICES = ['court', 'prosecution', 'police', 'monitoring'] as const;
export type OfficeName = (typeof OFFICES)[number];

/** Roles of the agencies that can take the place: where no court decides, an authority does. */
const ROLES_OF: Readonly<Record<OfficeName, readonly string[]>> = {
  court: ['court', 'authority'],
  prosecution: ['prosecution'],
  police: ['police', 'authority'],
  monitoring: ['monitoring'],
};

export function officesFor(law: LawJson, name: OfficeName): LawJson['offices'] {
  return law.offices.filter(({ role }) => ROLES_OF[name].includes(role));
}
