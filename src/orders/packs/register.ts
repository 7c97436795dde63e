/**
 * Holds the files of the packs to what this installation ran with before: a version that has begun to hold never changes and never goes,
 * since orders and ledger entries name it. Fails toward not starting; a version whose day has not come may still be corrected.
 */
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import { toIso } from '../../core/time.ts';
import { type AuditEntry, audit } from '../../safeguards/service.ts';
import type { Pack } from './pack.ts';
import {
  insertRegisteredVersion,
  loadRegisteredVersions,
  lockPackVersions,
  type RegisteredVersion,
} from './pack-version.sql.ts';
import type { Packs } from './versions.ts';

/** What stops the start, and what to do about it. */
export interface ChangedPack {
  readonly what: string;
  readonly remedy: string;
}

/** Registers what is new, and answers null; or registers nothing, and answers with the first version that must not be as it is. */
export function registerPacks(
  deps: { readonly database: Database; readonly clock: Clock },
  packs: Packs,
): Promise<ChangedPack | null> {
  const nowMs = deps.clock.nowMs();
  return deps.database.transaction(async (tx) => {
    await lockPackVersions(tx);
    const registered = await loadRegisteredVersions(tx);
    const changed = firstChanged(registered, packs, nowMs);
    if (changed !== null) return changed;
    const standing = new Set(registered.map(({ jurisdiction, hash }) => `${jurisdiction} ${hash}`));
    const added = packs.all().filter((pack) => !standing.has(`${pack.jurisdiction} ${pack.hash}`));
    for (const pack of added) await insertRegisteredVersion(tx, pack, nowMs);
    if (added.length > 0)
      await audit(
        tx,
        added.map((pack) => registeredEntry(pack, nowMs)),
      );
    return null;
  });
}

/** By what law people are judged and shown from then on is a change like any other. */
function registeredEntry({ jurisdiction, versionId, hash, holdsFromMs }: Pack, atMs: number): AuditEntry {
  const about = { packVersion: versionId, jurisdiction, hash, holdsFrom: toIso(holdsFromMs) };
  return { atMs, actor: { kind: 'system', id: null }, action: 'pack.register', purpose: 'configuration', about };
}

// HAZARD H-351: a law in force is edited in place, and what was ordered and shown under it can no longer be judged by it.
function firstChanged(registered: readonly RegisteredVersion[], packs: Packs, nowMs: number): ChangedPack | null {
  const files = new Map(packs.all().map((pack) => [`${pack.jurisdiction}/${pack.version}`, pack]));
  for (const { jurisdiction, version, hash, holdsFromMs } of registered) {
    if (holdsFromMs > nowMs) continue;
    const file = `jurisdictions/${jurisdiction}/${version}.json`;
    const now = files.get(`${jurisdiction}/${version}`);
    if (now?.hash === hash) continue;
    const what = now === undefined ? `${file} is gone` : `${file}, or a version it rests on, was changed`;
    return {
      what: `${what}, but it has been in force here.`,
      remedy:
        'Restore it as it was, and make the change a new version with a later name and the day from which it holds.',
    };
  }
  return null;
}
