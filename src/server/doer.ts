/** In which role somebody who is signed in takes part in proceedings. */
import type { FastifyRequest } from 'fastify';
import type { Sql } from '../core/database.ts';
import { refuse, valueOrRefuse } from '../core/refusal.ts';
import type { Role } from '../orders/packs/procedure.ts';
import type { Doer } from '../orders/process/deps.ts';
import { type AgencyRole, loadAgency } from '../people/service.ts';
import { type Viewer, viewerOf } from './sessions/viewer.ts';

/** Refuses those who have no part: supporters, and household members, for whom the protected person speaks. */
export async function doerOf(database: Sql, request: FastifyRequest): Promise<Doer> {
  const viewer = viewerOf(request);
  const agency = await loadAgency(database, viewer.agencyId);
  const role = agency === null ? null : roleOf(viewer.kind, agency.role);
  if (role === null) return valueOrRefuse(refuse('forbidden', 'This is not open to the person signed in.'));
  return { role, personId: viewer.personId, agencyId: viewer.agencyId, isBench: viewer.kind === 'judge' };
}

function roleOf(kind: Viewer['kind'], office: AgencyRole): Role | null {
  switch (kind) {
    case 'protected':
      return 'protected';
    case 'officer':
      return 'monitoring';
    case 'prosecutor':
      return 'prosecutor';
    case 'police':
      return office === 'authority' ? 'authority' : 'police';
    case 'judge':
    case 'clerk':
      return office === 'authority' ? 'authority' : 'court';
    default:
      return null;
  }
}
