/**
 * One wearer to all orders and persons. Whatever concerns a wearer marks his record (`checkWearer`); people compares what is marked
 * (`compareDue`), and `linkFound` links what is certain.
 * Fails toward asking: what cannot be done now stays marked and comes again.
 */
import type { Sql } from '../../core/database.ts';
import type { OrderId, PersonId } from '../../core/ids.ts';
import type { MatchReason } from '../../people/matching/contract.ts';
import {
  decideReviewRow,
  holdSurvivor,
  loadOpenReviews,
  loadReview,
  lockLinks,
  markForMatching,
  type Review,
  survivorOf,
  updateFound,
} from '../../people/service.ts';
import type { Actor } from '../../safeguards/service.ts';
import type { LinkingDeps } from './deps.ts';
import { endMatter, insertMatter, insertMoves, type OpenMatter } from './linking.sql.ts';
import { merge } from './merge.ts';

const SYSTEM: Actor = { kind: 'system', id: null };

/**
 * To be called in the transaction that enters a matter about a wearer, by whoever enters it: a petition, a request, a proceeding of any
 * kind. It needs nothing but the transaction. Once that commits:
 *
 * - his record is compared with every other wearer record of the jurisdiction (within about a second; identifier first, then name and
 *   birth with a person's review), so that the matter is known to be about whoever already wears a device;
 * - while he wears one under another order in force, the officers who monitor him there see that another matter concerns him and that
 *   nothing lets the device protect in it yet (`no-decision`). That goes away by itself when the matter is closed.
 *
 * A protected person is never compared: they concern a wearer only through the matter that names them, and it is his record that is
 * checked. An order that is entered does this by itself (`createOrder`): with it, close the matter. Calling it again changes nothing but
 * that he is compared again.
 *
 * @param about.wearerId the record that the matter names; it may have been merged into another, and need not be asked for that
 * @param about.matter an id of the caller's own; null: only compare
 */
export async function checkWearer(
  tx: Sql,
  about: {
    readonly wearerId: PersonId;
    readonly matter: Pick<OpenMatter, 'kind' | 'matterId'> | null;
    readonly nowMs: number;
  },
): Promise<void> {
  const { wearerId, matter, nowMs } = about;
  await markForMatching(tx, wearerId, nowMs);
  if (matter !== null) await insertMatter(tx, { ...matter, wearerId }, nowMs);
}

/** In the transaction by which the matter is over, or became an order. One that was never entered is none. */
export function closeMatter(tx: Sql, matter: Pick<OpenMatter, 'kind' | 'matterId'>, nowMs: number): Promise<void> {
  return endMatter(tx, matter.kind, matter.matterId, nowMs);
}

/** The record against which an order is entered, held until the transaction ends; `recordEntered` then says what a split gives back. */
export async function wearerForOrder(
  tx: Sql,
  named: PersonId,
): Promise<{ readonly wearerId: PersonId; recordEntered(orderId: OrderId, nowMs: number): Promise<void> }> {
  const onward = await holdSurvivor(tx, named);
  return {
    wearerId: onward.at(-1)?.intoId ?? named,
    async recordEntered(orderId, nowMs) {
      const moves = onward.map(({ linkId, mergedId, intoId }) => ({ linkId, orderId, fromId: mergedId, toId: intoId }));
      if (moves.length > 0) await insertMoves(tx, moves, nowMs);
      await checkWearer(tx, { wearerId: named, matter: null, nowMs });
    },
  };
}

/** Links what was found to be the same beyond doubt, each in a transaction of its own; one that fails holds up no other. */
export async function linkFound(deps: LinkingDeps): Promise<void> {
  const failures: unknown[] = [];
  for (const { reviewId } of await loadOpenReviews(deps.database, 'same')) {
    try {
      const moved = await deps.database.transaction((tx) => linkOne(deps, tx, reviewId));
      for (const orderId of moved) await deps.onOrderChange(orderId);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function linkOne(deps: LinkingDeps, tx: Sql, reviewId: string): Promise<readonly OrderId[]> {
  const nowMs = deps.clock.nowMs();
  await lockLinks(tx, 'alone');
  // Read again under the lock: somebody may have decided meanwhile.
  const review = await loadReview(tx, reviewId);
  if (review === null || review.state !== 'open' || review.found !== 'same') return [];
  const survivors = [await survivorOf(tx, review.aId), await survivorOf(tx, review.bId)] as const;
  const decided = { state: 'same', atMs: nowMs, byId: null, reason: null } as const;
  if (survivors[0] === survivors[1]) {
    await decideReviewRow(tx, reviewId, decided);
    return [];
  }
  const why = { how: 'automatic', byId: null, actor: SYSTEM, reasons: review.reasons } as const;
  const merged = await merge(deps, tx, survivors, why, nowMs);
  if (merged.ok) {
    await decideReviewRow(tx, reviewId, decided);
    return merged.value.orderIds;
  }
  switch (merged.error.code) {
    case 'conflict':
      // HAZARD H-303: each record has a device. Which of them is on him, a person finds out.
      await updateFound(tx, review.aId, review.bId, 'review', withBothWear(review));
      return [];
    default:
      throw new Error(`two records that match cannot be linked: ${merged.error.code}`);
  }
}

function withBothWear({ reasons }: Review): readonly MatchReason[] {
  return [...new Set<MatchReason>([...reasons, 'both-wear'])];
}
