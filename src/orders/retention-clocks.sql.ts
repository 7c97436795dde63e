import type { Sql } from '../core/database.ts';

export interface ProceedingOver {
  readonly proceedingId: string;
  readonly jurisdiction: string;
  readonly packVersion: string;
  readonly createdAtMs: number;
  /** Null: nobody closed it, and all its measures are over. */
  readonly closedAtMs: number | null;
  readonly lastEndMs: number | null;
}

/** Proceedings of which nothing holds any more, a page in order of their id. */
export async function loadProceedingsOver(
  sql: Sql,
  nowMs: number,
  after: string | null,
  most: number,
): Promise<ProceedingOver[]> {
  const { rows } = await sql.query<ProceedingOver>(
    `select p.proceeding_id as "proceedingId", p.jurisdiction, p.pack_version as "packVersion", p.created_at_ms as "createdAtMs",
       p.closed_at_ms as "closedAtMs", max(m.end_ms) as "lastEndMs"
     from orders.proceeding p left join orders.measure m using (proceeding_id)
     where $2::uuid is null or p.proceeding_id > $2
     group by p.proceeding_id
     having (p.closed_at_ms is not null or count(m.measure_id) > 0)
       and coalesce(bool_and(m.end_ms is not null and m.end_ms <= $1), true)
     order by p.proceeding_id limit $3`,
    [nowMs, after, most],
  );
  return rows;
}

export interface PersonNamed {
  readonly personId: string;
  readonly bases: readonly string[];
}

/** Everybody whom an order or a proceeding names, with all that name them. */
export async function loadPeopleNamed(sql: Sql, after: string | null, most: number): Promise<PersonNamed[]> {
  const { rows } = await sql.query<PersonNamed>(
    `with named as (
       select wearer_id as person_id, 'order:' || order_id as basis from orders.court_order
       union select p.protected_id, 'order:' || p.order_id from orders.pair p
       union select respondent_id, 'proceeding:' || proceeding_id from orders.proceeding where respondent_id is not null
       union select person_id, 'proceeding:' || proceeding_id from orders.proceeding_person
     )
     select person_id as "personId", array_agg(basis order by basis) as bases from named
     where $1::uuid is null or person_id > $1 group by person_id order by person_id limit $2`,
    [after, most],
  );
  return rows;
}

/** As `loadPeopleNamed`, of one person. */
export async function loadBasesNaming(sql: Sql, personId: string): Promise<string[]> {
  const { rows } = await sql.query<{ basis: string }>(
    `select 'order:' || order_id as basis from orders.court_order where wearer_id = $1
     union select 'order:' || order_id from orders.pair where protected_id = $1
     union select 'proceeding:' || proceeding_id from orders.proceeding where respondent_id = $1
     union select 'proceeding:' || proceeding_id from orders.proceeding_person where person_id = $1`,
    [personId],
  );
  return rows.map(({ basis }) => basis);
}

/** Endings in order of their order's id. */
export async function loadEndingPage(sql: Sql, after: string | null, most: number): Promise<string[]> {
  const { rows } = await sql.query<{ order_id: string }>(
    `select order_id from orders.ending where $1::uuid is null or order_id > $1 order by order_id limit $2`,
    [after, most],
  );
  return rows.map((row) => row.order_id);
}
