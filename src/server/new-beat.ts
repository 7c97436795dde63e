/** What each beat of the running server does. */
import { randomBytes } from 'node:crypto';
import { lookAtProceedings } from '../orders/process/look.ts';
import type { Magpie } from './assemble.ts';
import { Beat, inTurn } from './beat.ts';
import { ConductWatch } from './conduct-watch.ts';
import { keepHouse } from './keep-house.ts';
import { judgeAllLooks } from './misuse-deps.ts';
import { keepOwnDay } from './own-retention.ts';
import { processDeps } from './process-deps.ts';
import { watchWarrants } from './warrant-deps.ts';

export function newBeat(magpie: Magpie, onError: (beat: string, error: unknown) => void): Beat {
  const { database, sealer, commands, directory, health, journal, options, reconciler, shard, snapshots } = magpie;
  const { sharing, watch, withheld } = magpie;
  const { clock, packs } = options;
  const proceedings = processDeps({
    ...{ database, sealer, clock, packs, randomBytes, access: magpie.access },
    // Time changes no monitored order: each has its own end.
    onOrderChange: () => undefined,
  });
  const conduct = new ConductWatch({ desk: magpie.viewing.conduct, shard });
  return new Beat({
    tick: async () => {
      await journal.append({ kind: 'tick' }, null, null);
    },
    reconcile: async () => {
      // Orders first, and whatever becomes of the devices; commands follow from both.
      await inTurn(
        () => reconciler.run(),
        () => directory.catchUp(),
        () => commands.dispatcher.review(),
        () => magpie.linking.link(),
        () => sharing.review(),
      );
    },
    watchDevices: async () => {
      await inTurn(
        () => health.flush(),
        () => watch.look(),
        () => withheld.look(),
        () => magpie.exchange.notices.look(),
        () => magpie.linking.tell(),
        () => watchWarrants(magpie),
      );
    },
    lookAtProceedings: () => lookAtProceedings(proceedings, (error) => onError('proceedings', error)),
    keepOwnDay: () =>
      inTurn(
        () => keepOwnDay(magpie, clock.nowMs()),
        () => conduct.look(clock.nowMs()),
      ),
    noteProgress: () => shard.noteProgress(),
    takeSnapshot: () => snapshots.run(),
    keepHouse: () => keepHouse(magpie),
    judgeLooks: () => judgeAllLooks(magpie),
    erase: () => magpie.erasing.look(),
    onError,
  });
}
