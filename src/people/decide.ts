/** Whether a person or agency may be taken into the register. Pure. Fails toward refusing. */
import type { AgencyId, PersonId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { DAY_MS } from '../core/time.ts';
import type { AgencyRequest, PersonRequest } from './contract.ts';
import { type Agency, type Identity, OFFICE_OF, type Person } from './person.ts';

export interface PersonContext {
  readonly personId: PersonId;
  readonly nowMs: number;
  /** Null when there is none with that id. */
  readonly agency: Agency | null;
  /** The person named by `householdOf`; null when there is none. */
  readonly householdOf: Person | null;
  /** The deployer switched it on, and the server found its conditions met at its start. */
  readonly realPersons: boolean;
}

export function decideAgency(
  request: AgencyRequest,
  context: { readonly agencyId: AgencyId; readonly nowMs: number; readonly jurisdictions: ReadonlySet<string> },
): Outcome<Agency, Refusal> {
  if (!context.jurisdictions.has(request.jurisdiction)) {
    return refuse(
      'invalid',
      `There is no pack for this jurisdiction; there is: ${[...context.jurisdictions].join(', ')}.`,
    );
  }
  return ok({
    agencyId: context.agencyId,
    name: request.name,
    jurisdiction: request.jurisdiction,
    role: request.role ?? 'monitoring',
    phone: request.phone ?? null,
    createdAtMs: context.nowMs,
  });
}

export function decidePerson(
  request: PersonRequest,
  context: PersonContext,
): Outcome<{ person: Person; identity: Identity }, Refusal> {
  // HAZARD H-74: real people where the safeguards are not in place
  if (!request.exercise && !context.realPersons) {
    return refuse('exercise-only', 'Only exercise persons are accepted here: see docs/operate/real-persons.md.');
  }
  // A server of real persons would not start again with an exercise in it.
  if (request.exercise && context.realPersons) {
    return refuse('exercise-only', 'Real persons only are accepted here: an exercise has a server of its own.');
  }
  if (context.agency === null) return refuse('not-found', 'There is no such agency.');
  const offices = OFFICE_OF[request.kind as keyof typeof OFFICE_OF];
  if (offices !== undefined && !offices.includes(context.agency.role)) {
    return refuse('invalid', `Somebody of this kind works for an agency whose role is: ${offices.join(', ')}.`);
  }
  if ((request.kind === 'household') !== (request.householdOf !== null)) {
    return refuse('invalid', 'A household member, and nobody else, names the protected person they live with.');
  }
  const minor = request.minor ?? false;
  if (minor && request.kind !== 'household')
    return refuse('invalid', 'Only a household member is registered as a child.');
  const home = context.householdOf;
  if (request.householdOf !== null) {
    if (home === null) return refuse('not-found', 'There is no such protected person to be a household member of.');
    if (home.kind !== 'protected') return refuse('invalid', 'A household member belongs to a protected person.');
    if (home.exercise !== request.exercise) return refuse('exercise-only', 'Exercise and real people never mix.');
  }
  const found = decideFindable(request, context.nowMs);
  if (!found.ok) return found;
  return ok({
    person: {
      personId: context.personId,
      kind: request.kind,
      agencyId: context.agency.agencyId,
      householdOf: home?.personId ?? null,
      minor,
      exercise: request.exercise,
      createdAtMs: context.nowMs,
    },
    identity: { name: request.name, phone: request.phone, language: request.language, ...found.value },
  });
}

/** Birth date and identifier are a wearer's: nobody else is looked for. */
function decideFindable(
  { kind, birthDate, identifier }: PersonRequest,
  nowMs: number,
): Outcome<Pick<Identity, 'birthDate' | 'identifier'>, Refusal> {
  const birth = birthDate ?? null;
  const number = identifier ?? null;
  if (kind !== 'wearer' && (birth !== null || number !== null)) {
    return refuse('invalid', 'Only a wearer is registered with birthDate and identifier.');
  }
  if (birth !== null && !isBirthDate(birth, nowMs)) {
    return refuse('invalid', BIRTH_DATE_BOUNDS);
  }
  return ok({ ...(birth === null ? {} : { birthDate: birth }), ...(number === null ? {} : { identifier: number }) });
}

const EARLIEST_BIRTH = '1900-01-01';
export const BIRTH_DATE_BOUNDS = `birthDate: from ${EARLIEST_BIRTH} to today.`;

/** Tomorrow by UTC is today somewhere. */
export function isBirthDate(date: string, nowMs: number): boolean {
  return date >= EARLIEST_BIRTH && Date.parse(date) <= nowMs + DAY_MS;
}
