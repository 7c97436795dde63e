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
import { type Actor, audit, rulesOf, type Second } from '../../safeguards/service.ts';
import { decideDirection, type MergeSide } from './decide-linking.ts';
import type { LinkingActor, LinkingDeps } from './deps.ts';
import { insertMoves, moveBack, moveOrders } from './linking.sql.ts';
import { endSecond, mergeOf, secondFor, splitOf } from './second.ts';
import { mayWithRecords } from './visible.ts';

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

/** `waiting`: asked for, and not done until another approves it. */
export interface LinkDone {
  readonly id: string;
  readonly waiting: { readonly actId: string; readonly expiresAtMs: number } | null;
}

function waits(id: string, { actId, expiresAtMs }: Extract<Second, { kind: 'waiting' }>): LinkDone {
  return { id, waiting: { actId, expiresAtMs } };
}

/** Who asked for what another now approved. */
function firstOf(second: Second | null): { readonly actId?: string; readonly askedBy?: string } {
  return second?.kind === 'approved' ? { actId: second.actId, askedBy: second.askedBy } : {};
}

const NO_REVIEW = refuse('not-found', 'There is no such question.');
const NO_LINK = refuse('not-found', 'There is no such link.');

/** A person's answer to an open question, once. Same: the two are merged with it; not the same: they are not asked about again. */
export async function decideReview(
  deps: LinkingDeps,
  reviewId: string,
  { decision, reason }: Decision,
  by: LinkingActor,
): Promise<Outcome<LinkDone, Refusal>> {
  return inOneTransaction(deps, async (tx) => {
    const nowMs = deps.clock.nowMs();
    await lockLinks(tx, 'alone');
    const review = await loadReview(tx, reviewId);
    const both = review === null ? [] : [review.aId, review.bId];
    const may = await mayWithRecords(deps, tx, both, by, 'record.merge');
    if (review === null || !may.allowed) throw new RefusedError(NO_REVIEW.error);
    if (review.state !== 'open') stopWith('conflict', 'The question was decided before.');
    const [a, b] = [await survivorOf(tx, review.aId), await survivorOf(tx, review.bId)];
    // HAZARD H-443: one officer merges records of two agencies alone. That they are not one, either says alone.
    const second = decision === 'same' && a !== b ? await secondFor(deps, tx, mergeOf(both), by) : null;
    if (second === null) await endSecond(deps, tx, mergeOf(both), by);
    if (second !== null && second.kind === 'waiting') return { value: waits(reviewId, second), orderIds: [] };
    const { actor, officerId: byId } = by;
    // They may have become one by way of a third record; the answer stands all the same.
    const merged =
      decision === 'same' && a !== b
        ? valueOrRefuse(await merge(deps, tx, [a, b], { how: 'review', byId, actor, reasons: [reason] }, nowMs))
        : null;
    await decideReviewRow(tx, reviewId, { state: decision, atMs: nowMs, byId, reason });
    const about = { reviewId, aId: review.aId, bId: review.bId };
    const told = { ...about, decision, reason, linkId: merged?.linkId ?? null, ...rulesOf(may), ...firstOf(second) };
    await audit(tx, [{ atMs: nowMs, actor, action: 'match.decide', purpose: 'protection', about: told }]);
    return { value: { id: reviewId, waiting: null }, orderIds: merged?.orderIds ?? [] };
  });
}

/** Two records of their own agency that nobody asked about, by a person who knows them to be one. */
export async function mergeByHand(
  deps: LinkingDeps,
  [aId, bId]: readonly [PersonId, PersonId],
  reason: DecisionReason,
  by: LinkingActor,
): Promise<Outcome<LinkDone, Refusal>> {
  return inOneTransaction(deps, async (tx) => {
    const nowMs = deps.clock.nowMs();
    await lockLinks(tx, 'alone');
    // HAZARD H-303: with an id alone another agency's wearer, and what protects from him, would be moved to somebody else's record.
    for (const personId of [aId, bId]) {
      const may = await mayWithRecords(deps, tx, [personId], by, 'record.merge');
      if (!may.allowed) stopWith('not-found', 'There are no such records.');
    }
    const survivors = [await survivorOf(tx, aId), await survivorOf(tx, bId)] as const;
    const second = await secondFor(deps, tx, mergeOf([aId, bId]), by);
    if (second?.kind === 'waiting') return { value: waits(second.actId, second), orderIds: [] };
    const why = { how: 'by-hand', byId: by.officerId, actor: by.actor, reasons: [reason] } as const;
    const merged = valueOrRefuse(await merge(deps, tx, survivors, why, nowMs));
    return { value: { id: merged.linkId, waiting: null }, orderIds: merged.orderIds };
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
): Promise<Outcome<LinkDone, Refusal>> {
  return inOneTransaction(deps, async (tx) => {
    const nowMs = deps.clock.nowMs();
    await lockLinks(tx, 'alone');
    const link = await loadLink(tx, linkId);
    if (link === null) throw new RefusedError(NO_LINK.error);
    const { mergedId, intoId } = link;
    const may = await mayWithRecords(deps, tx, [mergedId, intoId], by, 'record.split');
    if (!may.allowed) throw new RefusedError(NO_LINK.error);
    if (link.ended !== null) stopWith('conflict', 'The link was ended before.');
    if ((await linksOnward(tx, intoId)).length > 0) {
      stopWith('conflict', 'The record that goes on was itself merged later: end that link first.');
    }
    const second = await secondFor(deps, tx, splitOf(link), by);
    if (second?.kind === 'waiting') return { value: waits(linkId, second), orderIds: [] };
    const ended = { atMs: nowMs, byId: by.officerId, reason };
    await endLink(tx, linkId, ended);
    const orderIds = await moveBack(tx, linkId, nowMs);
    const [aId, bId] = ordered(mergedId, intoId);
    await insertNotSame(tx, { reviewId: uuidFromBytes(deps.randomBytes(16)), aId, bId }, ended);
    const about = { linkId, mergedId, intoId, reason, orderIds, ...rulesOf(may), ...firstOf(second) };
    await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'person.split', purpose: 'protection', about }]);
    return { value: { id: linkId, waiting: null }, orderIds };
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
