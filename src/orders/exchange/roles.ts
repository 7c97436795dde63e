/** Roles in a proceeding, as packs say them, and what those offices are among agencies: one table. */
import type { AgencyRole } from '../../people/service.ts';
import type { Role } from '../packs/procedure.ts';

/** A role that an office has; the others are people. */
export type OfficeRole = Exclude<Role, 'protected' | 'respondent'>;

export const AGENCY_ROLES: Readonly<Record<OfficeRole, AgencyRole>> = {
  police: 'police',
  prosecutor: 'prosecution',
  court: 'court',
  authority: 'authority',
  monitoring: 'monitoring',
};

/** In which role an agency acts by its own system. */
export function roleOfAgency(role: AgencyRole): OfficeRole {
  return (Object.keys(AGENCY_ROLES) as OfficeRole[]).find((one) => AGENCY_ROLES[one] === role)!;
}
