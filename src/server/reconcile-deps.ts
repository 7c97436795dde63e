import { recordOrderEnded, recordRebound } from '../incidents/service.ts';
import type { Magpie } from './assemble.ts';
import type { ReconcileDeps } from './reconcile.ts';

/** What keeping orders and engine equal asks of the parts; of those that are put together later, when it runs. */
export function reconcileDeps(magpie: Magpie, onError: (error: unknown) => void): ReconcileDeps {
  const { options, database, book, shard, journal } = magpie;
  const { clock } = options;
  return {
    ...{ clock, book, shard, journal, onError },
    onOrderEnded: (orderId) => magpie.hub.onOrderEnded(orderId),
    async recordOrderEnded(orderId) {
      await recordOrderEnded(database, clock, orderId);
      await magpie.notify.deliverer.ordersChanged();
    },
    // Seeing less is not being safer: where the record has not reported yet, the incident says that it is unknown.
    recordRebound: (subjects) =>
      recordRebound(database, clock, (subject) =>
        subjects.has(subject) ? shard.levelSeen(subject, clock.nowMs()) : null,
      ),
    onPairsChanged: () => magpie.hub.onPairsChanged(),
  };
}
