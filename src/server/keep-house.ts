/** What is done every hour: today's and tomorrow's keys and partitions are made, and what was kept long enough goes. Each is tried, whatever becomes of the others. */
import { purgeUploads } from '../orders/documents/service.ts';
import type { Magpie } from './assemble.ts';
import { inTurn } from './beat.ts';
import { prepareDays } from './keys-ahead.ts';

export async function keepHouse(magpie: Magpie): Promise<void> {
  const { options, database, quarantine } = magpie;
  const { clock, log } = options;
  await inTurn(
    // First: a report needs its key and its partition.
    () => prepareDays(magpie, clock.nowMs()),
    async () => {
      const gone = await quarantine.purge();
      if (gone > 0) log.info({ gone }, 'quarantine older than 30 days removed');
    },
    () => magpie.exchange.purge(),
    async () => {
      const started = await magpie.erasing.startClocks();
      if (started > 0) log.info({ started }, 'retention clocks started');
    },
    async () => {
      const gone = await magpie.erasing.expireLog();
      if (gone > 0) log.info({ gone }, 'entries of audit and ledger whose time was over removed');
    },
    async () => {
      const gone = await purgeUploads({ database, clock });
      if (gone > 0) log.info({ gone }, 'uploads that nothing used within a day removed');
    },
  );
}
