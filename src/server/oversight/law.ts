/** Versions of the law and of the policies of access under which this Magpie works, and what differs between two of them. */
import type { z } from 'zod';
import { stopWith } from '../../core/refusal.ts';
import { toIso } from '../../core/time.ts';
import type { diffQuerySchema, diffSchema, versionsSchema } from './contract.ts';
import { diffLaw } from './decide-diff.ts';
import { OVERSIGHT_LIMITS as LIMITS } from './limits.ts';
import { type Overseer, type OversightDeps, record } from './overseer.ts';

export async function listVersions(deps: OversightDeps, overseer: Overseer): Promise<z.infer<typeof versionsSchema>> {
  const { database, packs, policies, clock } = deps;
  const { jurisdiction } = overseer;
  await record(deps, database, overseer, 'oversight.read', { what: 'versions' });
  const nowMs = clock.nowMs();
  const holding = [packs.current(jurisdiction, nowMs)?.versionId, policies.current(jurisdiction, nowMs)?.versionId];
  const own = [
    ...packs.all().map((one) => ({ law: 'pack' as const, ...one })),
    ...policies.all().map((one) => ({ law: 'access' as const, ...one })),
  ].filter((one) => one.jurisdiction === jurisdiction);
  return {
    timeZone: overseer.timeZone,
    versions: own.map(({ law, version, versionId, holdsFromMs }) => ({
      ...{ law, version, versionId, holdsFrom: toIso(holdsFromMs), holds: holding.includes(versionId) },
    })),
  };
}

export async function diffVersions(
  deps: OversightDeps,
  overseer: Overseer,
  { law, from, to }: z.infer<typeof diffQuerySchema>,
): Promise<z.infer<typeof diffSchema>> {
  await record(deps, deps.database, overseer, 'oversight.read', { what: 'diff', law, from, to });
  const changes = diffLaw(documentOf(deps, overseer, law, from), documentOf(deps, overseer, law, to));
  return { changes: changes.slice(0, LIMITS.changesShown), more: changes.length > LIMITS.changesShown };
}

/** What a reader of the law would compare: not the names and hashes of the version itself. */
function documentOf(
  { packs, policies }: OversightDeps,
  { jurisdiction }: Overseer,
  law: 'pack' | 'access',
  versionId: string,
): unknown {
  const found = (law === 'pack' ? packs.all() : policies.all()).find(
    (one) => one.versionId === versionId && one.jurisdiction === jurisdiction,
  );
  if (found === undefined) stopWith('not-found', 'There is no such version.');
  if ('rules' in found && law === 'access') return { rules: found.rules };
  const {
    version: _version,
    versionId: _id,
    hash: _hash,
    holdsFromMs: _from,
    ...rest
  } = found as unknown as Record<string, unknown>;
  return rest;
}
