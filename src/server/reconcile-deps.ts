import { recordOrderEnded, recordRebound } from '../incidents/service.ts';
import type { Magpie } from './assemble.ts';
import { endingRecorder } from './ending-recorder.ts';
import type { ReconcileDeps } from './reconcile.ts';

/** What keeping orders and engine equal asks of the parts; of those that are put together later, when it runs. */
export function reconcileDeps(magpie: Magpie, onError: (error: unknown) => void): ReconcileDeps {
  const { options, database, book, shard, journal } = magpie;
  const { clock } = options;
  return {
    ...{ clock, book, shard, journal, onError },
    onOrderEnded: (orderId) => magpie.hub.onOrderEnded(orderId),
    async recordOrderEnded(orderId) {
      const said = await recordOrderEnded(database, clock, orderId, book.endingOf(orderId, clock.nowMs()));
      for (const { incidentId, agencyId } of said) magpie.hub.onQueueChanged(incidentId, agencyId);
      await magpie.notify.deliverer.ordersChanged();
    },
    recordEndings: endingRecorder({ clock, packs: options.packs, database }, onError),
    // Seeing less is not being safer: where the record has not reported yet, the incident says that it is unknown.
    recordRebound: (subjects) =>
      recordRebound(database, clock, (subject) =>
        subjects.has(subject) ? shard.levelSeen(subject, clock.nowMs()) : null,
      ),
    onPairsChanged: () => magpie.hub.onPairsChanged(),
  };
}
