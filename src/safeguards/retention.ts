/**
 * Retention clocks: when what is kept under a legal basis is to be destroyed. Each says from when it runs, by which article and what
 * started it. Of one basis and kind the earliest holds; later ones are the history of how it came to that, and none is ever moved back.
 * This keeps the clocks; `erasure/erase.ts` carries them out. Fails toward destroying earlier.
 */
import type { Sql } from '../core/database.ts';

export interface RetentionClock {
  /** A kind of the pack's retention rules: 'location', 'papers', 'registration'. */
  readonly what: string;
  /** What started or moved it: how the order ended, or the decision that came after. */
  readonly because: string;
  readonly startsAtMs: number;
  /** The first instant at which nothing of it may be left; equal to `startsAtMs`: at once. */
  readonly destroyAtMs: number;
  readonly article: string;
  readonly packVersion: string;
}

interface Row {
  basis: string;
  what: string;
  because: string;
  starts_at_ms: number;
  destroy_at_ms: number;
  article: string;
  pack_version: string;
}

/** Starts clocks, or moves them to an earlier day; those that were moved. What is not earlier than what stands is left as it is. */
export async function startClocks(
  tx: Sql,
  basis: string,
  clocks: readonly RetentionClock[],
  recordedAtMs: number,
): Promise<RetentionClock[]> {
  // Two at once would both find nothing.
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('retention ' || $1, 0))`, [basis]);
  // One of who left counts for nothing once they are named again: it never comes due (safeguards.due_at).
  const holding = (await clocksOf(tx, [basis])).get(basis)?.filter(({ because }) => because !== 'left');
  const standing = new Map(holding?.map((clock) => [clock.what, clock.destroyAtMs]));
  const moved = clocks.filter((clock) => clock.destroyAtMs < (standing.get(clock.what) ?? Number.POSITIVE_INFINITY));
  for (const clock of moved) {
    const { what, because, startsAtMs, destroyAtMs, article, packVersion } = clock;
    await tx.query(
      `insert into safeguards.retention_clock
         (basis, what, because, starts_at_ms, destroy_at_ms, article, pack_version, recorded_at_ms)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [basis, what, because, startsAtMs, destroyAtMs, article, packVersion, recordedAtMs],
    );
  }
  return moved;
}

/** The clocks that hold, one for each kind, by basis; a basis that stands still has none. That of who left holds where there is no other. */
export async function clocksOf(sql: Sql, bases: readonly string[]): Promise<ReadonlyMap<string, RetentionClock[]>> {
  const { rows } = await sql.query<Row>(
    `select distinct on (basis, what) basis, what, because, starts_at_ms, destroy_at_ms, article, pack_version
     from safeguards.retention_clock where basis = any($1)
     order by basis, what, because = 'left', destroy_at_ms, clock_id`,
    [bases],
  );
  return Map.groupBy(rows.map(clockOf), ({ basis }) => basis);
}

/** The clocks that hold, the soonest first, of versions of the law whose name begins so. */
export async function loadClocks(
  sql: Sql,
  versionPrefix: string,
  most: number,
): Promise<(RetentionClock & { readonly basis: string })[]> {
  const { rows } = await sql.query<Row>(
    `select * from (
       select distinct on (basis, what) basis, what, because, starts_at_ms, destroy_at_ms, article, pack_version
       from safeguards.retention_clock where starts_with(pack_version, $1) order by basis, what, destroy_at_ms, clock_id) holding
     order by destroy_at_ms, basis, what limit $2`,
    [versionPrefix, most],
  );
  return rows.map(clockOf);
}

function clockOf(row: Row): RetentionClock & { readonly basis: string } {
  return {
    basis: row.basis,
    what: row.what,
    because: row.because,
    startsAtMs: row.starts_at_ms,
    destroyAtMs: row.destroy_at_ms,
    article: row.article,
    packVersion: row.pack_version,
  };
}
