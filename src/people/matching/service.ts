/**
 * Finding the same man under another wearer record. A record is marked in the transaction that makes the need (`markForMatching`) and
 * compared after it (`compareDue`): two that are entered at once see each other, in whatever order they commit. What is found is a row that
 * is decided once. Merging is not here: what a record's orders and devices are is not known to people (`orders/linking`).
 * Fails toward asking: a comparison that fails stays due and comes again.
 */
import type { Sql } from '../../core/database.ts';
import { type PersonId, uuidFromBytes } from '../../core/ids.ts';
import { stopWith } from '../../core/refusal.ts';
import { type Actor, audit, ErasedError, type Sealer } from '../../safeguards/service.ts';
import type { PeopleDeps } from '../identity.ts';
import { openIdentity } from '../identity.ts';
import { PEOPLE_LIMITS } from '../limits.ts';
import { loadAgency, loadPeopleById } from '../people.sql.ts';
import type { Identity, Person } from '../person.ts';
import { decideMatch, type Match, type MatchFacts, type MatchScope } from './decide-match.ts';
import type { PersonLink, Review } from './match.ts';
import {
  type Digests,
  deleteDue,
  insertDue,
  insertReview,
  loadCandidates,
  loadDue,
  loadDueOf,
  loadLinksOnward,
  lockLinks,
  postponeDue,
  replaceDigests,
  updateFound,
} from './matching.sql.ts';
import { normaliseIdentifier, normaliseName } from './normalise.ts';

export type MatchDeps = Pick<PeopleDeps, 'database' | 'sealer' | 'clock' | 'randomBytes'>;

const SYSTEM: Actor = { kind: 'system', id: null };

/** What a wearer of that scope can be found by. Records of two scopes never share a digest. */
export function digestsOf(
  sealer: Pick<Sealer, 'blindIndex'>,
  { jurisdiction, exercise }: MatchScope,
  { identifier, birthDate, name }: Pick<Identity, 'identifier' | 'birthDate' | 'name'>,
): Digests {
  const digest = (kind: string, value: string): Buffer =>
    sealer.blindIndex(['person', jurisdiction, exercise ? 'exercise' : 'real', kind, value]);
  return {
    name: digest('name', normaliseName(name)),
    ...(birthDate === undefined ? {} : { birth: digest('birth', birthDate) }),
    ...(identifier === undefined ? {} : { identifier: digest('identifier', normaliseIdentifier(identifier)) }),
  };
}

/** In the transaction that enters a wearer or something about one: the record is compared with all others as soon as it commits. */
export async function markForMatching(tx: Sql, wearerId: string, nowMs: number): Promise<void> {
  await insertDue(tx, wearerId, nowMs);
}

/**
 * As `compareNow`, for those that wait longest. One that fails waits behind the others and holds none of them up; the first failure is
 * thrown at the end.
 */
export async function compareDue(deps: MatchDeps): Promise<void> {
  const failures: unknown[] = [];
  for (const { personId, number } of await loadDue(deps.database, PEOPLE_LIMITS.matchesAtOnce)) {
    try {
      await compare(deps, personId, number);
    } catch (error) {
      failures.push(error);
      await postponeDue(deps.database, personId, number);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** Compares the record if that is due; what is found stands in `people.match_review` then. */
export async function compareNow(deps: MatchDeps, personId: PersonId): Promise<void> {
  const number = await loadDueOf(deps.database, personId);
  if (number !== null) await compare(deps, personId, number);
}

async function compare(deps: MatchDeps, personId: PersonId, number: number): Promise<void> {
  const { database } = deps;
  const person = (await loadPeopleById(database, [personId]))[0];
  await auditComparison(deps, personId, []);
  const own = person === undefined ? null : await factsOf(deps, person);
  // HAZARD H-309: an erased wearer is still found by what was known of them.
  if (own === null) {
    return database.transaction(async (tx) => {
      await replaceDigests(tx, personId, {});
      await deleteDue(tx, personId, number);
    });
  }
  // First, and committed: whoever is entered at the same time finds this record, or is found by it.
  await database.transaction((tx) => replaceDigests(tx, personId, digestsOf(deps.sealer, own.scope, sealable(own))));
  const candidates = await loadCandidates(database, personId);
  const others = await loadPeopleById(database, candidates);
  if (others.length > 0) await auditComparison(deps, personId, candidates);
  const found: { review: Review; match: Match }[] = [];
  for (const other of others) {
    const theirs = await factsOf(deps, other);
    const match = theirs === null ? null : decideMatch(own, theirs);
    if (match !== null) found.push({ match, review: newReview(deps, personId, other.personId, match) });
  }
  await database.transaction(async (tx) => {
    for (const { review, match } of found) {
      if (await insertReview(tx, review)) {
        const { reviewId, aId, bId } = review;
        const about = { reviewId, aId, bId, found: match.found, reasons: [...match.reasons] };
        await audit(tx, [
          { atMs: review.foundAtMs, actor: SYSTEM, action: 'match.found', purpose: 'protection', about },
        ]);
      } else await updateFound(tx, review.aId, review.bId, match.found, match.reasons);
    }
    await deleteDue(tx, personId, number);
  });
}

/** Before anything is opened, in a transaction of its own. */
function auditComparison(deps: MatchDeps, personId: PersonId, withIds: readonly PersonId[]): Promise<unknown> {
  const atMs = deps.clock.nowMs();
  const about = { personId, withIds: [...withIds], isWhole: withIds.length < PEOPLE_LIMITS.matchCandidates };
  return deps.database.transaction((tx) =>
    audit(tx, [{ atMs, actor: SYSTEM, action: 'match.compare', purpose: 'protection', about }]),
  );
}

function newReview({ clock, randomBytes }: MatchDeps, one: PersonId, other: PersonId, match: Match): Review {
  const [aId, bId] = ordered(one, other);
  return {
    reviewId: uuidFromBytes(randomBytes(16)),
    ...{ aId, bId, found: match.found, reasons: match.reasons },
    foundAtMs: clock.nowMs(),
    state: 'open',
  };
}

/** Text order of UUIDs in lower case is the database's own. */
export function ordered(one: PersonId, other: PersonId): readonly [PersonId, PersonId] {
  return one < other ? [one, other] : [other, one];
}

/** Null: no wearer, or erased: there is nobody to be found any more. */
async function factsOf(deps: MatchDeps, person: Person): Promise<MatchFacts | null> {
  if (person.kind !== 'wearer') return null;
  const agency = await loadAgency(deps.database, person.agencyId);
  const identity = await openIdentity(deps, person.personId).catch((error: unknown) => {
    if (error instanceof ErasedError) return null;
    throw error;
  });
  if (agency === null || identity === null) return null;
  return {
    scope: { jurisdiction: agency.jurisdiction, exercise: person.exercise },
    name: identity.name,
    birthDate: identity.birthDate ?? null,
    identifier: identity.identifier ?? null,
  };
}

function sealable({ name, birthDate, identifier }: MatchFacts): Pick<Identity, 'name' | 'birthDate' | 'identifier'> {
  return { name, ...(birthDate === null ? {} : { birthDate }), ...(identifier === null ? {} : { identifier }) };
}

/** By which links a record leads on, in order; none: it stands for itself. */
export async function linksOnward(sql: Sql, personId: PersonId): Promise<readonly PersonLink[]> {
  const byMerged = new Map((await loadLinksOnward(sql, [personId])).map((link) => [link.mergedId, link]));
  const onward: PersonLink[] = [];
  for (let link = byMerged.get(personId); link !== undefined; link = byMerged.get(link.intoId)) onward.push(link);
  return onward;
}

/** For each of these records the one that stands for it now; one reading for all. */
export async function survivorsOf(sql: Sql, personIds: readonly PersonId[]): Promise<ReadonlyMap<PersonId, PersonId>> {
  const intoOf = new Map((await loadLinksOnward(sql, personIds)).map(({ mergedId, intoId }) => [mergedId, intoId]));
  const onward = (personId: PersonId): PersonId => {
    const intoId = intoOf.get(personId);
    return intoId === undefined ? personId : onward(intoId);
  };
  return new Map(personIds.map((personId) => [personId, onward(personId)]));
}

/** The record that stands for this one now: itself, unless it was merged. */
export async function survivorOf(sql: Sql, personId: PersonId): Promise<PersonId> {
  return (await linksOnward(sql, personId)).at(-1)?.intoId ?? personId;
}

/**
 * For whoever makes something for a wearer (an order, a device in their hands), in that transaction: which record stands for him, and
 * until the transaction ends no merge or split changes it.
 */
export async function holdSurvivor(tx: Sql, personId: PersonId): Promise<readonly PersonLink[]> {
  await lockLinks(tx, 'shared');
  return linksOnward(tx, personId);
}

// HAZARD H-305: a device is given to a record that was merged: its reports protect nobody.
/** In the transaction that gives a wearer something that a merge does not move: refused for a record that leads on to another. */
export async function requireUnmerged(tx: Sql, personId: PersonId): Promise<void> {
  const survivor = (await holdSurvivor(tx, personId)).at(-1)?.intoId;
  if (survivor === undefined) return;
  stopWith('conflict', `This wearer record was merged into another, which stands for it now: ${survivor}.`);
}
