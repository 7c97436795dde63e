/** Who decides about records, and what that needs of the rest. */
import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import type { Decider } from '../../people/service.ts';
import type { Access, ActingPerson, Actor, Principal } from '../../safeguards/service.ts';
import type { OrderDeps } from '../service.ts';

export interface LinkingDeps extends OrderDeps {
  readonly access: Access;
  /** Who of these has a device that was given to them and has not come back. */
  readonly wearing: (sql: Sql, personIds: readonly PersonId[]) => Promise<ReadonlySet<PersonId>>;
}

export interface LinkingActor extends Decider {
  /** As it goes into the audit. */
  readonly actor: Actor;
  /** As access asks it. */
  readonly who: Principal;
}

/** Null: the bearer of the admin token, who is nobody to approve or be approved. */
export function actingPerson({ who }: Pick<LinkingActor, 'who'>): ActingPerson | null {
  if (who.is !== 'person') return null;
  const { kind, personId, agencyId, exercise } = who;
  return { kind, personId, agencyId, exercise };
}
