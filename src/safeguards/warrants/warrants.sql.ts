import { assert } from '../../core/assert.ts';
import type { Sql } from '../../core/database.ts';
import type { WarrantBase, WarrantEvent, WarrantEventBody } from './warrant.ts';

interface BaseRow {
  warrant_id: string;
  number: string;
  jurisdiction: string;
  exercise: boolean;
  order_id: string;
  wearer_id: string;
  agency_id: string;
  court_id: string;
  created_at_ms: number;
}

const BASE = 'warrant_id, number, jurisdiction, exercise, order_id, wearer_id, agency_id, court_id, created_at_ms';

/** The next number of a series (`W-KR-2026`), held until the transaction ends. */
export async function takeNextNumber(tx: Sql, series: string): Promise<string> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('safeguards.warrant number', 0))`);
  const { rows } = await tx.query<{ taken: number }>(
    `select count(*) as taken from safeguards.warrant where starts_with(number, $1 || '-')`,
    [series],
  );
  return `${series}-${String(rows[0]!.taken + 1).padStart(6, '0')}`;
}

export async function insertWarrant(tx: Sql, one: WarrantBase): Promise<void> {
  await tx.query(`insert into safeguards.warrant (${BASE}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
    ...[one.warrantId, one.number, one.jurisdiction, one.exercise, one.orderId, one.wearerId],
    ...[one.agencyId, one.courtId, one.createdAtMs],
  ]);
}

/** Whoever changes it waits for whoever does so now; until the transaction ends. */
export async function lockWarrant(tx: Sql, warrantId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('warrant ' || $1, 0))`, [warrantId]);
}

/** Whose warrants: an asking office's, a court's, all of a jurisdiction, or those that time may change. */
export type WarrantsOf =
  | { readonly warrantId: string }
  | { readonly agencyId: string }
  | { readonly courtId: string }
  | { readonly jurisdiction: string }
  | { readonly open: true };

/** Newest first. */
export async function loadBases(sql: Sql, of: WarrantsOf, most: number): Promise<WarrantBase[]> {
  const [where, value] = whereOf(of);
  const { rows } = await sql.query<BaseRow>(
    `select ${BASE} from safeguards.warrant w where ${where} order by created_at_ms desc, number desc limit $2`,
    [value, most],
  );
  return rows.map(baseOf);
}

function whereOf(of: WarrantsOf): [where: string, value: string] {
  if ('warrantId' in of) return ['warrant_id = $1', of.warrantId];
  if ('agencyId' in of) return ['agency_id = $1', of.agencyId];
  if ('courtId' in of) return ['court_id = $1', of.courtId];
  if ('jurisdiction' in of) return ['jurisdiction = $1', of.jurisdiction];
  // Not refused, withdrawn or ended: everything else has a clock.
  return [
    `not exists (select from safeguards.warrant_event e where e.warrant_id = w.warrant_id
       and (e.kind in ('withdrawn', 'ended') or e.body->>'result' = $1))`,
    'refused',
  ];
}

function baseOf(row: BaseRow): WarrantBase {
  return {
    ...{ warrantId: row.warrant_id, number: row.number, jurisdiction: row.jurisdiction, exercise: row.exercise },
    ...{ orderId: row.order_id, wearerId: row.wearer_id, agencyId: row.agency_id, courtId: row.court_id },
    createdAtMs: row.created_at_ms,
  };
}

interface EventRow {
  warrant_id: string;
  number: number;
  at_ms: number;
  kind: string;
  by_kind: string;
  by_id: string | null;
  body: object;
  key_id: number | null;
  sealed: Buffer | null;
}

/** By warrant, each in its order. */
export async function loadEvents(
  sql: Sql,
  warrantIds: readonly string[],
): Promise<ReadonlyMap<string, WarrantEvent[]>> {
  const { rows } = await sql.query<EventRow>(
    `select warrant_id, number, at_ms, kind, by_kind, by_id, body, key_id, sealed from safeguards.warrant_event
     where warrant_id = any($1::uuid[]) order by warrant_id, number`,
    [warrantIds],
  );
  const grouped = Map.groupBy(rows, (row) => row.warrant_id);
  return new Map([...grouped].map(([id, of]) => [id, of.map(eventOf)]));
}

function eventOf(row: EventRow): WarrantEvent {
  const words = row.key_id === null || row.sealed === null ? null : { keyId: row.key_id, sealed: row.sealed };
  const body = { ...row.body, kind: row.kind } as WarrantEventBody;
  return { number: row.number, atMs: row.at_ms, byKind: row.by_kind, byId: row.by_id, body, words };
}

export async function insertEvent(tx: Sql, warrantId: string, event: WarrantEvent): Promise<void> {
  const { kind, ...body } = event.body;
  await tx.query(
    `insert into safeguards.warrant_event (warrant_id, number, at_ms, kind, by_kind, by_id, body, key_id, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[warrantId, event.number, event.atMs, kind, event.byKind, event.byId, JSON.stringify(body)],
      ...[event.words?.keyId ?? null, event.words?.sealed ?? null],
    ],
  );
}

export interface CopyPart {
  readonly part: number;
  readonly positions: number;
  readonly keyId: number;
  readonly sealed: Buffer;
}

export async function insertCopyPart(tx: Sql, warrantId: string, generation: number, one: CopyPart): Promise<void> {
  await tx.query(
    `insert into safeguards.warrant_copy (warrant_id, generation, part, positions, key_id, sealed)
     values ($1, $2, $3, $4, $5, $6)`,
    [warrantId, generation, one.part, one.positions, one.keyId, one.sealed],
  );
}

/** Null: there is no such part, or it was destroyed. */
export async function loadCopyPart(
  sql: Sql,
  warrantId: string,
  generation: number,
  part: number,
): Promise<CopyPart | null> {
  const { rows } = await sql.query<{ positions: number; key_id: number; sealed: Buffer }>(
    `select positions, key_id, sealed from safeguards.warrant_copy
     where warrant_id = $1 and generation = $2 and part = $3`,
    [warrantId, generation, part],
  );
  const row = rows[0];
  return row === undefined ? null : { part, positions: row.positions, keyId: row.key_id, sealed: row.sealed };
}

/** By its keys, with its rows. Which keys those were. */
export async function destroyCopyRows(tx: Sql, warrantId: string): Promise<number[]> {
  const { rows } = await tx.query<{ key_id: number }>(
    `select distinct key_id from safeguards.key_wrapping where basis = 'warrant:' || $1::text`,
    [warrantId],
  );
  const { rows: gone } = await tx.query<{ held: number }>(`select safeguards.destroy_warrant_copy($1) as held`, [
    warrantId,
  ]);
  assert(gone[0] !== undefined, 'destroying answers');
  return rows.map((row) => row.key_id);
}
