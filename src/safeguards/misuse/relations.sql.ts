/** To whom staff are related, and whom many know: by their record, or by a name that a record may come to bear. */
import type { Sql } from '../../core/database.ts';

/** Of safeguards.declared_name. */
export interface DeclaredName {
  readonly nameId: string;
  /** Null: many know them. */
  readonly actorId: string | null;
  /** As in people.match_index. */
  readonly digest: Buffer;
  readonly keyId: number;
  readonly sealed: Buffer;
  readonly declaredBy: string;
  readonly atMs: number;
}

/** A record that was declared: of `safeguards.declared_relation`, or, without an actor, of `safeguards.known_person`. */
export interface DeclaredRecord {
  readonly actorId: string | null;
  readonly personId: string;
  readonly declaredBy: string;
  readonly atMs: number;
}

export async function insertRelation(
  tx: Sql,
  actorId: string,
  personId: string,
  by: string,
  atMs: number,
): Promise<void> {
  await tx.query(
    `insert into safeguards.declared_relation (actor_id, person_id, declared_by, at_ms) values ($1, $2, $3, $4) on conflict do nothing`,
    [actorId, personId, by, atMs],
  );
}

export async function setKnown(tx: Sql, personId: string, isKnown: boolean, by: string, atMs: number): Promise<void> {
  if (isKnown)
    await tx.query(
      'insert into safeguards.known_person (person_id, flagged_by, at_ms) values ($1, $2, $3) on conflict do nothing',
      [personId, by, atMs],
    );
  else await tx.query('delete from safeguards.known_person where person_id = $1', [personId]);
}

/** One that stands already is left as it is. */
export async function insertName(tx: Sql, one: DeclaredName): Promise<void> {
  await tx.query(
    `insert into safeguards.declared_name (name_id, actor_id, digest, key_id, sealed, declared_by, at_ms)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [one.nameId, one.actorId, one.digest, one.keyId, one.sealed, one.declaredBy, one.atMs],
  );
}

/** Null: there is none. */
export async function loadName(sql: Sql, nameId: string): Promise<DeclaredName | null> {
  return (await loadNames(sql, 'where name_id = $1', [nameId]))[0] ?? null;
}

export async function deleteName(tx: Sql, nameId: string): Promise<void> {
  await tx.query('delete from safeguards.declared_name where name_id = $1', [nameId]);
}

/** The newest first: of one member of staff, or all. */
export function loadDeclaredNames(sql: Sql, actorId: string | null, most: number): Promise<DeclaredName[]> {
  return loadNames(sql, 'where $1::uuid is null or actor_id = $1 order by at_ms desc, name_id limit $2', [
    actorId,
    most,
  ]);
}

async function loadNames(sql: Sql, where: string, values: readonly unknown[]): Promise<DeclaredName[]> {
  const { rows } = await sql.query<DeclaredName>(
    `select name_id as "nameId", actor_id as "actorId", digest, key_id as "keyId", sealed, declared_by as "declaredBy", at_ms as "atMs"
     from safeguards.declared_name ${where}`,
    values,
  );
  return rows;
}

/** The newest first: of one member of staff, or all, with those whom many know. */
export async function loadDeclaredRecords(sql: Sql, actorId: string | null, most: number): Promise<DeclaredRecord[]> {
  const { rows } = await sql.query<DeclaredRecord>(
    `select * from (
       select actor_id as "actorId", person_id as "personId", declared_by as "declaredBy", at_ms as "atMs"
       from safeguards.declared_relation where $1::uuid is null or actor_id = $1
       union all select null, person_id, flagged_by, at_ms from safeguards.known_person where $1::uuid is null) declared
     order by "atMs" desc, "personId" limit $2`,
    [actorId, most],
  );
  return rows;
}

// HAZARD H-576: somebody looks at a relative by the number of the case, and nobody asks
/** `actor id` of all that these people are related to; of what many know alone 'known id'. */
export async function loadRelated(sql: Sql, actorIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ actor: string; id: string }>(
    `with names as (
       select actor_id, digest from safeguards.declared_name where actor_id is null or actor_id = any($1::uuid[])
     ), declared as (
       select actor_id::text as actor, person_id from safeguards.declared_relation where actor_id = any($1::uuid[])
       union select 'known', person_id from safeguards.known_person
       union select coalesce(n.actor_id::text, 'known'), b.person_id
       from isolation.bearing(array(select digest from names)) b join names n using (digest)
     )
     select distinct d.actor, m.id from declared d
     join isolation.matters_of(array(select person_id from declared)) m using (person_id)`,
    [actorIds],
  );
  return new Set(rows.map(({ actor, id }) => `${actor} ${id}`));
}
