import type { Sql } from '../../core/database.ts';
import type { Due, Erasure } from './erasure.ts';

const COLUMNS = `erasure_id as "erasureId", basis, part, cause, because, article, pack_version as "packVersion", due_at_ms as "dueAtMs",
  store_keys as "storeKeys", begun_at_ms as "begunAtMs", destroyed_at_ms as "destroyedAtMs", coalesce(key_ids, '{}') as "keyIds",
  rows_gone as "rowsGone", proven_at_ms as "provenAtMs", audit_number as "auditNumber"`;

/**
 * What has a clock that runs out by then and keys that stand, the longest overdue first, held ones included. Without what an erasure is
 * under way for. `nowMs`: as of when it is asked who left.
 */
export async function loadDue(sql: Sql, byMs: number, nowMs = byMs): Promise<Due[]> {
  const { rows } = await sql.query<Due>(
    `with clock as (
       select distinct on (basis, what) basis, what, because, article, pack_version, destroy_at_ms
       from safeguards.retention_clock order by basis, what, destroy_at_ms, clock_id
     ), found as (
       select c.basis, c.what as part, c.because, c.article, c.pack_version, c.destroy_at_ms from clock c
       where c.destroy_at_ms <= $1 and exists (
         select from safeguards.basis_key b where b.basis = c.basis and b.destroyed_at_ms is null
           and (b.part = c.what or (c.what = 'location' and c.basis like 'order:%' and position('|' in b.part) > 0))
       )
       union all
       select b.basis, b.part, c.because, c.article, c.pack_version, c.at_ms
       from (select distinct basis, part from safeguards.basis_key where basis = 'registration' and destroyed_at_ms is null) b
       cross join lateral (
         select r.because, r.article, r.pack_version,
           safeguards.due_at(r.basis, r.because, r.starts_at_ms, r.destroy_at_ms, $2) as at_ms
         from safeguards.retention_clock r where r.basis = b.basis || ':' || b.part order by at_ms, clock_id limit 1
       ) c
       -- Whom an order or a proceeding names again is kept, and who is back; the clock runs on, for when nothing does.
       where c.at_ms <= $1 and not orders.still_names(b.part, $1)
     )
     select f.basis, f.part, f.because, f.article, f.pack_version as "packVersion", f.destroy_at_ms as "dueAtMs",
       (select max(h.until_ms) from safeguards.hold h where h.basis = f.basis and h.lifted_at_ms is null and h.until_ms > $1)
         as "heldUntilMs"
     from found f where not exists (
       select from safeguards.erasure e
       where e.basis = f.basis and e.part = f.part and e.destroyed_at_ms is null and e.proven_at_ms is null
     ) order by f.destroy_at_ms, f.basis, f.part`,
    [byMs, nowMs],
  );
  return rows;
}

/** Null: there is nothing under it any more. */
export async function beginErasure(
  tx: Sql,
  what: Pick<Due, 'basis' | 'part' | 'because' | 'article' | 'packVersion'>,
  by: { readonly first: string; readonly second: string } | null,
  nowMs: number,
): Promise<number | null> {
  const { basis, part, because, article, packVersion } = what;
  const cause = by === null ? 'clock' : 'hand';
  const { rows } = await tx.query<{ id: number | null }>(
    `select safeguards.begin_erasure($1, $2, $3, $4, $5, $6, $7, $8, $9) as id`,
    [basis, part, cause, because, article, packVersion, by?.first ?? null, by?.second ?? null, nowMs],
  );
  return rows[0]?.id ?? null;
}

/** Those under way, the oldest first. */
export async function loadOpen(sql: Sql): Promise<Erasure[]> {
  const { rows } = await sql.query<Erasure>(
    `select ${COLUMNS} from safeguards.erasure where proven_at_ms is null order by erasure_id`,
  );
  return rows;
}

/** Whether keys that are to go still stand in their store. */
export async function isDestroying(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query(`select from safeguards.erasure where destroyed_at_ms is null limit 1`);
  return rows.length > 0;
}

export async function loadErasure(sql: Sql, erasureId: number): Promise<Erasure> {
  const { rows } = await sql.query<Erasure>(`select ${COLUMNS} from safeguards.erasure where erasure_id = $1`, [
    erasureId,
  ]);
  return rows[0]!;
}

/** The newest first. */
export async function loadErasuresOf(sql: Sql, bases: readonly string[], most: number): Promise<Erasure[]> {
  const { rows } = await sql.query<Erasure>(
    `select ${COLUMNS} from safeguards.erasure
     where basis = any($1) or basis || ':' || part = any($1) order by erasure_id desc limit $2`,
    [bases, most],
  );
  return rows;
}

/** The oldest first. */
export async function loadProvenBetween(sql: Sql, fromMs: number, untilMs: number, most: number): Promise<Erasure[]> {
  const { rows } = await sql.query<Erasure>(
    `select ${COLUMNS} from safeguards.erasure where proven_at_ms >= $1 and proven_at_ms < $2
     order by proven_at_ms, erasure_id limit $3`,
    [fromMs, untilMs, most],
  );
  return rows;
}

/** Proven ones under a law ('kr@'), begun before one of them: the newest first. */
export async function loadProvenUnder(sql: Sql, law: string, before: number, most: number): Promise<Erasure[]> {
  const { rows } = await sql.query<Erasure>(
    `select ${COLUMNS} from safeguards.erasure
     where proven_at_ms is not null and starts_with(pack_version, $1) and erasure_id < $2
     order by erasure_id desc limit $3`,
    [law, before, most],
  );
  return rows;
}

export async function loadLatest(sql: Sql, most: number): Promise<Erasure[]> {
  const { rows } = await sql.query<Erasure>(
    `select ${COLUMNS} from safeguards.erasure order by erasure_id desc limit $1`,
    [most],
  );
  return rows;
}

/** After the store destroyed the keys: the ids of data keys that had no other basis. */
export async function dropWrappings(sql: Sql, erasureId: number, nowMs: number): Promise<number[]> {
  const { rows } = await sql.query<{ ids: number[] }>(`select safeguards.drop_wrappings($1, $2) as ids`, [
    erasureId,
    nowMs,
  ]);
  return rows[0]!.ids;
}

export interface RowsErased {
  readonly keysDone: number;
  readonly keysLeft: number;
}

/** One batch, in a transaction of its own. `erasureId` null: of whatever lost its last basis. */
export async function eraseRows(sql: Sql, erasureId: number | null, mostKeys: number): Promise<RowsErased> {
  const { rows } = await sql.query<RowsErased>(
    `select keys_done as "keysDone", keys_left as "keysLeft" from safeguards.erase_rows($1, $2)`,
    [erasureId, mostKeys],
  );
  return rows[0]!;
}

export async function countWrappings(sql: Sql, storeKeys: readonly string[]): Promise<number> {
  const { rows } = await sql.query<{ n: number }>(
    `select count(*) as n from safeguards.key_wrapping where store_key = any($1::uuid[])`,
    [storeKeys],
  );
  return rows[0]!.n;
}

export async function proveErasure(tx: Sql, erasureId: number, auditNumber: number, nowMs: number): Promise<void> {
  await tx.query(`select safeguards.prove_erasure($1, $2, $3)`, [erasureId, auditNumber, nowMs]);
}

/** Bases under which something is held. */
export async function loadHeldBases(sql: Sql, bases: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ basis: string }>(
    `select distinct w.basis from safeguards.key_wrapping w where w.basis = any($1)`,
    [bases],
  );
  return new Set(rows.map(({ basis }) => basis));
}

/** Of these bases, in their order, the first `most` under which one of the parts has a key that stands. */
export async function loadStillKept(
  sql: Sql,
  bases: readonly string[],
  parts: readonly string[],
  most: number,
): Promise<string[]> {
  const { rows } = await sql.query<{ basis: string }>(
    `select of.basis from unnest($1::text[]) with ordinality as of (basis, nth)
     where exists (
       select from safeguards.basis_key k where k.basis = of.basis and k.destroyed_at_ms is null
         and case when position('|' in k.part) > 0 then 'location' else k.part end = any ($2::text[]))
     order by of.nth limit $3`,
    [bases, parts, most],
  );
  return rows.map(({ basis }) => basis);
}

/** A part of what is kept under a basis, which has one clock. */
export interface KeptPart {
  readonly basis: string;
  readonly part: string;
  /** Null: no clock runs. */
  readonly dueAtMs: number | null;
  readonly article: string | null;
  readonly heldUntilMs: number | null;
  /** Its erasure has begun. */
  readonly isUnderWay: boolean;
}

/** Of these bases, what has a key that stands. What of an order is to go earlier than its location counts as location. */
export async function loadKept(sql: Sql, bases: readonly string[], nowMs: number): Promise<KeptPart[]> {
  const { rows } = await sql.query<KeptPart>(
    `with kept as (
       select distinct basis, case when position('|' in part) > 0 then 'location' else part end as part
       from safeguards.basis_key where basis = any($1) and destroyed_at_ms is null
     )
     select k.basis, k.part, c.destroy_at_ms as "dueAtMs", c.article,
       (select max(h.until_ms) from safeguards.hold h where h.basis = k.basis and h.lifted_at_ms is null and h.until_ms > $2)
         as "heldUntilMs",
       exists (select from safeguards.erasure e where e.basis = k.basis and e.part = k.part and e.proven_at_ms is null)
         as "isUnderWay"
     from kept k left join lateral (
       select destroy_at_ms, article from safeguards.retention_clock c where c.basis = k.basis and c.what = k.part
       order by destroy_at_ms, clock_id limit 1
     ) c on true order by k.basis, k.part`,
    [bases, nowMs],
  );
  return rows;
}

export interface HoldRow {
  readonly holdId: number;
  readonly basis: string;
  readonly article: string;
  readonly untilMs: number;
}

export async function loadHolds(sql: Sql, nowMs: number): Promise<HoldRow[]> {
  const { rows } = await sql.query<HoldRow>(
    `select hold_id as "holdId", basis, article, until_ms as "untilMs" from safeguards.hold
     where lifted_at_ms is null and until_ms > $1 order by hold_id`,
    [nowMs],
  );
  return rows;
}

/** Of these bases, those that hold now. */
export async function loadHoldsOf(sql: Sql, bases: readonly string[], nowMs: number): Promise<HoldRow[]> {
  const { rows } = await sql.query<HoldRow>(
    `select hold_id as "holdId", basis, article, until_ms as "untilMs" from safeguards.hold
     where basis = any($1) and lifted_at_ms is null and until_ms > $2 order by hold_id`,
    [bases, nowMs],
  );
  return rows;
}

export interface NewHold {
  readonly basis: string;
  readonly article: string;
  readonly packVersion: string;
  /** The court's document: its id, and the SHA-256 of its bytes in hex. */
  readonly documentId: string;
  readonly documentHash: string;
  readonly untilMs: number;
}

/** The database refuses one person for both. */
export async function holdUntil(
  tx: Sql,
  { basis, article, packVersion, documentId, documentHash, untilMs }: NewHold,
  by: { readonly first: string; readonly second: string },
  nowMs: number,
): Promise<void> {
  await tx.query(
    `insert into safeguards.hold
       (basis, article, pack_version, document_id, document_hash, until_ms, first_by, second_by, held_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[basis, article, packVersion, documentId, Buffer.from(documentHash, 'hex')],
      ...[untilMs, by.first, by.second, nowMs],
    ],
  );
}

/** How many there were. */
export async function liftHolds(tx: Sql, basis: string, nowMs: number): Promise<number> {
  const { rowCount } = await tx.query(
    `update safeguards.hold set lifted_at_ms = $2 where basis = $1 and lifted_at_ms is null`,
    [basis, nowMs],
  );
  return rowCount;
}
