import type { Sql } from '../../core/database.ts';

export interface RegisteredVersion {
  readonly jurisdiction: string;
  readonly version: string;
  readonly hash: string;
  readonly holdsFromMs: number;
}

/** Held until the transaction ends: two processes that start at once register one after the other. */
export async function lockPackVersions(tx: Sql): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('orders.pack_version', 0))`);
}

/** As they stand now: the newest row of each. */
export async function loadRegisteredVersions(sql: Sql): Promise<RegisteredVersion[]> {
  const { rows } = await sql.query<{ jurisdiction: string; version: string; hash: string; holds_from_ms: number }>(
    `select distinct on (jurisdiction, version) jurisdiction, version, hash, holds_from_ms
     from orders.pack_version order by jurisdiction, version, number desc`,
  );
  return rows.map(({ jurisdiction, version, hash, holds_from_ms }) => {
    return { jurisdiction, version, hash, holdsFromMs: holds_from_ms };
  });
}

export async function insertRegisteredVersion(tx: Sql, given: RegisteredVersion, atMs: number): Promise<void> {
  await tx.query(
    `insert into orders.pack_version (jurisdiction, version, hash, holds_from_ms, registered_at_ms)
     values ($1, $2, $3, $4, $5)`,
    [given.jurisdiction, given.version, given.hash, given.holdsFromMs, atMs],
  );
}
