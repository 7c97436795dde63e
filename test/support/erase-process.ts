/**
 * The eraser in a process of its own, on the database of APP_URL and the key store of KEY_FOLDER (sealed under STORE_KEY_HEX). It counts
 * its steps - each answer of the database, each commit, each file of the key store - and kills itself at step KILL_AT, as kill -9 does.
 * Ends with 0 when it came to the end before that.
 */
import { systemClock } from '../../src/core/clock.ts';
import type { Database, Sql } from '../../src/core/database.ts';
import { FileKeyStore } from '../../src/safeguards/keys/file-store.ts';
import { eraseDue, Sealer } from '../../src/safeguards/service.ts';
import { PgDatabase } from '../../src/server/database.ts';

const storeKey = Buffer.from(process.env.STORE_KEY_HEX ?? '', 'hex');
let left = Number(process.env.KILL_AT);
function step(): void {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}

const real = new PgDatabase(process.env.APP_URL ?? '', { task: 'server', connections: 2 });
const stepping = (sql: Sql): Sql => ({
  async query(text, values) {
    const answer = await sql.query(text, values);
    step();
    return answer as never;
  },
});
const database: Database = {
  ...stepping(real),
  async transaction(work) {
    const answer = await real.transaction((tx) => work(stepping(tx)));
    step();
    return answer;
  },
};
const store = await FileKeyStore.open({
  folder: process.env.KEY_FOLDER ?? '',
  sealedUnder: [storeKey],
  onStep: step,
});
if (store === null) throw new Error('there is no key store');
const sealer = new Sealer(storeKey, database, store);
const { failed } = await eraseDue({ database, clock: systemClock, sealer, store, isInForce: () => false });
await store.close();
await real.close();
if (failed.length > 0) throw failed[0];
