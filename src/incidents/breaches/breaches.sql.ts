import type { Sql } from '../../core/database.ts';
import type { IncidentId, OrderId, PersonId } from '../../core/ids.ts';
import type { Breach, BreachActKind, BreachBody, BreachKind, SealedAct } from './breach.ts';
import type { SeenEvent } from './decide-breach.ts';
import { BREACH_LIMITS } from './limits.ts';

interface BreachRow {
  breach_id: string;
  incident_id: IncidentId;
  order_id: OrderId;
  wearer_id: PersonId;
  agency_id: string;
  kind: BreachKind;
  from_ms: number;
  until_ms: number;
  body: BreachBody;
  made_by: PersonId;
  made_at_ms: number;
}

const COLUMNS = `breach_id, incident_id, order_id, wearer_id, agency_id, kind, from_ms, until_ms, body, made_by, made_at_ms`;

/** False: there is a record of this incident already. */
export async function insertBreach(tx: Sql, breach: Breach): Promise<boolean> {
  const { shares, signs, evidence } = breach;
  const { rowCount } = await tx.query(
    `insert into incidents.breach (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (incident_id) do nothing`,
    [
      ...[breach.breachId, breach.incidentId, breach.orderId, breach.wearerId, breach.agencyId, breach.kind],
      ...[breach.fromMs, breach.untilMs, JSON.stringify({ shares, signs, evidence }), breach.madeBy, breach.madeAtMs],
    ],
  );
  return rowCount === 1;
}

export async function loadBreach(sql: Sql, breachId: string): Promise<Breach | null> {
  return (await select(sql, `where breach_id = $1`, [breachId]))[0] ?? null;
}

/** Newest first. */
export function loadBreachesOfWearer(sql: Sql, wearerId: string): Promise<Breach[]> {
  return select(sql, `where wearer_id = $1 order by made_at_ms desc, breach_id limit $2`, [
    wearerId,
    BREACH_LIMITS.listRows,
  ]);
}

export function loadBreachesOfAgency(sql: Sql, agencyId: string): Promise<Breach[]> {
  return select(sql, `where agency_id = $1 order by made_at_ms desc, breach_id limit $2`, [
    agencyId,
    BREACH_LIMITS.listRows,
  ]);
}

export function loadBreachesOfOrders(sql: Sql, orderIds: readonly string[]): Promise<Breach[]> {
  return select(sql, `where order_id = any($1::uuid[]) order by made_at_ms desc, breach_id limit $2`, [
    orderIds,
    BREACH_LIMITS.listRows,
  ]);
}

async function select(sql: Sql, rest: string, values: readonly unknown[]): Promise<Breach[]> {
  const { rows } = await sql.query<BreachRow>(`select ${COLUMNS} from incidents.breach ${rest}`, values);
  return rows.map(({ body, ...row }) => ({
    ...{ breachId: row.breach_id, incidentId: row.incident_id, orderId: row.order_id, wearerId: row.wearer_id },
    ...{ agencyId: row.agency_id, kind: row.kind, fromMs: row.from_ms, untilMs: row.until_ms },
    ...{ madeBy: row.made_by, madeAtMs: row.made_at_ms, ...body },
  }));
}

export async function insertAct(tx: Sql, act: SealedAct): Promise<void> {
  await tx.query(
    `insert into incidents.breach_act (breach_id, number, kind, at_ms, by_person, answer_due_ms, key_id, words_sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [act.breachId, act.number, act.kind, act.atMs, act.byPerson, act.answerDueMs, act.keyId, act.sealed],
  );
}

/** In order, by record. */
export async function loadActs(sql: Sql, breachIds: readonly string[]): Promise<ReadonlyMap<string, SealedAct[]>> {
  const { rows } = await sql.query<{
    breach_id: string;
    number: number;
    kind: BreachActKind;
    at_ms: number;
    by_person: PersonId;
    answer_due_ms: number | null;
    key_id: number | null;
    words_sealed: Buffer | null;
  }>(`select * from incidents.breach_act where breach_id = any($1::uuid[]) order by breach_id, number`, [breachIds]);
  const acts = rows.map((row) => ({
    ...{ breachId: row.breach_id, number: row.number, kind: row.kind, atMs: row.at_ms, byPerson: row.by_person },
    ...{ answerDueMs: row.answer_due_ms, keyId: row.key_id, sealed: row.words_sealed },
  }));
  return Map.groupBy(acts, ({ breachId }) => breachId);
}

/** Acts on one record follow one another. */
export async function lockBreach(tx: Sql, breachId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('breach record ' || $1, 0))`, [breachId]);
}

/** What the engine found, with the inputs that it found it on. */
export async function loadSeen(sql: Sql, incidentId: string): Promise<SeenEvent[]> {
  const { rows } = await sql.query<{ number: number; at_ms: number; position: number | null; body: SeenEvent['body'] }>(
    `select number, at_ms, position, body from incidents.event where incident_id = $1 order by number limit $2`,
    [incidentId, BREACH_LIMITS.eventsRead],
  );
  return rows.map((row) => ({ number: row.number, atMs: row.at_ms, position: row.position, body: row.body }));
}

/** Incidents about the wearer of which there is no record yet, newest first. */
export async function loadWithoutRecord(
  sql: Sql,
  agencyId: string,
): Promise<{ incidentId: IncidentId; kind: string; orderId: OrderId; openedAtMs: number; isClosed: boolean }[]> {
  const { rows } = await sql.query<{
    incident_id: IncidentId;
    kind: string;
    order_id: OrderId;
    opened_at_ms: number;
    state: string;
  }>(
    `select incident_id, kind, order_id, opened_at_ms, state from incidents.incident i
     where agency_id = $1 and wearer_id is not null and order_id is not null and suppressed_at_ms is null
       and (kind in ('approach', 'zone') or kind like 'device:%' or kind like 'health:%' or kind like 'pattern:%')
       and not exists (select from incidents.breach b where b.incident_id = i.incident_id)
     order by opened_at_ms desc limit $2`,
    [agencyId, BREACH_LIMITS.withoutRecordShown],
  );
  return rows.map((row) => ({
    ...{ incidentId: row.incident_id, kind: row.kind, orderId: row.order_id, openedAtMs: row.opened_at_ms },
    isClosed: row.state === 'closed',
  }));
}
