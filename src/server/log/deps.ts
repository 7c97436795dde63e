/** The verifiable log, wired to a running Magpie. */

import type { LogRoutesDeps } from '../../safeguards/service.ts';
import type { Magpie } from '../assemble.ts';
import { overseerOf, shownTo } from '../oversight/overseer.ts';
import { viewerOf } from '../sessions/viewer.ts';
import { LogKeeper } from './keeper.ts';

/** Null: this Magpie keeps no log. */
export function newLogKeeper(
  magpie: Pick<Magpie, 'options' | 'troubles'>,
  onError: (error: Error) => void,
): LogKeeper | null {
  const { clock, appUrl, verifiableLog: setting = null } = magpie.options;
  if (setting === null) return null;
  const onTrouble = (failed: boolean): void => magpie.troubles.set('log', 'log', failed);
  return new LogKeeper({ clock, appUrl, setting, onTrouble, onError });
}

export function logRouteDeps(magpie: Magpie): LogRoutesDeps {
  const { database, options } = magpie;
  return {
    ...{ database, clock: options.clock, kept: () => magpie.logKeeper },
    actorOf: (request) => {
      const { kind, personId } = viewerOf(request);
      return { kind, id: personId };
    },
    mayProve: async (request, row) =>
      (await shownTo(database, await overseerOf({ database, packs: options.packs }, request), [row]))(row),
  };
}
