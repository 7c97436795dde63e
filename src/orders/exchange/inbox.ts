/** Looks into the folders of agencies that exchange files, and takes what lies there. Fails toward leaving it there for the next look. */
import type { Database } from '../../core/database.ts';
import { loadEndpoints } from './endpoints.sql.ts';
import type { Folders } from './folder.ts';
import { EXCHANGE_LIMITS } from './limits.ts';
import { type ReceiverDeps, receive } from './receiver.ts';

export interface InboxDeps extends ReceiverDeps {
  readonly database: Database;
  readonly folders: Folders;
}

/** One look at every folder; how many files were taken or refused. */
export async function takeFiles(deps: InboxDeps): Promise<number> {
  let count = 0;
  const endpoints = await loadEndpoints(deps.database, EXCHANGE_LIMITS.endpoints);
  for (const { endpointId, kind, state } of endpoints) {
    if (kind !== 'folder' || state !== 'active') continue;
    for (const { name, headers, bytes } of await deps.folders.read(endpointId, EXCHANGE_LIMITS.filesAtOnce)) {
      const answer = await receive(deps, { endpointId, headers, bytes, via: 'file' });
      await deps.folders.settle(endpointId, name, answer.status < 300, answer.body);
      count += 1;
    }
  }
  return count;
}
