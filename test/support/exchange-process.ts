/** Delivery of notices in a process of its own, which a test kills: on the database of APP_URL, until then. */
import { systemClock } from '../../src/core/clock.ts';
import { seededRng } from '../../src/core/rng.ts';
import { NoticeDeliverer } from '../../src/orders/exchange/deliverer.ts';
import { EXCHANGE_LIMITS } from '../../src/orders/exchange/limits.ts';
import { Sealer } from '../../src/safeguards/service.ts';
import { PgDatabase } from '../../src/server/database.ts';

const database = new PgDatabase(process.env.APP_URL ?? '', { task: 'server' });
new NoticeDeliverer({
  ...{
    database,
    sealer: new Sealer(Buffer.from(process.env.MASTER_KEY_HEX ?? '', 'hex'), database),
    clock: systemClock,
  },
  ...{ rng: seededRng(2), limits: EXCHANGE_LIMITS, folders: null },
  setTimer(delayMs, fn) {
    const timer = setTimeout(fn, delayMs);
    return () => clearTimeout(timer);
  },
  onTrouble: () => undefined,
  onChanged: () => undefined,
  onError: (error) => process.stderr.write(`${String(error)}\n`),
}).start();
