import type { Sql } from '../../core/database.ts';
import type { AgencyId, OrderId, PersonId } from '../../core/ids.ts';
import { survivorsOf } from '../../people/service.ts';
import type { ProceedingEventKind, Role } from '../packs/procedure.ts';
import type { About, ProceedingEvent } from './decided.ts';
import { PROCESS_LIMITS } from './limits.ts';
import type { Proceeding } from './proceeding.ts';

/** The offices that take part; null: none is named yet. */
export interface Offices {
  readonly courtId: AgencyId | null;
  readonly prosecutionId: AgencyId | null;
  readonly policeId: AgencyId | null;
  readonly monitoringId: AgencyId | null;
}

export interface ProceedingRow extends Offices {
  readonly proceedingId: string;
  readonly number: string;
  readonly jurisdiction: string;
  readonly packVersion: string;
  readonly procedure: string;
  readonly exercise: boolean;
  readonly respondentId: PersonId | null;
  readonly openedBy: PersonId | null;
  readonly state: Proceeding;
  readonly eventCount: number;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  readonly protectedIds: readonly PersonId[];
}

export interface EventRow extends ProceedingEvent {
  readonly number: number;
  readonly recordedAtMs: number;
  readonly byPerson: PersonId | null;
}

export interface MeasureRow {
  readonly measureId: string;
  readonly proceedingId: string;
  readonly measure: string;
  readonly fromMs: number | null;
  readonly endMs: number | null;
  readonly suspended: boolean;
  readonly orderId: OrderId | null;
}

/** As it is read: with what was monitored under it before. */
export interface KnownMeasureRow extends MeasureRow {
  readonly formerOrderIds: readonly OrderId[];
}

const COLUMNS = `p.proceeding_id as "proceedingId", p.number, p.jurisdiction, p.pack_version as "packVersion", p.procedure,
  p.exercise, p.respondent_id as "respondentId", p.opened_by as "openedBy", p.court_id as "courtId",
  p.prosecution_id as "prosecutionId", p.police_id as "policeId", p.monitoring_id as "monitoringId", p.state,
  p.event_count as "eventCount", p.created_at_ms as "createdAtMs", p.changed_at_ms as "changedAtMs",
  array(select person_id from orders.proceeding_person x where x.proceeding_id = p.proceeding_id order by person_id) as "protectedIds"`;

/** Held until the transaction ends: two opened at once do not get one number. */
export async function takeNextNumber(tx: Sql, year: number): Promise<string> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('orders.proceeding', 0))`);
  const { rows } = await tx.query<{ next: number }>(
    `select coalesce(max(split_part(number, '-', 3)::int), 0) + 1 as next from orders.proceeding where number like $1`,
    [`P-${year}-%`],
  );
  return `P-${year}-${String(rows[0]!.next).padStart(4, '0')}`;
}

export async function insertProceeding(tx: Sql, row: ProceedingRow): Promise<void> {
  await tx.query(
    `insert into orders.proceeding (proceeding_id, number, jurisdiction, pack_version, procedure, exercise, respondent_id, opened_by,
       court_id, prosecution_id, police_id, monitoring_id, state, event_count, created_at_ms, changed_at_ms, closed_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, $14, $14, $15)`,
    [
      ...[
        row.proceedingId,
        row.number,
        row.jurisdiction,
        row.packVersion,
        row.procedure,
        row.exercise,
        row.respondentId,
      ],
      ...[row.openedBy, row.courtId, row.prosecutionId, row.policeId, row.monitoringId, JSON.stringify(row.state)],
      ...[row.createdAtMs, row.state.closedAtMs],
    ],
  );
  await tx.query(
    `insert into orders.proceeding_person (proceeding_id, person_id) select $1, unnest($2::uuid[]) on conflict do nothing`,
    [row.proceedingId, row.protectedIds],
  );
}

/** Locked until the transaction ends: acts on one proceeding follow one another. */
export async function lockProceeding(tx: Sql, proceedingId: string): Promise<ProceedingRow | null> {
  const { rows } = await tx.query<ProceedingRow>(
    `select ${COLUMNS} from orders.proceeding p where p.proceeding_id = $1 for update of p`,
    [proceedingId],
  );
  return rows[0] ?? null;
}

/** As `lockProceeding`, by its number; null: there is none. */
export async function lockProceedingNumbered(tx: Sql, number: string): Promise<ProceedingRow | null> {
  const { rows } = await tx.query<ProceedingRow>(
    `select ${COLUMNS} from orders.proceeding p where p.number = $1 for update of p`,
    [number],
  );
  return rows[0] ?? null;
}

/** As `lockProceeding`, that in which a monitored order stands; null: it was entered by itself. */
export async function lockProceedingOf(tx: Sql, orderId: string): Promise<ProceedingRow | null> {
  const { rows } = await tx.query<ProceedingRow>(
    `select ${COLUMNS} from orders.proceeding p
     where p.proceeding_id in (
       select proceeding_id from orders.measure where order_id = $1 or $1 = any(former_order_ids)) for update of p`,
    [orderId],
  );
  return rows[0] ?? null;
}

export async function loadProceedingRow(sql: Sql, proceedingId: string): Promise<ProceedingRow | null> {
  const { rows } = await sql.query<ProceedingRow>(
    `select ${COLUMNS} from orders.proceeding p where p.proceeding_id = $1`,
    [proceedingId],
  );
  return rows[0] ?? null;
}

/** In which the monitored order was made; null: in none here. */
export async function loadProceedingOfOrder(sql: Sql, orderId: string): Promise<ProceedingRow | null> {
  const { rows } = await sql.query<ProceedingRow>(
    `select ${COLUMNS} from orders.proceeding p
     where p.proceeding_id in (select m.proceeding_id from orders.measure m where m.order_id = $1 or $1 = any(m.former_order_ids))`,
    [orderId],
  );
  return rows[0] ?? null;
}

/**
 * Those in which the agency takes part; `open` leaves out what is closed. First what waits for a decision or may be in force, so that what
 * is over never crowds it out of a list that is cut; the latest changed first.
 */
export async function loadProceedingsOfAgency(
  sql: Sql,
  agencyId: string,
  open: boolean,
  nowMs: number,
): Promise<ProceedingRow[]> {
  const { rows } = await sql.query<ProceedingRow>(
    `select ${COLUMNS} from orders.proceeding p
     where $1::uuid in (p.court_id, p.prosecution_id, p.police_id, p.monitoring_id) and (not $2 or p.closed_at_ms is null)
     order by (p.closed_at_ms is null and (p.state -> 'decision' = 'null'::jsonb or exists (
         select from orders.measure m where m.proceeding_id = p.proceeding_id and (m.end_ms is null or m.end_ms > $4)
       ))) desc, p.changed_at_ms desc, p.proceeding_id limit $3`,
    [agencyId, open, PROCESS_LIMITS.listRows, nowMs],
  );
  return rows;
}

/** Those that are to protect the person, newest first. */
export async function loadProceedingsProtecting(sql: Sql, personId: string): Promise<ProceedingRow[]> {
  const { rows } = await sql.query<ProceedingRow>(
    `select ${COLUMNS} from orders.proceeding p join orders.proceeding_person x using (proceeding_id)
     where x.person_id = $1 order by p.created_at_ms desc, p.proceeding_id limit $2`,
    [personId, PROCESS_LIMITS.listRows],
  );
  return rows;
}

/** Those against the respondent, newest first. */
export async function loadProceedingsAgainst(sql: Sql, respondentId: string): Promise<ProceedingRow[]> {
  const { rows } = await sql.query<ProceedingRow>(
    `select ${COLUMNS} from orders.proceeding p
     where p.respondent_id = $1 order by p.created_at_ms desc, p.proceeding_id limit $2`,
    [respondentId, PROCESS_LIMITS.listRows],
  );
  return rows;
}

/** Those with something that still can run out: most are never closed by anybody, and would be looked at for ever. */
export async function loadOpenProceedings(sql: Sql, nowMs: number): Promise<ProceedingRow[]> {
  const { rows } = await sql.query<ProceedingRow>(
    `select ${COLUMNS} from orders.proceeding p
     where (p.closed_at_ms is null or (p.state -> 'declined') <> 'null'::jsonb)
       and (p.changed_at_ms > $1 or exists (
         select from orders.measure m where m.proceeding_id = p.proceeding_id and m.end_ms > $1))
     order by p.proceeding_id`,
    [nowMs - PROCESS_LIMITS.lookedAtMs],
  );
  return rows;
}

export async function updateProceeding(tx: Sql, row: ProceedingRow, nowMs: number): Promise<void> {
  await tx.query(
    `update orders.proceeding set state = $2, event_count = $3, changed_at_ms = $4, closed_at_ms = $5, respondent_id = $6,
       court_id = $7, prosecution_id = $8, police_id = $9, monitoring_id = $10 where proceeding_id = $1`,
    [
      ...[row.proceedingId, JSON.stringify(row.state), row.eventCount, nowMs, row.state.closedAtMs, row.respondentId],
      ...[row.courtId, row.prosecutionId, row.policeId, row.monitoringId],
    ],
  );
}

export async function insertEvent(tx: Sql, proceedingId: string, event: EventRow): Promise<void> {
  await tx.query(
    `insert into orders.proceeding_event (proceeding_id, number, kind, at_ms, recorded_at_ms, by_role, by_person, measure_id,
       person_id, about) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[proceedingId, event.number, event.kind, event.atMs, event.recordedAtMs, event.by, event.byPerson],
      ...[event.measureId, event.personId, JSON.stringify(event.about)],
    ],
  );
}

export async function loadEvents(sql: Sql, proceedingId: string): Promise<EventRow[]> {
  const { rows } = await sql.query<{
    number: number;
    kind: ProceedingEventKind;
    at_ms: number;
    recorded_at_ms: number;
    by_role: Role | null;
    by_person: PersonId | null;
    measure_id: string | null;
    person_id: PersonId | null;
    about: About;
  }>(`select * from orders.proceeding_event where proceeding_id = $1 order by number`, [proceedingId]);
  return rows.map((row) => ({
    ...{ number: row.number, kind: row.kind, atMs: row.at_ms, recordedAtMs: row.recorded_at_ms, by: row.by_role },
    ...{ byPerson: row.by_person, measureId: row.measure_id, personId: row.person_id, about: row.about },
  }));
}

export interface SealedText {
  readonly number: number;
  readonly keyId: number;
  readonly sealed: Buffer;
}

export async function insertText(tx: Sql, proceedingId: string, text: SealedText): Promise<void> {
  await tx.query(`insert into orders.proceeding_text (proceeding_id, number, key_id, sealed) values ($1, $2, $3, $4)`, [
    ...[proceedingId, text.number, text.keyId, text.sealed],
  ]);
}

export async function loadTexts(sql: Sql, proceedingId: string): Promise<SealedText[]> {
  const { rows } = await sql.query<SealedText>(
    `select number, key_id as "keyId", sealed from orders.proceeding_text where proceeding_id = $1 order by number`,
    [proceedingId],
  );
  return rows;
}

export async function upsertMeasure(tx: Sql, measure: MeasureRow): Promise<void> {
  await tx.query(
    `insert into orders.measure (measure_id, proceeding_id, measure, from_ms, end_ms, suspended, order_id)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (measure_id) do update set from_ms = excluded.from_ms, end_ms = excluded.end_ms, suspended = excluded.suspended,
       order_id = coalesce(excluded.order_id, measure.order_id),
       former_order_ids = case when measure.order_id <> excluded.order_id then measure.former_order_ids || measure.order_id
         else measure.former_order_ids end`,
    [
      ...[measure.measureId, measure.proceedingId, measure.measure, measure.fromMs, measure.endMs, measure.suspended],
      measure.orderId,
    ],
  );
}

export async function loadMeasures(sql: Sql, proceedingId: string): Promise<KnownMeasureRow[]> {
  const { rows } = await sql.query<KnownMeasureRow>(
    `select measure_id as "measureId", proceeding_id as "proceedingId", measure, from_ms as "fromMs", end_ms as "endMs",
       suspended, order_id as "orderId", former_order_ids as "formerOrderIds" from orders.measure where proceeding_id = $1 order by from_ms, measure_id`,
    [proceedingId],
  );
  return rows;
}

/** A measure that holds between the two at that instant. */
export interface InForceRow {
  readonly measureId: string;
  readonly proceedingId: string;
  readonly measure: string;
  readonly jurisdiction: string;
  readonly packVersion: string;
  readonly untilMs: number | null;
  readonly orderId: OrderId | null;
}

/** What holds against the respondent for the person now, whichever record of theirs the proceeding names. */
export async function loadInForce(
  sql: Sql,
  respondentId: string,
  personId: string,
  nowMs: number,
): Promise<InForceRow[]> {
  const { rows } = await sql.query<InForceRow & { respondentId: PersonId }>(
    `select m.measure_id as "measureId", m.proceeding_id as "proceedingId", m.measure, p.jurisdiction,
       p.pack_version as "packVersion", m.end_ms as "untilMs", m.order_id as "orderId", p.respondent_id as "respondentId"
     from orders.measure m join orders.proceeding p using (proceeding_id) join orders.proceeding_person x using (proceeding_id)
     where p.respondent_id is not null and x.person_id = $1 and m.from_ms <= $2 and not m.suspended
       and (m.end_ms is null or m.end_ms > $2)
     order by m.from_ms, m.measure_id`,
    [personId, nowMs],
  );
  // A merge moves what is monitored; a proceeding goes on naming the record that it was opened against.
  const asked = respondentId as PersonId;
  const survivors = await survivorsOf(sql, [asked, ...rows.map((row) => row.respondentId)]);
  const isSame = (one: PersonId) => survivors.get(one) === survivors.get(asked);
  return rows.filter((row) => isSame(row.respondentId)).map(({ respondentId: _, ...row }) => row);
}
