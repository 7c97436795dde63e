/** In which role somebody takes part in proceedings. */
import type { FastifyRequest } from 'fastify';
import type { Sql } from '../core/database.ts';
import { refuse, valueOrRefuse } from '../core/refusal.ts';
import type { Role } from '../orders/packs/procedure.ts';
import type { Doer } from '../orders/process/deps.ts';
import { loadAgency, type Person } from '../people/service.ts';
import { principalOf } from './access-deps.ts';
import { viewerOf } from './sessions/viewer.ts';

/** Whoever is signed in. Refuses those who have no part: supporters, and household members, for whom the protected person speaks. */
export async function doerOf(database: Sql, request: FastifyRequest): Promise<Doer> {
  const viewer = viewerOf(request);
  const role = await roleOf(database, viewer);
  if (role === null) return valueOrRefuse(refuse('forbidden', 'This is not open to the person signed in.'));
  const { personId, agencyId, kind } = viewer;
  return { role, personId, agencyId, isBench: kind === 'judge', who: principalOf(viewer) };
}

/** Null: somebody of this kind has no part. */
export async function roleOf(
  database: Sql,
  { kind, agencyId }: Pick<Person, 'kind' | 'agencyId'>,
): Promise<Role | null> {
  switch (kind) {
    case 'protected':
      return 'protected';
    case 'officer':
      return 'monitoring';
    case 'prosecutor':
      return 'prosecutor';
    case 'police':
      return (await isAuthority(database, agencyId)) ? 'authority' : 'police';
    case 'judge':
    case 'clerk':
      return (await isAuthority(database, agencyId)) ? 'authority' : 'court';
    default:
      return null;
  }
}

async function isAuthority(database: Sql, agencyId: string): Promise<boolean> {
  return (await loadAgency(database, agencyId))?.role === 'authority';
}
