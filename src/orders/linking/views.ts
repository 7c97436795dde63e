/**
 * The desk "same person?" as an officer sees it: records without names, and two of them opened side by side. Opening is a read of two
 * identities: with its purpose, audited before. Fails toward refusing: what is another agency's alone is not found.
 */
import type { PersonId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import {
  countUnfindable,
  type Identity,
  loadAgency,
  loadLinksAround,
  loadOpenReviews,
  loadPeopleById,
  loadReview,
  loadReviewsOf,
  loadStandingLinks,
  type PersonLink,
  type Review,
  readIdentity,
  survivorOf,
} from '../../people/service.ts';
import { ErasedError } from '../../safeguards/service.ts';
import { loadOrderRow, loadOrderRowsNaming } from '../orders.sql.ts';
import type {
  LinkingDeskJson,
  LinkJson,
  NoticeJson,
  OpenedRecordJson,
  OpenedReviewJson,
  RecordJson,
  ReviewJson,
} from './contract.ts';
import { mayProtect } from './decide-linking.ts';
import type { LinkingActor, LinkingDeps } from './deps.ts';
import { loadNotices, type Notice } from './linking.sql.ts';
import { mergeOf, splitOf, waitingJson } from './second.ts';
import { isStanding, mayWithRecords } from './visible.ts';
import { hasDevice, matterOrder } from './worn-elsewhere.ts';

export async function loadLinkingDesk(deps: LinkingDeps, by: LinkingActor): Promise<LinkingDeskJson> {
  const { database, clock } = deps;
  const nowMs = clock.nowMs();
  const reviews: ReviewJson[] = [];
  for (const review of await loadOpenReviews(database, null)) {
    if (!(await mayWithRecords(deps, database, [review.aId, review.bId], by, 'record.read')).allowed) continue;
    // Answered meanwhile by way of a third record; asked again should that be split.
    if ((await survivorOf(database, review.aId)) === (await survivorOf(database, review.bId))) continue;
    reviews.push(await reviewJson(deps, review, nowMs, by));
  }
  const links: LinkJson[] = [];
  for (const link of await loadStandingLinks(database)) {
    if ((await mayWithRecords(deps, database, [link.mergedId, link.intoId], by, 'record.read')).allowed)
      links.push(await linkJson(deps, link, nowMs, by));
  }
  const notices: NoticeJson[] = [];
  for (const notice of await loadNotices(database, by.agencyId)) notices.push(await noticeJson(deps, notice));
  return { serverTimeMs: nowMs, reviews, notices, links, unfindable: await countUnfindable(database, by.agencyId) };
}

/** Two records side by side, opened. */
export async function openReview(
  deps: LinkingDeps,
  reviewId: string,
  by: LinkingActor,
): Promise<Outcome<OpenedReviewJson, Refusal>> {
  const { database, clock } = deps;
  const nowMs = clock.nowMs();
  const review = await loadReview(database, reviewId);
  if (review === null || !(await mayWithRecords(deps, database, [review.aId, review.bId], by, 'record.read')).allowed) {
    return refuse('not-found', 'There is no such question.');
  }
  const { foundAtMs, reasons, state } = review;
  const a = await openedRecord(deps, review.aId, by, nowMs);
  const b = await openedRecord(deps, review.bId, by, nowMs);
  return ok({ reviewId, foundAtMs, reasons: [...reasons], state, a, b });
}

/** Every link that ever touched the record or one that it led to, oldest first. */
export async function loadLinkHistory(
  deps: LinkingDeps,
  personId: PersonId,
  by: LinkingActor,
): Promise<Outcome<{ links: LinkJson[] }, Refusal>> {
  const { database, clock } = deps;
  const nowMs = clock.nowMs();
  const links = await loadLinksAround(database, personId);
  const around = [...new Set([personId, ...links.flatMap(({ mergedId, intoId }) => [mergedId, intoId])])];
  if (!(await mayWithRecords(deps, database, around, by, 'record.read')).allowed)
    return refuse('not-found', 'There is no such record.');
  const shown: LinkJson[] = [];
  for (const link of links) shown.push(await linkJson(deps, link, nowMs, by));
  return ok({ links: shown });
}

/** What a wearer's comparison came to, for whoever entered them or their order: ids and cases, never a name. */
export async function loadLinkingSaid(deps: LinkingDeps, personId: PersonId, orderId: string | null) {
  const { database, clock, packs } = deps;
  const nowMs = clock.nowMs();
  const survivor = await survivorOf(database, personId);
  const orders = await loadOrderRowsNaming(database, survivor);
  const reviews = await loadReviewsOf(database, [personId, survivor]);
  const order = orders.find((one) => one.orderId === orderId);
  const may = order === undefined ? null : mayProtect(matterOrder(packs, order), nowMs);
  const wears = (await deps.wearing(database, [survivor])).has(survivor);
  return {
    linkedTo: survivor === personId ? null : survivor,
    cases: orders.filter((one) => one.wearerId === survivor && isStanding(one, nowMs)).map(({ label }) => label),
    reviews: reviews.filter(({ state }) => state === 'open').map(({ reviewId }) => reviewId),
    notYet: wears && may?.kind === 'not-yet' ? may.reason : null,
  };
}

async function reviewJson(deps: LinkingDeps, review: Review, nowMs: number, by: LinkingActor): Promise<ReviewJson> {
  const { reviewId, foundAtMs, reasons, aId, bId } = review;
  const [a, b] = [await record(deps, aId, nowMs), await record(deps, bId, nowMs)];
  const waiting = await waitingJson(deps, mergeOf([aId, bId]), by);
  return { waiting, reviewId, foundAtMs, reasons: [...reasons], a, b };
}

async function linkJson(deps: LinkingDeps, link: PersonLink, nowMs: number, by: LinkingActor): Promise<LinkJson> {
  const { linkId, atMs, how, reasons, byId, ended } = link;
  const [merged, into] = [await record(deps, link.mergedId, nowMs), await record(deps, link.intoId, nowMs)];
  const waiting = ended === null ? await waitingJson(deps, splitOf(link), by) : null;
  return { waiting, linkId, atMs, how, byId, reasons: [...reasons], merged, into, ended };
}

async function noticeJson({ database, packs }: LinkingDeps, notice: Notice): Promise<NoticeJson> {
  const { noticeId, atMs, reason, seenAtMs } = notice;
  const worn = await loadOrderRow(database, notice.wornOrderId);
  const order = notice.matterKind === 'order' ? await loadOrderRow(database, notice.matterId) : null;
  const isToCome = order !== null && hasDevice(packs, order);
  return {
    ...{ noticeId, atMs, reason, seenAtMs },
    wornUnder: worn?.label ?? '',
    matter: order?.label ?? null,
    fromMs: isToCome ? order.fromMs : null,
  };
}

async function record(deps: LinkingDeps, personId: PersonId, nowMs: number): Promise<RecordJson> {
  const { database } = deps;
  const person = (await loadPeopleById(database, [personId]))[0]!;
  const agency = await loadAgency(database, person.agencyId);
  const orders = await loadOrderRowsNaming(database, personId);
  return {
    personId,
    agencyName: agency?.name ?? '',
    cases: orders.filter((one) => one.wearerId === personId && isStanding(one, nowMs)).map(({ label }) => label),
    wearsDevice: (await deps.wearing(database, [personId])).has(personId),
    registeredAtMs: person.createdAtMs,
  };
}

async function openedRecord(
  deps: LinkingDeps,
  personId: PersonId,
  { actor }: LinkingActor,
  nowMs: number,
): Promise<OpenedRecordJson> {
  const identity = await readIdentity(deps, personId, { actor, purpose: 'same-person' }).catch((error: unknown) => {
    if (error instanceof ErasedError) return null;
    throw error;
  });
  const shown = await record(deps, personId, nowMs);
  return {
    ...shown,
    name: identity?.name ?? null,
    birthDate: identity?.birthDate ?? null,
    identifierEnd: endOf(identity),
  };
}

function endOf(identity: Identity | null): string | null {
  const plain = identity?.identifier?.replace(/[^\p{L}\p{N}]/gu, '') ?? '';
  return plain === '' ? null : plain.slice(-4);
}
