/**
 * The order of rows on a screen. While a hand is on them (pointer over them, or one has focus) rows keep their places: what is new waits
 * and is announced, what is gone stays as a shade, and what changed changes in its place. Pure.
 */
export interface HeldOrder {
  /** Ids in the order shown. */
  readonly shownIds: readonly string[];
  /** There, but not shown yet, in their order. */
  readonly waitingIds: readonly string[];
}

export const EMPTY_ORDER: HeldOrder = { shownIds: [], waitingIds: [] };

/** The next order. `held`: a hand is on the rows. Releasing takes everything in at once. */
export function arrangeIds(before: HeldOrder, ordered: readonly string[], held: boolean): HeldOrder {
  if (!held || before.shownIds.length === 0) return { shownIds: ordered, waitingIds: [] };
  const shown = new Set(before.shownIds);
  return { shownIds: before.shownIds, waitingIds: ordered.filter((id) => !shown.has(id)) };
}

/** Two orders that look the same: the screen need not be drawn again. */
export function sameOrder(a: HeldOrder, b: HeldOrder): boolean {
  return sameIds(a.shownIds, b.shownIds) && sameIds(a.waitingIds, b.waitingIds);
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
