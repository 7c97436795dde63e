/**
 * A person was forced to open the app, and wished that the monitoring centre is told: the same event as their SOS, by the same
 * way. Said by nothing on the phone. Tried again until it is committed, and reported when it never was.
 */
import type { Clock } from '../core/clock.ts';
import type { PersonId } from '../core/ids.ts';
import { SECOND_MS, utcDay } from '../core/time.ts';
import type { Journal } from '../ingest/journal.ts';
import type { OrderBook } from './order-book.ts';

export interface DuressDeps {
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'append'>;
  readonly book: Pick<OrderBook, 'basesFor'>;
  readonly sleep: (ms: number) => Promise<void>;
  /** Nobody could be told. */
  readonly onError: (error: unknown) => void;
}

const TRIES = 10;
const RETRY_MS = 3 * SECOND_MS;

/** Never rejects. */
export async function tellOfDuress(deps: DuressDeps, personId: PersonId): Promise<void> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    if (tries > 1) await deps.sleep(RETRY_MS);
    const nowMs = deps.clock.nowMs();
    const bases = deps.book.basesFor(personId, nowMs);
    // Without an order in force nothing of them may be kept, and no officer is theirs.
    if (bases.length === 0) return deps.onError(new Error('duress without an order in force'));
    const input = { kind: 'event', personId, event: 'sos', eventAtMs: nowMs } as const;
    try {
      const stored = await deps.journal.append(input, null, { subject: personId, scope: utcDay(nowMs), bases });
      if (stored.ok) return;
      deps.onError(new Error('a duress event was not committed'));
    } catch (error) {
      deps.onError(error);
    }
  }
}
