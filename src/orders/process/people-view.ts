/**
 * Whom staff may name in a proceeding: exercise people under their own law, by name. Each name that is opened is audited. Fails toward
 * refusing: whose identity was erased or cannot be opened is not offered.
 */
import { refuse, valueOrRefuse } from '../../core/refusal.ts';
import { loadAgency, loadPeopleUnder, type PersonKind, readIdentity } from '../../people/service.ts';
import { ErasedError } from '../../safeguards/service.ts';
import type { NamedPeopleJson } from './contract.ts';
import type { Doer, ProcessDeps } from './deps.ts';
import { PROCESS_LIMITS } from './limits.ts';
import { actorOf } from './service.ts';

/** Those whom it protects may live together; a respondent is registered as a wearer is. */
const KINDS: Readonly<Record<'protected' | 'wearer', readonly PersonKind[]>> = {
  protected: ['protected', 'household'],
  wearer: ['wearer'],
};

// HAZARD H-366: names are opened of whom the proceeding is not about.
export async function namedPeople(
  deps: Pick<ProcessDeps, 'database' | 'sealer' | 'clock'>,
  kind: keyof typeof KINDS,
  doer: Doer,
): Promise<NamedPeopleJson> {
  const agency = await loadAgency(deps.database, doer.agencyId);
  if (agency === null) return valueOrRefuse(refuse('not-found', 'There is no such agency.'));
  const of = { jurisdiction: agency.jurisdiction, kinds: KINDS[kind], exercise: true };
  const found = await loadPeopleUnder(deps.database, of, PROCESS_LIMITS.namedPeople + 1);
  const people: NamedPeopleJson['people'] = [];
  for (const person of found.slice(0, PROCESS_LIMITS.namedPeople)) {
    const name = await nameOf(deps, person.personId, doer);
    if (name !== null) people.push({ personId: person.personId, kind: person.kind, name });
  }
  return { people, isCut: found.length > PROCESS_LIMITS.namedPeople };
}

async function nameOf(
  deps: Pick<ProcessDeps, 'database' | 'sealer' | 'clock'>,
  personId: Parameters<typeof readIdentity>[1],
  doer: Doer,
): Promise<string | null> {
  try {
    const identity = await readIdentity(deps, personId, { actor: actorOf(doer), purpose: 'order' });
    return identity?.name ?? null;
  } catch (error) {
    if (error instanceof ErasedError) return null;
    throw error;
  }
}
