import type { Sql } from '../../core/database.ts';
import type { LogRow, RowLog } from './named.ts';

export interface Period {
  readonly periodAtMs: number;
  readonly firstIndex: number;
  /** Of the log's key, as its verifier key says it. */
  readonly keyId: string;
  readonly entries: number;
  readonly rows: number;
  /** The first numbers that are not in the log yet. */
  readonly auditNext: number;
  readonly ledgerNext: number;
}

export interface Leaf {
  readonly leafIndex: number;
  readonly log: RowLog;
  readonly number: number;
  readonly commitment: Buffer;
}

interface PeriodRow {
  period_at_ms: number;
  first_index: number;
  key_id: string;
  entries: number;
  row_count: number;
  audit_next: number;
  ledger_next: number;
}

const PERIOD =
  'select period_at_ms, first_index, key_id, entries, row_count, audit_next, ledger_next from safeguards.log_period';

function periodOf(row: PeriodRow): Period {
  return {
    ...{
      periodAtMs: row.period_at_ms,
      firstIndex: row.first_index,
      keyId: row.key_id,
      entries: row.entries,
      rows: row.row_count,
    },
    ...{ auditNext: row.audit_next, ledgerNext: row.ledger_next },
  };
}

/** Held until the transaction ends: one sequencer at a time. */
export async function lockSequencer(tx: Sql): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('safeguards.log', 0))`);
}

export async function loadLastPeriod(sql: Sql): Promise<Period | null> {
  const { rows } = await sql.query<PeriodRow>(`${PERIOD} order by first_index desc limit 1`);
  return rows[0] === undefined ? null : periodOf(rows[0]);
}

/** Those that begin at or after an index, in order. */
export async function loadPeriodsFrom(sql: Sql, firstIndex: number, limit: number): Promise<Period[]> {
  const { rows } = await sql.query<PeriodRow>(`${PERIOD} where first_index >= $1 order by first_index limit $2`, [
    firstIndex,
    limit,
  ]);
  return rows.map(periodOf);
}

/** The one that an index lies in; null: none. */
export async function loadPeriodAt(sql: Sql, index: number): Promise<Period | null> {
  const { rows } = await sql.query<PeriodRow>(`${PERIOD} where first_index <= $1 order by first_index desc limit 1`, [
    index,
  ]);
  const found = rows[0] === undefined ? null : periodOf(rows[0]);
  return found !== null && index < found.firstIndex + found.entries ? found : null;
}

export async function insertPeriod(tx: Sql, period: Period): Promise<void> {
  await tx.query(
    `insert into safeguards.log_period (period_at_ms, first_index, entries, row_count, audit_next, ledger_next, key_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[period.periodAtMs, period.firstIndex, period.entries, period.rows],
      ...[period.auditNext, period.ledgerNext, period.keyId],
    ],
  );
}

/** The numbers that the next rows of each will get: every row below them is committed. */
export async function loadHeads(sql: Sql): Promise<Readonly<Record<RowLog, number>>> {
  const { rows } = await sql.query<{ log: RowLog; next_number: number }>(
    'select log, next_number from safeguards.log_heads()',
  );
  const heads = new Map(rows.map((row) => [row.log, row.next_number]));
  return { audit: heads.get('audit') ?? 0, ledger: heads.get('ledger') ?? 0 };
}

interface RowRow {
  number: number;
  at_ms: number;
  canonical: Buffer;
  leaf_hash: Buffer;
}

/** Rows from a number on, in order. */
export async function loadRows(sql: Sql, log: RowLog, from: number, limit: number): Promise<LogRow[]> {
  const { rows } = await sql.query<RowRow>(
    `select number, at_ms, canonical, leaf_hash from safeguards.${log === 'audit' ? 'audit' : 'ledger'}
     where number >= $1 order by number limit $2`,
    [from, limit],
  );
  return rows.map((row) => ({
    ...{ log, number: row.number, atMs: row.at_ms, canonical: row.canonical, leafHash: row.leaf_hash },
  }));
}

export async function insertLeaves(tx: Sql, leaves: readonly Leaf[], salts: readonly Buffer[]): Promise<void> {
  if (leaves.length === 0) return;
  const indexes = leaves.map((leaf) => leaf.leafIndex);
  await tx.query(
    `insert into safeguards.log_leaf (leaf_index, log, number, commitment)
     select * from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bytea[])`,
    [indexes, leaves.map((leaf) => leaf.log), leaves.map((leaf) => leaf.number), leaves.map((leaf) => leaf.commitment)],
  );
  await tx.query(
    `insert into safeguards.log_opening (leaf_index, salt) select * from unnest($1::bigint[], $2::bytea[])`,
    [indexes, salts],
  );
}

interface LeafRow {
  leaf_index: number;
  log: RowLog;
  number: number;
  commitment: Buffer;
  salt: Buffer | null;
}

export type OpenLeaf = Leaf & { readonly salt: Buffer | null };

const LEAVES = `select l.leaf_index, l.log, l.number, l.commitment, o.salt
  from safeguards.log_leaf l left join safeguards.log_opening o using (leaf_index)`;

function leafOf(row: LeafRow): OpenLeaf {
  const { log, number, commitment, salt } = row;
  return { leafIndex: row.leaf_index, log, number, commitment, salt };
}

/** The rows' leaves of a range of the tree, in order; what is missing between them is padding. */
export async function loadLeaves(sql: Sql, begin: number, end: number): Promise<OpenLeaf[]> {
  const { rows } = await sql.query<LeafRow>(
    `${LEAVES} where leaf_index >= $1 and leaf_index < $2 order by leaf_index`,
    [begin, end],
  );
  return rows.map(leafOf);
}

export async function loadLeafOf(sql: Sql, log: RowLog, number: number): Promise<OpenLeaf | null> {
  const { rows } = await sql.query<LeafRow>(`${LEAVES} where l.log = $1 and l.number = $2`, [log, number]);
  return rows[0] === undefined ? null : leafOf(rows[0]);
}

/** Leaves of these numbers that can still be opened. */
export async function loadOpenLeavesOf(tx: Sql, log: RowLog, numbers: readonly number[]): Promise<number[]> {
  const { rows } = await tx.query<{ leaf_index: number }>(
    `select leaf_index from safeguards.log_leaf join safeguards.log_opening using (leaf_index)
     where log = $1 and number = any($2::bigint[]) order by leaf_index`,
    [log, numbers],
  );
  return rows.map((row) => row.leaf_index);
}

export async function deleteOpenings(tx: Sql, leafIndexes: readonly number[]): Promise<number> {
  const { rowCount } = await tx.query('delete from safeguards.log_opening where leaf_index = any($1::bigint[])', [
    leafIndexes,
  ]);
  return rowCount;
}

export interface Erasure {
  readonly auditNumber: number;
  readonly leafIndexes: readonly number[];
}

export async function insertErasure(tx: Sql, { auditNumber, leafIndexes }: Erasure): Promise<void> {
  await tx.query('insert into safeguards.log_erasure (audit_number, leaf_indexes) values ($1, $2::bigint[])', [
    auditNumber,
    leafIndexes,
  ]);
}

export async function loadErasures(sql: Sql): Promise<Erasure[]> {
  const { rows } = await sql.query<{ audit_number: number; leaf_indexes: number[] }>(
    'select audit_number, leaf_indexes from safeguards.log_erasure order by audit_number',
  );
  return rows.map((row) => ({ auditNumber: row.audit_number, leafIndexes: row.leaf_indexes }));
}

/** Numbers of entries that were written before then, stand in the log, and are neither certificates nor about what is held; the oldest first. */
export async function loadEntriesOver(
  tx: Sql,
  log: RowLog,
  beforeMs: number,
  nowMs: number,
  most: number,
): Promise<number[]> {
  const table = log === 'audit' ? 'audit' : 'ledger';
  // Numbers rise with time, so that nothing behind the first younger one is looked at.
  const { rows } = await tx.query<{ number: number }>(
    `select e.number from safeguards.${table} e join safeguards.log_leaf l on l.log = $1 and l.number = e.number
     where e.number < coalesce((select y.number from safeguards.${table} y where y.at_ms >= $2 order by y.number limit 1), 9007199254740991)
       and not safeguards.is_certificate(e.canonical)
       and not safeguards.names_any(e.canonical, array(select id from safeguards.held_ids($3) id))
     order by e.number limit $4`,
    [log, beforeMs, nowMs, most],
  );
  return rows.map(({ number }) => number);
}

/** How many there were. The database refuses those that are younger, certificates, held, or can be opened. */
export async function deleteEntries(tx: Sql, log: RowLog, numbers: readonly number[], nowMs: number): Promise<number> {
  const { rows } = await tx.query<{ gone: number }>(`select safeguards.expire_entries($1, $2::bigint[], $3) as gone`, [
    log,
    numbers,
    nowMs,
  ]);
  return rows[0]!.gone;
}
