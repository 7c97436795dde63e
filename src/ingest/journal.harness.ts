import type { TestDatabase } from '../../test/support/database.ts';
import type { Sealer } from '../safeguards/service.ts';
import { connectWriter } from '../server/writer-connection.ts';
import { loadInputsAfter } from './history.ts';
import { Journal } from './journal.ts';

/** For tests of what reads the journal: an open one, on which nothing goes wrong without the test. Times are Unix ms. */
export async function steadyJournal(db: TestDatabase, sealer: Sealer, nowMs: () => number): Promise<Journal> {
  const journal = new Journal({
    clock: { nowMs },
    sealer,
    connect: () => connectWriter(db.appUrl, 0),
    onCommitted: () => undefined,
    loadCommittedAfter: (sql, position) => loadInputsAfter(sql, sealer, position),
    onTrouble: () => undefined,
    onClock: () => undefined,
    onError: (error) => {
      throw error;
    },
    sleep: async () => undefined,
    setTimer: () => () => undefined,
  });
  await journal.open(0);
  return journal;
}
