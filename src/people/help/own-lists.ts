/**
 * What a protected person wrote down for themself: whom to call, places of their own. Sealed as one piece under a key of the list, opened for
 * them alone; reading and changing are audited. Fails toward refusing.
 */
import { audit } from '../../safeguards/service.ts';
import type { PeopleDeps } from '../service.ts';
import type { Owner } from './codes.ts';
import type { Contact, OwnPlace } from './contract.ts';
import { loadOwnList, type OwnListKind, upsertOwnList } from './help.sql.ts';

export type OwnListDeps = Pick<PeopleDeps, 'database' | 'sealer' | 'clock'>;

export function readContacts(deps: OwnListDeps, owner: Owner): Promise<Contact[]> {
  return read<Contact>(deps, owner, 'contacts');
}

export function readOwnPlaces(deps: OwnListDeps, owner: Owner): Promise<OwnPlace[]> {
  return read<OwnPlace>(deps, owner, 'places');
}

export function writeContacts(deps: OwnListDeps, owner: Owner, contacts: readonly Contact[]): Promise<void> {
  return write(deps, owner, 'contacts', contacts);
}

export function writeOwnPlaces(deps: OwnListDeps, owner: Owner, places: readonly OwnPlace[]): Promise<void> {
  return write(deps, owner, 'places', places);
}

async function read<T>(deps: OwnListDeps, owner: Owner, kind: OwnListKind): Promise<T[]> {
  const { database, sealer, clock } = deps;
  const stored = await loadOwnList(database, owner.personId, kind);
  if (stored === null) return [];
  await database.transaction((tx) => audit(tx, [entryOf(owner, 'own-list.read', kind, null, clock.nowMs())]));
  const key = await sealer.existingKey(stored.keyId);
  return JSON.parse(sealer.openWith(key, stored.sealed, kind).toString('utf8')) as T[];
}

async function write(
  deps: OwnListDeps,
  owner: Owner,
  kind: OwnListKind,
  list: readonly (Contact | OwnPlace)[],
): Promise<void> {
  const { database, sealer, clock } = deps;
  const { personId } = owner;
  const atMs = clock.nowMs();
  const key = await sealer.dataKey({ subject: personId, scope: `own-${kind}`, bases: ['registration'] }, atMs);
  const sealed = sealer.sealWith(key, Buffer.from(JSON.stringify(list)), kind);
  await database.transaction(async (tx) => {
    await upsertOwnList(tx, personId, kind, { keyId: key.keyId, sealed }, atMs);
    await audit(tx, [entryOf(owner, 'own-list.change', kind, list.length, atMs)]);
  });
}

function entryOf(
  { personId, kind: byKind }: Owner,
  action: string,
  kind: OwnListKind,
  count: number | null,
  atMs: number,
) {
  const actor = { kind: byKind, id: personId };
  return { atMs, actor, action, purpose: 'protection', about: { personId, kind, count } };
}
