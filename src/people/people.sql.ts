import type { Sql } from '../core/database.ts';
import type { AgencyId, PersonId } from '../core/ids.ts';
import { PEOPLE_LIMITS } from './limits.ts';
import type { Agency, AgencyRole, Person, PersonKind } from './person.ts';

interface AgencyRow {
  agency_id: AgencyId;
  name: string;
  role: AgencyRole;
  jurisdiction: string;
  phone: string | null;
  created_at_ms: number;
}

interface PersonRow {
  person_id: PersonId;
  kind: PersonKind;
  agency_id: AgencyId;
  household_of: PersonId | null;
  minor: boolean;
  exercise: boolean;
  created_at_ms: number;
}

export interface SealedIdentity {
  readonly keyId: number;
  readonly sealed: Buffer;
}

const AGENCY_COLUMNS = 'agency_id, name, role, jurisdiction, phone, created_at_ms';
const PERSON_COLUMNS = 'person_id, kind, agency_id, household_of, minor, exercise, created_at_ms';

export async function insertAgency(tx: Sql, agency: Agency): Promise<void> {
  await tx.query(`insert into people.agency (${AGENCY_COLUMNS}) values ($1, $2, $3, $4, $5, $6)`, [
    agency.agencyId,
    agency.name,
    agency.role,
    agency.jurisdiction,
    agency.phone,
    agency.createdAtMs,
  ]);
}

export async function loadAgency(sql: Sql, agencyId: string): Promise<Agency | null> {
  const { rows } = await sql.query<AgencyRow>(`select ${AGENCY_COLUMNS} from people.agency where agency_id = $1`, [
    agencyId,
  ]);
  return rows[0] === undefined ? null : agencyOf(rows[0]);
}

export async function loadAgencies(sql: Sql): Promise<Agency[]> {
  const { rows } = await sql.query<AgencyRow>(
    `select ${AGENCY_COLUMNS} from people.agency order by created_at_ms, agency_id limit $1`,
    [PEOPLE_LIMITS.listRows],
  );
  return rows.map(agencyOf);
}

/** False when there is no such agency. */
export async function updateAgencyPhone(tx: Sql, agencyId: string, phone: string | null): Promise<boolean> {
  const { rowCount } = await tx.query(`update people.agency set phone = $2 where agency_id = $1`, [agencyId, phone]);
  return rowCount === 1;
}

/** Whether real persons may be entered: written at each start, by the role that migrates. */
export async function loadRealPersons(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ real_persons: boolean }>(`select real_persons from people.deployment`);
  return rows[0]?.real_persons === true;
}

/** By the role that migrates alone: the application has no right to. */
export async function updateRealPersons(sql: Sql, isOn: boolean): Promise<void> {
  await sql.query('update people.deployment set real_persons = $1', [isOn]);
}

export async function countPersons(sql: Sql): Promise<{ readonly exercise: number; readonly real: number }> {
  const { rows } = await sql.query<{ exercise: number; real: number }>(
    `select count(*) filter (where exercise)::int as exercise, count(*) filter (where not exercise)::int as real
     from people.person`,
  );
  return rows[0] ?? { exercise: 0, real: 0 };
}

export async function insertPerson(tx: Sql, person: Person, identity: SealedIdentity): Promise<void> {
  await tx.query(
    `insert into people.person (${PERSON_COLUMNS}, key_id, identity_sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      person.personId,
      person.kind,
      person.agencyId,
      person.householdOf,
      person.minor,
      person.exercise,
      person.createdAtMs,
      identity.keyId,
      identity.sealed,
    ],
  );
}

export async function updateIdentity(tx: Sql, personId: string, identity: SealedIdentity): Promise<void> {
  await tx.query(`update people.person set key_id = $2, identity_sealed = $3 where person_id = $1`, [
    personId,
    identity.keyId,
    identity.sealed,
  ]);
}

export async function loadPeopleById(sql: Sql, personIds: readonly string[]): Promise<Person[]> {
  const { rows } = await sql.query<PersonRow>(
    `select ${PERSON_COLUMNS} from people.person where person_id = any($1::uuid[]) order by person_id`,
    [personIds],
  );
  return rows.map(personOf);
}

/** Who lives with that protected person. */
export async function loadHousehold(sql: Sql, protectedId: string): Promise<Person[]> {
  const { rows } = await sql.query<PersonRow>(
    `select ${PERSON_COLUMNS} from people.person where household_of = $1 order by created_at_ms, person_id limit $2`,
    [protectedId, PEOPLE_LIMITS.listRows],
  );
  return rows.map(personOf);
}

export async function loadPeopleOfKinds(sql: Sql, kinds: readonly PersonKind[]): Promise<Person[]> {
  const { rows } = await sql.query<PersonRow>(
    `select ${PERSON_COLUMNS} from people.person where kind = any($1::text[])
     order by created_at_ms, person_id limit $2`,
    [kinds, PEOPLE_LIMITS.listRows],
  );
  return rows.map(personOf);
}

/** Of agencies under one law, exercise people or real ones, never both; the newest first. */
export async function loadPeopleUnder(
  sql: Sql,
  of: { readonly jurisdiction: string; readonly kinds: readonly PersonKind[]; readonly exercise: boolean },
  most: number,
): Promise<Person[]> {
  const { rows } = await sql.query<PersonRow>(
    `select ${PERSON_COLUMNS} from people.person
     where kind = any($1::text[]) and exercise = $2
       and agency_id in (select agency_id from people.agency where jurisdiction = $3)
     order by created_at_ms desc, person_id limit $4`,
    [of.kinds, of.exercise, of.jurisdiction, most],
  );
  return rows.map(personOf);
}

/** Of one agency, or null: of every one; at most `most`. */
export async function loadPeopleOfAgency(
  sql: Sql,
  kind: PersonKind,
  agencyId: string | null,
  most: number,
): Promise<Person[]> {
  const { rows } = await sql.query<PersonRow>(
    `select ${PERSON_COLUMNS} from people.person where kind = $1 and ($2::uuid is null or agency_id = $2::uuid)
     order by created_at_ms, person_id limit $3`,
    [kind, agencyId, most],
  );
  return rows.map(personOf);
}

export async function loadSealedIdentity(sql: Sql, personId: string): Promise<SealedIdentity | null> {
  const { rows } = await sql.query<{ key_id: number; identity_sealed: Buffer }>(
    `select key_id, identity_sealed from people.person where person_id = $1`,
    [personId],
  );
  return rows[0] === undefined ? null : { keyId: rows[0].key_id, sealed: rows[0].identity_sealed };
}

function agencyOf(row: AgencyRow): Agency {
  return {
    agencyId: row.agency_id,
    name: row.name,
    role: row.role,
    jurisdiction: row.jurisdiction,
    phone: row.phone,
    createdAtMs: row.created_at_ms,
  };
}

function personOf(row: PersonRow): Person {
  return {
    personId: row.person_id,
    kind: row.kind,
    agencyId: row.agency_id,
    householdOf: row.household_of,
    minor: row.minor,
    exercise: row.exercise,
    createdAtMs: row.created_at_ms,
  };
}
