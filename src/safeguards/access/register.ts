/**
 * Holds the policy files to what this installation ran with before, as packs are: a version that has begun to hold never changes and never
 * goes, since audit entries name it. Fails toward not starting; a version whose day has not come may still be corrected.
 */
import type { Clock } from '../../core/clock.ts';
import type { Database, Sql } from '../../core/database.ts';
import type { HeldPolicies, Policies } from './policies.ts';

/** What stops the start, and what to do about it. */
export interface ChangedPolicies {
  readonly what: string;
  readonly remedy: string;
}

interface Registered {
  readonly jurisdiction: string;
  readonly version: string;
  readonly hash: string;
  readonly holds_from_ms: number;
}

/** Registers what is new, and answers null; or registers nothing, and answers with the first version that must not be as it is. */
export function registerPolicies(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  policies: Policies,
): Promise<ChangedPolicies | null> {
  const nowMs = clock.nowMs();
  return database.transaction(async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('safeguards.policy_version', 0))`);
    const registered = await loadRegistered(tx);
    const changed = firstChanged(registered, policies, nowMs);
    if (changed !== null) return changed;
    for (const one of policies.all()) {
      const stands = registered.some(({ jurisdiction, version, hash, holds_from_ms }) => {
        const same = jurisdiction === one.jurisdiction && version === one.version && hash === one.hash;
        return same && holds_from_ms === one.holdsFromMs;
      });
      if (!stands) await insertRegistered(tx, one, nowMs);
    }
    return null;
  });
}

// HAZARD H-462: a policy in force is edited in place, and nobody can tell any more by what somebody was let in.
function firstChanged(registered: readonly Registered[], policies: Policies, nowMs: number): ChangedPolicies | null {
  const files = new Map(policies.all().map((one) => [`${one.jurisdiction}/${one.version}`, one]));
  for (const { jurisdiction, version, hash, holds_from_ms } of registered) {
    if (holds_from_ms > nowMs) continue;
    const file = `jurisdictions/${jurisdiction}/access/${version}.cedar`;
    const now = files.get(`${jurisdiction}/${version}`);
    if (now?.hash === hash) continue;
    const what = now === undefined ? `${file} is gone` : `${file}, or the common version it rests on, was changed`;
    return {
      what: `${what}, but it has been in force here.`,
      remedy:
        'Restore it as it was, and make the change a new version with a later name and the day from which it holds.',
    };
  }
  return null;
}

/** As they stand now: the newest row of each. */
async function loadRegistered(sql: Sql): Promise<Registered[]> {
  const { rows } = await sql.query<{ [Name in keyof Registered]: Registered[Name] }>(
    `select distinct on (jurisdiction, version) jurisdiction, version, hash, holds_from_ms
     from safeguards.policy_version order by jurisdiction, version, number desc`,
  );
  return rows;
}

async function insertRegistered(tx: Sql, one: HeldPolicies, atMs: number): Promise<void> {
  await tx.query(
    `insert into safeguards.policy_version (jurisdiction, version, hash, holds_from_ms, registered_at_ms)
     values ($1, $2, $3, $4, $5)`,
    [one.jurisdiction, one.version, one.hash, one.holdsFromMs, atMs],
  );
}
