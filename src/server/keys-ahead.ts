/** Keys and partitions of today and tomorrow, made before a fix needs them. Fails toward saying so: the fix then waits for its key. */
import { DAY_MS } from '../core/time.ts';
import type { Journal } from '../ingest/journal.ts';
import type { Sealer } from '../safeguards/service.ts';
import type { OrderBook } from './order-book.ts';

/** Made in one go: a few ms of the event loop. */
const KEYS_AT_ONCE = 100;

export async function prepareDays(
  deps: { readonly book: OrderBook; readonly sealer: Sealer; readonly journal: Journal },
  nowMs: number,
): Promise<void> {
  const ownHours = deps.book.ownHourTargets(nowMs);
  for (const atMs of [nowMs, nowMs + DAY_MS]) {
    const targets = [...deps.book.sealTargets(atMs), ...ownHours.splice(0)];
    for (let i = 0; i < targets.length; i += KEYS_AT_ONCE) {
      await deps.sealer.dataKeys(targets.slice(i, i + KEYS_AT_ONCE), nowMs);
    }
    await deps.journal.prepareDay(atMs);
  }
}
