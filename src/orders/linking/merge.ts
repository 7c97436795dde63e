/**
 * Merging and splitting of wearer records, each in one transaction with its audit: links, orders and pairs, and the question it answers.
 * After the commit `onOrderChange` tells of each order that moved, so that the engine binds its pairs to the record that wears the device.
 * Fails toward refusing: half a merge cannot be.
 */
import type { Sql } from '../../core/database.ts';
import { type OrderId, type PersonId, uuidFromBytes } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, RefusedError, refuse, stopWith, valueOrRefuse } from '../../core/refusal.ts';
import type { Decision, DecisionReason, LinkWay } from '../../people/matching/contract.ts';
import {
  type Decider,
  decideReviewRow,
  endLink,
  insertLink,
  insertNotSame,
  linksOnward,
  loadAgency,
  loadLink,
  loadPeopleById,
  loadReview,
  lockLinks,
  ordered,
  survivorOf,
} from '../../people/service.ts';
import { type Actor, audit } from '../../safeguards/service.ts';
import type { OrderDeps } from '../service.ts';
import { decideDirection, type MergeSide } from './decide-linking.ts';
import { insertMoves, moveBack, moveOrders } from './linking.sql.ts';
import { concerns } from './visible.ts';

export interface LinkingDeps extends OrderDeps {
  /** Who of these has a device that was given to them and has not come back. */
  readonly wearing: (sql: Sql, personIds: readonly PersonId[]) => Promise<ReadonlySet<PersonId>>;
}

export interface LinkingActor extends Decider {
  /** As it goes into the audit. */
  readonly actor: Actor;
}

export interface Merged {
  readonly linkId: string;
  readonly mergedId: PersonId;
  readonly intoId: PersonId;
  readonly orderIds: readonly OrderId[];
}

export interface MergeWhy {
  readonly how: LinkWay;
  readonly byId: PersonId | null;
  readonly actor: Actor;
  /** Codes: what was found, or what a decision rests on. */
  readonly reasons: readonly string[];
}

const NO_REVIEW = refuse('not-found', 'There is no such question.');
const NO_LINK = refuse('not-found', 'There is no such link.');

/** A person's answer to an open question, once. Same: the two are merged with it; not the same: they are not asked about again. */
export async function decideReview(
  deps: LinkingDeps,
  reviewId: string,
  { decision, reason }: Decision,
  by: LinkingActor,
): Promise<Outcome<string, Refusal>> {
  return inOneTransaction(deps, async (tx) => {
    const nowMs = deps.clock.nowMs();
    await lockLinks(tx, 'alone');
    const review = await loadReview(tx, reviewId);
    if (review === null || !(await concerns(tx, [review.aId, review.bId], by, nowMs)))
      throw new RefusedError(NO_REVIEW.error);
    if (review.state !== 'open') stopWith('conflict', 'The question was decided before.');
    const [a, b] = [await survivorOf(tx, review.aId), await survivorOf(tx, review.bId)];
    // They may have become one by way of a third record; the answer stands all the same.
    const merged =
      decision === 'same' && a !== b
        ? valueOrRefuse(
            await merge(
              deps,
              tx,
              [a, b],
              { how: 'review', byId: by.officerId, actor: by.actor, reasons: [reason] },
              nowMs,
            ),
          )
        : null;
    await decideReviewRow(tx, reviewId, { state: decision, atMs: nowMs, byId: by.officerId, reason });
    const { actor } = by;
    const about = { reviewId, aId: review.aId, bId: review.bId, decision, reason, linkId: merged?.linkId ?? null };
    await audit(tx, [{ atMs: nowMs, actor, action: 'match.decide', purpose: 'protection', about }]);
    return { value: reviewId, orderIds: merged?.orderIds ?? [] };
  });
}

/** Two records of their own agency that nobody asked about, by a person who knows them to be one. */
export async function mergeByHand(
  deps: LinkingDeps,
  [aId, bId]: readonly [PersonId, PersonId],
  reason: DecisionReason,
  by: LinkingActor,
): Promise<Outcome<string, Refusal>> {
  return inOneTransaction(deps, async (tx) => {
    const nowMs = deps.clock.nowMs();
    await lockLinks(tx, 'alone');
    // HAZARD H-303: with an id alone another agency's wearer, and what protects from him, would be moved to somebody else's record.
    for (const personId of [aId, bId]) {
      if (!(await concerns(tx, [personId], by, nowMs))) stopWith('not-found', 'There are no such records.');
    }
    const survivors = [await survivorOf(tx, aId), await survivorOf(tx, bId)] as const;
    const why = { how: 'by-hand', byId: by.officerId, actor: by.actor, reasons: [reason] } as const;
    const merged = valueOrRefuse(await merge(deps, tx, survivors, why, nowMs));
    return { value: merged.linkId, orderIds: merged.orderIds };
  });
}

/** Both must stand for themselves, and the links be locked. */
export async function merge(
  deps: LinkingDeps,
  tx: Sql,
  [aId, bId]: readonly [PersonId, PersonId],
  why: MergeWhy,
  nowMs: number,
): Promise<Outcome<Merged, Refusal>> {
  const [a, b] = [await sideOf(deps, tx, aId), await sideOf(deps, tx, bId)];
  if (a === null || b === null) return refuse('not-found', 'There are no such records.');
  const direction = decideDirection(a, b);
  if (!direction.ok) return direction;
  const [mergedId, intoId] = [direction.value.merged.personId, direction.value.into.personId];
  const linkId = uuidFromBytes(deps.randomBytes(16));
  const { how, byId, actor, reasons } = why;
  await insertLink(tx, { linkId, mergedId, intoId, atMs: nowMs, how, byId, reasons });
  const orderIds = await moveOrders(tx, mergedId, intoId, nowMs);
  await insertMoves(
    tx,
    orderIds.map((orderId) => ({ linkId, orderId, fromId: mergedId, toId: intoId })),
    nowMs,
  );
  const about = { linkId, mergedId, intoId, how, reasons: [...reasons], orderIds };
  await audit(tx, [{ atMs: nowMs, actor, action: 'person.merge', purpose: 'protection', about }]);
  return ok({ linkId, mergedId, intoId, orderIds });
}

async function sideOf(deps: LinkingDeps, tx: Sql, personId: PersonId): Promise<MergeSide | null> {
  const person = (await loadPeopleById(tx, [personId]))[0];
  const agency = person === undefined ? null : await loadAgency(tx, person.agencyId);
  if (person === undefined || agency === null) return null;
  const wearing = await deps.wearing(tx, [personId]);
  return { person, jurisdiction: agency.jurisdiction, wearsDevice: wearing.has(personId) };
}

/**
 * Ends a link: exactly what it moved goes back, with what was entered for the merged record since. The two are not linked again by
 * themselves. A link whose surviving record was merged on is ended after the later one.
 */
export async function split(
  deps: LinkingDeps,
  linkId: string,
  reason: DecisionReason,
  by: LinkingActor,
): Promise<Outcome<string, Refusal>> {
  return inOneTransaction(deps, async (tx) => {
    const nowMs = deps.clock.nowMs();
    await lockLinks(tx, 'alone');
    const link = await loadLink(tx, linkId);
    if (link === null) throw new RefusedError(NO_LINK.error);
    const { mergedId, intoId } = link;
    if (!(await concerns(tx, [mergedId, intoId], by, nowMs))) throw new RefusedError(NO_LINK.error);
    if (link.ended !== null) stopWith('conflict', 'The link was ended before.');
    if ((await linksOnward(tx, intoId)).length > 0) {
      stopWith('conflict', 'The record that goes on was itself merged later: end that link first.');
    }
    const ended = { atMs: nowMs, byId: by.officerId, reason };
    await endLink(tx, linkId, ended);
    const orderIds = await moveBack(tx, linkId, nowMs);
    const [aId, bId] = ordered(mergedId, intoId);
    await insertNotSame(tx, { reviewId: uuidFromBytes(deps.randomBytes(16)), aId, bId }, ended);
    const about = { linkId, mergedId, intoId, reason, orderIds };
    await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'person.split', purpose: 'protection', about }]);
    return { value: linkId, orderIds };
  });
}

/** The refusal rolls back; after a commit every order that moved is told of. */
async function inOneTransaction<T>(
  deps: LinkingDeps,
  work: (tx: Sql) => Promise<{ readonly value: T; readonly orderIds: readonly OrderId[] }>,
): Promise<Outcome<T, Refusal>> {
  try {
    const { value, orderIds } = await deps.database.transaction(work);
    for (const orderId of orderIds) await deps.onOrderChange(orderId);
    return ok(value);
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, error: error.refusal };
    throw error;
  }
}
