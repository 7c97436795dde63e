/** The one place of the journal's writer, taken by one process at a time. Fails toward not starting. */
import { OperatorError } from './operator-error.ts';
import { ShardTakenError } from './writer-connection.ts';

const TRIES = 60;
const WAIT_MS = 250;

/** Waits a little: an earlier process that was killed may still hold the place for a moment. */
export async function takePlace(open: () => Promise<void>, sleep: (ms: number) => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof ShardTakenError)) throw error;
      if (attempt >= TRIES) {
        throw new OperatorError('Another Magpie writes to this database.', 'Stop it first, or use another database.');
      }
      await sleep(WAIT_MS);
    }
  }
}
